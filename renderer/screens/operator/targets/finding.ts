import type { CommandReply } from '../../../../shared/contract.ts';
import type { ErrorCode, Failure } from '../../../../shared/error-code.ts';
import type { SignInState } from '../../../../shared/sign-in-state.ts';
import type { DirectoryTarget, TargetCard } from '../../../../shared/target-card.ts';

export type Found = CommandReply<'targets.find'>;

/** What is listed now: nothing was asked, it is being looked up, it was found, or why it was not. */
export type Finding =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'found';
      readonly found: Found;
      /** The mailbox has more contacts than were read: whoever is missing is asked for by the beginning of the name. */
      readonly isPart?: true;
      /** That question is on its way. */
      readonly isLooking?: true;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** A contact is looked for in what was read already. */
function isMeant({ displayName, more = '' }: TargetCard, query: string): boolean {
  const text = folded(`${displayName} ${more}`);
  return folded(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * The contacts that a query means: of those that were read by any word, and, of a mailbox that was not read whole, those that the
 * service knows by the beginning of their names.
 */
export function contactsFound(all: Finding, begun: Finding, query: string): Finding {
  if (all.kind !== 'found') return all;
  const meant = all.found.targets.filter((card) => isMeant(card, query));
  if (all.found.isWhole) return { kind: 'found', found: { targets: meant, isWhole: true } };
  if (begun.kind === 'failed' && meant.length === 0) return begun;
  const others = begun.kind === 'found' ? begun.found.targets : [];
  const byId = new Map([...others, ...meant].map((card) => [card.id, card]));
  const targets = [...byId.values()].sort((a, b) => a.displayName.localeCompare(b.displayName));
  const isLooking = begun.kind === 'looking' || (begun.kind === 'nothing' && query.trim() !== '');
  return { kind: 'found', found: { targets, isWhole: false }, isPart: true, ...(isLooking ? { isLooking } : {}) };
}

/** Which words say that nothing was found: where no name was typed, the mailbox has nobody. */
export function whyNone(kind: DirectoryTarget, query: string, finding: Finding): DirectoryTarget | 'mailbox' | 'part' {
  if (finding.kind === 'found' && finding.isPart === true) return 'part';
  return kind === 'contact' && query.trim() === '' ? 'mailbox' : kind;
}

/** Which words say why nothing could be looked up. An answer that only a mailbox gives is never said of a group. */
export function problemWords(
  kind: DirectoryTarget,
  code: ErrorCode,
): 'offline' | 'sign-in-needed' | 'throttled' | 'refused' | 'gone' | 'other' {
  if (code === 'offline' || code === 'sign-in-needed' || code === 'throttled' || code === 'refused') return code;
  return code === 'wrong-address' && kind === 'contact' ? 'gone' : 'other';
}

/** Why there is no token to look at; `undefined` while one is on its way. */
export function whyUnknown(signIn: SignInState['kind']): 'offline' | 'signed-out' | undefined {
  switch (signIn) {
    case 'offline-with-token':
    case 'offline-without-token':
      return 'offline';
    case 'starting':
    case 'signed-in':
      return undefined;
    default:
      return 'signed-out';
  }
}
