import { assertNever } from '../../shared/assert-never.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusals } from './graph-error.ts';
import type { DemoTarget } from './graph-path.ts';
import { isAppOnly, refusalFor } from './permissions.ts';
import type { DemoPerson } from './sample-people.ts';

/** A photo slot that exists and that the token may reach. */
export interface ResolvedTarget {
  readonly kind: DemoTarget['kind'];
  /** Key in the photo store. A team and its group show one photo. */
  readonly slot: string;
  /** The object id: of the person, group or contact. */
  readonly id: string;
}

type Access = 'read' | 'write';
type Resolved = Result<ResolvedTarget, GraphRefusal>;

/** The signed-in person of a delegated token. */
export function ownPerson(world: DemoWorld, call: DemoCall): DemoPerson | undefined {
  return call.claims.oid === undefined || isAppOnly(call.claims) ? undefined : world.directory.person(call.claims.oid);
}

function mailboxRefusal(person: DemoPerson): GraphRefusal | undefined {
  if (person.mailbox === 'none') return refusals.noMailbox;
  return person.mailbox === 'on-premises' ? refusals.mailboxOnPremises : undefined;
}

function personTarget(world: DemoWorld, person: DemoPerson, kind: 'me' | 'user', access: Access): Resolved {
  if (access === 'write') {
    const refusal = mailboxRefusal(person);
    if (refusal !== undefined) return err(refusal);
    if (world.policy.photoSource === 'onPremises') return err(refusals.deniedByPolicy);
  }
  return ok({ kind, slot: `user:${person.id}`, id: person.id });
}

function userTarget(world: DemoWorld, call: DemoCall, id: string, access: Access): Resolved {
  const person = world.directory.person(id);
  const own = ownPerson(world, call);
  const isOwn = own !== undefined && own === person;
  const refusal = refusalFor(call.claims, `${access} user photo`);
  if (refusal !== undefined && !(isOwn && refusalFor(call.claims, `${access} own photo`) === undefined)) {
    // Roles scoped to an administrative unit are not honoured (seen: ForbiddenByPolicy).
    return err(access === 'write' && own?.role === 'scoped-user-administrator' ? refusals.deniedByPolicy : refusal);
  }
  return person === undefined ? err(refusals.notFound(id)) : personTarget(world, person, 'user', access);
}

function meTarget(world: DemoWorld, call: DemoCall, access: Access): Resolved {
  const refusal = refusalFor(call.claims, `${access} own photo`);
  if (refusal !== undefined) return err(refusal);
  const own = ownPerson(world, call);
  return own === undefined ? err(refusals.delegatedOnly) : personTarget(world, own, 'me', access);
}

function groupTarget(world: DemoWorld, call: DemoCall, kind: 'group' | 'team', id: string, access: Access): Resolved {
  const refusal = refusalFor(call.claims, `${access} ${kind} photo`);
  if (refusal !== undefined) return err(refusal);
  if (access === 'write' && isAppOnly(call.claims)) {
    if (kind === 'group' && world.policy.appOnlyGroupWrites === 'refused') {
      const message = 'App-only token is not supported for updating the group.';
      return err({ status: 403, code: 'AppOnlyTokenNotSupportedForGroupUpdate', message });
    }
    if (kind === 'team' && world.policy.appOnlyTeamWrites === 'refused') return err(refusals.denied);
  }
  const group = world.directory.group(id);
  if (group === undefined || (kind === 'team' && !group.isTeam)) return err(refusals.notFound(id));
  return ok({ kind, slot: `group:${group.id}`, id: group.id });
}

function contactTarget(
  world: DemoWorld,
  call: DemoCall,
  target: Extract<DemoTarget, { kind: 'contact' }>,
  access: Access,
): Resolved {
  const refusal = refusalFor(call.claims, `${access} contact photo`);
  if (refusal !== undefined) return err(refusal);
  const own = ownPerson(world, call);
  if (target.ownerId === undefined && own === undefined) return err(refusals.delegatedOnly);
  const owner = target.ownerId === undefined ? own : world.directory.person(target.ownerId);
  if (owner === undefined) return err(refusals.notFound(target.ownerId ?? ''));
  if (!isAppOnly(call.claims) && owner !== own) {
    const message = 'Access is denied. Check credentials and try again.';
    return err({ status: 403, code: 'ErrorAccessDenied', message });
  }
  const missing = mailboxRefusal(owner);
  if (missing !== undefined) return err(missing);
  const contact = world.directory.contacts(owner.id, target.folderId).find((entry) => entry.id === target.id);
  return contact === undefined
    ? err(refusals.noItem)
    : ok({ kind: 'contact', slot: `contact:${contact.id}`, id: contact.id });
}

/** Finds the slot that a target means, if the token may read or write it. Permission comes before existence. */
export function resolveTarget(world: DemoWorld, call: DemoCall, target: DemoTarget, access: Access): Resolved {
  if (call.api === 'outlook' && target.kind !== 'me' && target.kind !== 'user') {
    return err(refusals.unknownPath(target.kind));
  }
  switch (target.kind) {
    case 'me':
      return meTarget(world, call, access);
    case 'user':
      return userTarget(world, call, target.id, access);
    case 'group':
    case 'team':
      return groupTarget(world, call, target.kind, target.id, access);
    case 'contact':
      return contactTarget(world, call, target, access);
    default:
      return assertNever(target, 'target');
  }
}
