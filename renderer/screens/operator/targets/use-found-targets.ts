import { useCallback, useEffect, useState } from 'react';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { Result } from '../../../../shared/result.ts';
import type { DirectoryTarget } from '../../../../shared/target-card.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';

export type TargetsLook = CommandReply<'targets.look'>;
type Found = CommandReply<'targets.find'>;

/** What is listed now: nothing was asked, it is being looked up, it was found, or why it was not. */
export type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'failed'; readonly failure: Failure };

const restMs = 200;

/** What the token can do, read anew as the station signs in or out. */
export function useTargetsLook(signInKind: string): TargetsLook | undefined {
  const api = useApi();
  const [look, setLook] = useState<TargetsLook>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sign-in can do other things
  useEffect(() => {
    let isWanted = true;
    void api.commands['targets.look']({})
      .catch(() => undefined)
      .then((reply) => {
        if (isWanted && reply?.kind === 'ok') setLook(reply.value);
      });
    return () => {
      isWanted = false;
    };
  }, [api, signInKind]);
  return look;
}

/** Groups or teams by name, as it is typed; contacts whole, once a mailbox is chosen. */
export function useFinding(
  kind: DirectoryTarget,
  query: string,
  mailbox: { readonly ownerId?: string } | undefined,
): { readonly finding: Finding; readonly again: () => void } {
  const api = useApi();
  const [finding, setFinding] = useState<Finding>({ kind: 'nothing' });
  const [times, setTimes] = useState(0);
  const asked = kind === 'contact' ? '' : query.trim();
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
        ? api.commands['targets.contacts'](ownerId === undefined ? {} : { ownerId })
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
