import { useCallback, useEffect, useState } from 'react';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { Result } from '../../../../shared/result.ts';
import type { DirectoryTarget } from '../../../../shared/target-card.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { contactsFound, type Finding, type Found } from './finding.ts';

export type TargetsLook = CommandReply<'targets.look'>;

const restMs = 200;

/** What the token can do, read anew as the station signs in or out, and whether a target is still known to the core. */
export function useTargetsLook(signInKind: string, targetId: string | undefined): TargetsLook | undefined {
  const api = useApi();
  const [look, setLook] = useState<TargetsLook>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sign-in can do other things
  useEffect(() => {
    let isWanted = true;
    void api.commands['targets.look'](targetId === undefined ? {} : { targetId })
      .catch(() => undefined)
      .then((reply) => {
        if (isWanted && reply?.kind === 'ok') setLook(reply.value);
      });
    return () => {
      isWanted = false;
    };
  }, [api, signInKind, targetId]);
  return look;
}

interface Asked {
  readonly finding: Finding;
  readonly again: () => void;
}

/**
 * Groups or teams by name, as it is typed; contacts whole, once a mailbox is chosen, and of a mailbox with more than are listed also
 * by the beginning of the name.
 */
export function useFinding(
  kind: DirectoryTarget,
  query: string,
  mailbox: { readonly ownerId?: string } | undefined,
): Asked {
  const isContact = kind === 'contact';
  const first = useAsked(kind, isContact ? '' : query, mailbox);
  const isPart = isContact && first.finding.kind === 'found' && !first.finding.found.isWhole;
  const begun = useAsked('contact', query, isPart && query.trim() !== '' ? mailbox : undefined);
  if (!isContact) return first;
  const finding = contactsFound(first.finding, begun.finding, query);
  return { finding, again: begun.finding.kind === 'failed' ? begun.again : first.again };
}

/** One question, asked once the hand rests; of contacts without a query, all of them. */
function useAsked(kind: DirectoryTarget, query: string, mailbox: { readonly ownerId?: string } | undefined): Asked {
  const api = useApi();
  const [finding, setFinding] = useState<Finding>({ kind: 'nothing' });
  const [times, setTimes] = useState(0);
  const asked = query.trim();
  const ownerId = mailbox?.ownerId;
  const hasMailbox = mailbox !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks once more
  useEffect(() => {
    const isNothing = kind === 'contact' ? !hasMailbox : asked === '';
    setFinding({ kind: isNothing ? 'nothing' : 'looking' });
    if (isNothing) return;
    let isWanted = true;
    const ask = (): Promise<Result<Found, Failure>> =>
      kind === 'contact'
        ? api.commands['targets.contacts']({
            ...(ownerId === undefined ? {} : { ownerId }),
            ...(asked === '' ? {} : { beginning: asked }),
          })
        : api.commands['targets.find']({ kind, query: asked });
    const cancel = browserClock.setTimer(restMs, () => {
      void ask()
        .catch(() => undefined)
        .then((reply) => {
          if (!isWanted) return;
          if (reply?.kind === 'ok') setFinding({ kind: 'found', found: reply.value });
          else setFinding({ kind: 'failed', failure: reply?.error ?? { code: 'internal' } });
        });
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [api, kind, asked, hasMailbox, ownerId, times]);
  return { finding, again: useCallback(() => setTimes((count) => count + 1), []) };
}
