import { err, ok, type Result } from './result.ts';

/**
 * Whose photo slot a photo goes to. Text form, for screens, files and the command line:
 * `me`, `user:<id or UPN>`, `group:<id>`, `team:<id>`, `contact:<owner>/<folder?>/<id>`.
 */
export type Target =
  | { readonly kind: 'me' }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'team'; readonly teamId: string }
  | {
      readonly kind: 'contact';
      /** `me`, or the id or UPN of the mailbox's owner. */
      readonly owner: string;
      /** A named contact folder's id; absent for the default folder. */
      readonly folderId?: string;
      readonly contactId: string;
    };

/** Why a text or an id cannot name a photo slot. */
export interface TargetProblem {
  readonly expected: string;
  readonly actual: string;
}

/** The longest id or user principal name accepted, in UTF-16 units; the directory's own limits are far below. */
export const targetIdLimit = 1024;

const forms = 'me, user:ID-OR-UPN, group:ID, team:ID, contact:OWNER//ID or contact:OWNER/FOLDER/ID';

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  }
  return false;
}

/** What is wrong with one id or user principal name; `undefined` when it can stand in a path. */
export function targetIdProblem(id: string, what = 'id'): TargetProblem | undefined {
  if (id === '') return { expected: `an ${what}`, actual: 'nothing' };
  if (id.length > targetIdLimit) {
    return { expected: `an ${what} of at most ${targetIdLimit} characters`, actual: `${id.length} characters` };
  }
  if (id.trim() !== id) return { expected: `an ${what} without spaces around it`, actual: shown(id) };
  if (hasControlCharacter(id)) return { expected: `an ${what} without control characters`, actual: shown(id) };
  if (!id.isWellFormed()) return { expected: `an ${what} of whole Unicode characters`, actual: shown(id) };
  return undefined;
}

/** Every id of a target checked: the first problem, or `undefined` when all can stand in a path. */
export function targetProblem(target: Target): TargetProblem | undefined {
  switch (target.kind) {
    case 'me':
      return undefined;
    case 'user':
      return targetIdProblem(target.user, 'id or user principal name');
    case 'group':
      return targetIdProblem(target.groupId, 'group id');
    case 'team':
      return targetIdProblem(target.teamId, 'team id');
    case 'contact':
      return (
        targetIdProblem(target.owner, 'owner (me, an id or a user principal name)') ??
        (target.folderId === undefined ? undefined : targetIdProblem(target.folderId, 'contact folder id')) ??
        targetIdProblem(target.contactId, 'contact id')
      );
  }
}

/** The parts of a contact are divided by slashes, so a slash within one is written `%2F`, and a percent sign `%25`. */
function writePart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('/', '%2F');
}

function readPart(part: string): string {
  return part.replace(/%2f|%25/gi, (written) => (written === '%25' ? '%' : '/'));
}

function parseContact(rest: string): Target | undefined {
  const parts = rest.split('/').map(readPart);
  const [owner, second, third] = parts;
  if (owner === undefined || second === undefined || parts.length > 3) return undefined;
  if (third === undefined) return { kind: 'contact', owner, contactId: second };
  return { kind: 'contact', owner, ...(second === '' ? {} : { folderId: second }), contactId: third };
}

function parseForm(text: string): Target | undefined {
  if (text.toLowerCase() === 'me') return { kind: 'me' };
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  const rest = text.slice(colon + 1);
  switch (text.slice(0, colon).toLowerCase()) {
    case 'user':
      return { kind: 'user', user: rest };
    case 'group':
      return { kind: 'group', groupId: rest };
    case 'team':
      return { kind: 'team', teamId: rest };
    case 'contact':
      return parseContact(rest);
    default:
      return undefined;
  }
}

/**
 * Reads the text form. The id after `user:`, `group:` and `team:` is taken as it stands; within a contact `%2F` is a
 * slash and `%25` a percent sign. `parseTarget(printTarget(target))` is `target` for every target that can be used.
 */
export function parseTarget(text: string): Result<Target, TargetProblem> {
  const target = parseForm(text);
  if (target === undefined) return err({ expected: forms, actual: shown(text) });
  const problem = targetProblem(target);
  return problem === undefined ? ok(target) : err(problem);
}

/**
 * The target as a person meant it who typed or pasted its text: user principal names become NFC, as the directory keeps
 * them, because a Mac's file names and some keyboards bring accents as characters of their own. Ids stay as they are.
 */
export function typedTarget(target: Target): Target {
  switch (target.kind) {
    case 'user':
      return { ...target, user: target.user.normalize('NFC') };
    case 'contact':
      return { ...target, owner: target.owner.normalize('NFC') };
    default:
      return target;
  }
}

/** The one text form of a target; equal targets print equally, so it serves as a key. */
export function printTarget(target: Target): string {
  switch (target.kind) {
    case 'me':
      return 'me';
    case 'user':
      return `user:${target.user}`;
    case 'group':
      return `group:${target.groupId}`;
    case 'team':
      return `team:${target.teamId}`;
    case 'contact':
      return `contact:${[target.owner, target.folderId ?? '', target.contactId].map(writePart).join('/')}`;
  }
}
