import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SignInMode } from '../../shared/sign-in-state.ts';
import { printTarget } from '../../shared/target.ts';
import { directoryTargets, type TargetCard, targetOfCard } from '../../shared/target-card.ts';
import type { TargetAbility } from '../../shared/target-contract.ts';
import { abilityOf, lackToFindGroups } from '../diagnostics/permission-advice.ts';
import { dialectTable } from '../graph/dialects.ts';
import { readTokenClaims, type TokenClaims } from '../http/token-claims.ts';
import { type ContactsSearch, findContacts } from './find-contacts.ts';
import { findGroups } from './find-groups.ts';
import type { TenantAccess } from './tenant-access.ts';

interface DirectoryTargetsParts {
  readonly access: Pick<TenantAccess, 'tenant' | 'getJson' | 'photoApi'> & {
    readonly signIn: Pick<TenantAccess['signIn'], 'getAccessToken'>;
  };
  readonly mode: SignInMode;
}

interface FoundTargets {
  readonly targets: TargetCard[];
  readonly isWhole: boolean;
}

/** Groups, teams and contacts: what can be done with them, finding them, and the photos they have. */
export interface DirectoryTargets {
  look(): Promise<{ abilities: TargetAbility[]; contactsOf: 'own' | 'chosen' }>;
  find(kind: 'group' | 'team', query: string): Promise<Result<FoundTargets, Failure>>;
  contacts(ownerId: string | undefined, beginning: string | undefined): Promise<Result<FoundTargets, Failure>>;
  /** What the operator was shown since the screens were unlocked; nothing else is read or written by its id. */
  shown(id: string): TargetCard | undefined;
  /** `undefined`: no photo, or none that can be read now. */
  photo(id: string, edgePx: number): Promise<Uint8Array | undefined>;
  /** The operator's screens are locked. */
  forget(): void;
}

const photoLimitBytes = 1024 * 1024;
/** More than one mailbox's contacts and what is found on the way to them: what still stands in a list is never forgotten. */
const mostShown = 20_000;

export function createDirectoryTargets({ access, mode }: DirectoryTargetsParts): DirectoryTargets {
  const { api, method } = access.tenant;
  const known = new Map<string, TargetCard>();
  const folders: ContactsSearch['folders'] = new Map();
  let contactsSearch = new AbortController();
  /** Counts how often what was shown is forgotten: what is found meanwhile is not shown any more. */
  let visit = 0;

  function show(found: Result<FoundTargets, Failure>, ofVisit: number): Result<FoundTargets, Failure> {
    if (ofVisit !== visit) return err({ code: 'not-now', detail: { what: 'search' } });
    if (found.kind === 'error') return found;
    for (const card of found.value.targets) {
      known.delete(card.id);
      known.set(card.id, card);
    }
    for (const oldest of known.keys()) {
      if (known.size <= mostShown) break;
      known.delete(oldest);
    }
    return found;
  }
  function ability(kind: TargetAbility['kind'], grants: TokenClaims | undefined): TargetAbility {
    if (!dialectTable[api].targets[kind].methods.includes(method)) return { kind, can: 'no', lack: 'api' };
    if (grants === undefined) return { kind, can: 'unknown' };
    const findPermission = kind === 'contact' ? undefined : lackToFindGroups(grants);
    return { kind, ...abilityOf(api, kind, grants), ...(findPermission === undefined ? {} : { findPermission }) };
  }
  return {
    async look() {
      const token = await access.signIn.getAccessToken();
      const grants = token.kind === 'ok' ? readTokenClaims(token.value) : undefined;
      // An application has no mailbox of its own.
      const contactsOf = mode === 'application' ? 'chosen' : 'own';
      return { abilities: directoryTargets.map((kind) => ability(kind, grants)), contactsOf };
    },
    async find(kind, query) {
      const ofVisit = visit;
      const found = await findGroups(access.getJson, query, kind);
      if (found.kind === 'error') return found;
      const targets = found.value.groups.map(({ id, displayName, mail, isTeam }): TargetCard => {
        const target = kind === 'group' ? { kind, groupId: id } : { kind, teamId: id };
        const more = mail === undefined ? {} : { more: mail };
        return { id: printTarget(target), displayName, ...more, ...(isTeam ? { isTeam: true } : {}) };
      });
      return show(ok({ targets, isWhole: found.value.isWhole }), ofVisit);
    },
    async contacts(ownerId, beginning) {
      if ((ownerId === undefined) !== (mode !== 'application')) return err({ code: 'bad-request' });
      // Each may take hundreds of requests: the next one ends it.
      contactsSearch.abort();
      contactsSearch = new AbortController();
      const ofVisit = visit;
      const { signal } = contactsSearch;
      return show(await findContacts({ getJson: access.getJson, signal, folders }, ownerId, beginning), ofVisit);
    },
    shown: (id) => known.get(id),
    async photo(id, edgePx) {
      const target = known.has(id) ? targetOfCard(id) : undefined;
      if (target === undefined) return undefined;
      const read = await access.photoApi.readForDisplay(target, edgePx, { maxBytes: photoLimitBytes });
      return read.kind === 'ok' && read.value.kind === 'photo' ? read.value.bytes : undefined;
    },
    forget() {
      visit += 1;
      contactsSearch.abort();
      folders.clear();
      known.clear();
    },
  };
}
