import type { Person } from '../../shared/person.ts';
import type { TrustMode } from '../../shared/station.ts';

/** What a badge or code names somebody by. */
export interface BadgeCode {
  readonly kind: 'number' | 'address';
  readonly text: string;
}

/** What the readers of magnetic stripes and Code 39 put around the text. */
const sentinels = /^[%;+*]+|[?*]+$/g;
const number = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;
const address = /^[^\s@]{1,200}@[^\s@]{1,200}$/;

/**
 * Reads a badge's text. An address is taken only where everybody may be found by name anyway: anybody can write a code of a
 * colleague's address. `undefined` for what names nobody.
 */
export function readBadge(
  raw: string,
  { trust, badgePattern }: { readonly trust: TrustMode; readonly badgePattern?: string | undefined },
): BadgeCode | undefined {
  const whole = raw.normalize('NFKC').trim();
  if (badgePattern !== undefined) {
    const match = new RegExp(badgePattern, 'u').exec(whole);
    const text = match === null ? undefined : (match[1] ?? match[0]).trim();
    return text !== undefined && number.test(text) ? { kind: 'number', text } : undefined;
  }
  const text = whole.replace(sentinels, '').trim();
  if (number.test(text)) return { kind: 'number', text };
  return trust !== 'badge' && address.test(text) ? { kind: 'address', text } : undefined;
}

const same = (one: string | undefined, other: string) =>
  one !== undefined && one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

/** Whether it is this person's, whatever the directory counts as equal. */
export function fitsBadge({ employeeId, mail, userPrincipalName }: Person, { kind, text }: BadgeCode): boolean {
  if (kind === 'number') return same(employeeId, text);
  return same(mail, text) || same(userPrincipalName, text);
}
