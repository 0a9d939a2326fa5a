import { err, ok, type Result } from '../../shared/result.ts';
import type { RosterSetUpStep } from '../../shared/roster-set-up.ts';
import { type CallDirectory, type CallFailure, listOf, textAt, unreadable } from '../connecting/directory-call.ts';
import { readGraphPermissions } from '../connecting/registration.ts';
import { type ListPlace, sharedColumns } from '../roster/shared-list.ts';

/** What stations need to use the lists that they were let into; it opens nothing by itself. */
export const listPermission = 'Lists.SelectedOperations.Selected';

/** What an administrator is asked for: to make the list and let the stations in; and to consent, where that is missing. */
export function setUpPermissions(needsConsent: boolean): readonly string[] {
  return [
    'Sites.FullControl.All',
    ...(needsConsent ? ['Application.Read.All', 'AppRoleAssignment.ReadWrite.All'] : []),
  ];
}

/** What an administrator is asked for who deletes a list. */
export const deletePermissions: readonly string[] = ['Sites.FullControl.All'];

/** Where a site of SharePoint is. */
export interface SiteAddress {
  readonly host: string;
  /** With its leading slash; empty for the root site. */
  readonly sitePath: string;
}

/** Reads `HOST:/PATH`, or a site's address as a browser shows it; `undefined` when it is neither. */
export function readSite(text: string): SiteAddress | undefined {
  const form = /^(?:https:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::?(\/[^\s?#]*))?(?:[?#]\S*)?$/i;
  const [, host, path = ''] = form.exec(text.trim()) ?? [];
  if (host === undefined) return undefined;
  // Of a page within a site its beginning is the site.
  const [sitePath = ''] = /^\/(?:sites|teams)\/[^/]+/i.exec(path) ?? [path.replace(/\/+$/, '')];
  try {
    return { host: host.toLowerCase(), sitePath: decodeURIComponent(sitePath) };
  } catch {
    return undefined;
  }
}

type SetUpStep = Exclude<RosterSetUpStep, 'sign-in' | 'delete'>;

interface SetUp extends SiteAddress {
  readonly listName: string;
  readonly rosterId: string;
  /** Stands in what the list says of itself, so that another administrator's list of the same name is not taken for it. */
  readonly sharing: string;
  /** The application that the stations sign in as. */
  readonly clientId: string;
  readonly needsConsent: boolean;
  readonly onStep: (step: SetUpStep) => void;
}

type Call<Value> = Promise<Result<Value, CallFailure>>;

/** A list that stands ready, and what it is called there. */
interface MadeList extends ListPlace {
  readonly displayName: string;
}

/** Makes a roster's list on a site and lets the stations' application into it, as an administrator. May be repeated. */
export async function setUpSharedList(
  call: CallDirectory,
  { host, sitePath, listName, rosterId, sharing, clientId, needsConsent, onStep }: SetUp,
): Promise<Result<MadeList, CallFailure & { readonly step: SetUpStep }>> {
  const at = <Value>(step: SetUpStep, work: () => Call<Value>) => {
    onStep(step);
    return work().then((done) => (done.kind === 'ok' ? done : err({ ...done.error, step })));
  };
  const below = sitePath === '' ? '' : `:${sitePath.split('/').map(encodeURIComponent).join('/')}`;
  const siteId = await at('site', () => idOf(call({ method: 'GET', path: `/sites/${host}${below}` })));
  if (siteId.kind === 'error') return siteId;
  const lists = `/sites/${encodeURIComponent(siteId.value)}/lists`;
  const made = await at('list', () => ensureList(call, lists, listName, { rosterId, sharing }));
  if (made.kind === 'error') return made;
  const { id: listId, displayName } = made.value;
  if (needsConsent) {
    const consented = await at('consent', () => consent(call, clientId));
    if (consented.kind === 'error') return consented;
  }
  const granted = await at('grant', () => letIn(call, `${lists}/${encodeURIComponent(listId)}/permissions`, clientId));
  return granted.kind === 'error' ? granted : ok({ siteId: siteId.value, listId, displayName });
}

/** Deletes a roster's list, as an administrator; one that is not there any more is deleted. */
export async function deleteSharedList(call: CallDirectory, { siteId, listId }: ListPlace): Call<undefined> {
  const path = `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}`;
  const deleted = await call({ method: 'DELETE', path });
  return deleted.kind === 'ok' || deleted.error.status === 404 ? ok(undefined) : deleted;
}

async function idOf(answer: ReturnType<CallDirectory>): Call<string> {
  const read = await answer;
  if (read.kind === 'error') return read;
  const id = textAt(read.value, 'id');
  return id === undefined ? unreadable : ok(id);
}

/** What a roster's list says of itself in SharePoint. */
const descriptionOf = (sharing: string) => `Photo kiosk, shared roster ${sharing}`;

/**
 * A list for one roster alone. Where the one of this name is another roster's, has something in it, or cannot be seen, the roster's mark
 * stands beside the name: it is the same each time, so that a lost answer makes no second list, and two administrators who share at the
 * same moment make one each. Of a list with the mark nothing is asked but that it is empty: no other roster has it.
 */
async function ensureList(
  call: CallDirectory,
  lists: string,
  listName: string,
  { rosterId, sharing }: Pick<SetUp, 'rosterId' | 'sharing'>,
): Call<{ readonly id: string; readonly displayName: string }> {
  const description = descriptionOf(sharing);
  const marked = `${listName} (${rosterId.slice(0, 6)})`;
  let last: Result<string, CallFailure> = unreadable;
  for (const displayName of [listName, marked]) {
    const isOwn = (found: string | undefined) => displayName === marked || found === description;
    const own = await ownList(call, lists, { displayName, description }, isOwn);
    if (own.id.kind === 'ok') return ok({ id: own.id.value, displayName });
    last = own.id;
    if (!own.isInUse) break;
  }
  return last.kind === 'error' ? last : unreadable;
}

interface OwnList {
  /** The list's; or why it was not made. */
  readonly id: Result<string, CallFailure>;
  /** A list of this name is there, and it is another's, or something stands in it. */
  readonly isInUse: boolean;
}

/** The list of this name: made now, or the one that is there, by what it says of itself, and that nobody has written into. */
async function ownList(
  call: CallDirectory,
  lists: string,
  name: { readonly displayName: string; readonly description: string },
  isOwn: (description: string | undefined) => boolean,
): Promise<OwnList> {
  const body = { ...name, list: { template: 'genericList' }, columns: sharedColumns };
  const make = () => idOf(call({ method: 'POST', path: lists, body }));
  const made = await make();
  if (made.kind === 'ok') return { id: made, isInUse: false };
  const isTaken = made.error.status === 409;
  const found = await listNamed(call, lists, name.displayName);
  if (found.kind === 'error') return { id: made, isInUse: false };
  const id = textAt(found.value, 'id');
  if (id === undefined) {
    // Whoever deleted it between the two questions left the name free; else it is one that is not shown.
    const again = isTaken ? await make() : made;
    return { id: again, isInUse: again.kind === 'error' && again.error.status === 409 };
  }
  if (!isOwn(textAt(found.value, 'description'))) return { id: made, isInUse: true };
  const items = await call({ method: 'GET', path: `${lists}/${encodeURIComponent(id)}/items?$top=1` });
  if (items.kind === 'error') return { id: items, isInUse: false };
  const isInUse = listOf(items.value).length > 0;
  return { id: isInUse ? made : ok(id), isInUse };
}

/** A site has hardly more pages of lists. */
const mostPages = 200;

/** The list of this name, on whichever page it stands; `undefined` where there is none. */
async function listNamed(call: CallDirectory, lists: string, displayName: string): Call<unknown> {
  let path: string | undefined = lists;
  for (let page = 0; path !== undefined && page < mostPages; page += 1) {
    const answer = await call({ method: 'GET', path });
    if (answer.kind === 'error') return answer;
    const found = listOf(answer.value).find((one) => one.displayName === displayName);
    if (found !== undefined) return ok(found);
    path = pathOf(textAt(answer.value, '@odata.nextLink'));
  }
  return ok(undefined);
}

/** A link of an answer as a path below the version. */
function pathOf(link: string | undefined): string | undefined {
  return link === undefined ? undefined : /^https?:\/\/[^/]+\/v1\.0(\/.+)$/.exec(link)?.[1];
}

async function letIn(call: CallDirectory, path: string, clientId: string): Call<undefined> {
  const isIn = (held: unknown) =>
    listOf(held).some(({ roles, grantedToV2 }) => {
      const application = (grantedToV2 as { application?: unknown } | undefined)?.application;
      return (
        textAt(application, 'id')?.toLowerCase() === clientId.toLowerCase() && JSON.stringify(roles).includes('write')
      );
    });
  const held = await call({ method: 'GET', path });
  if (held.kind === 'error') return held;
  if (isIn(held.value)) return ok(undefined);
  const body = { roles: ['write'], grantedToV2: { application: { id: clientId } } };
  const made = await call({ method: 'POST', path, body });
  if (made.kind === 'ok') return ok(undefined);
  // Another administrator may have been first.
  const now = await call({ method: 'GET', path });
  return now.kind === 'ok' && isIn(now.value) ? ok(undefined) : made;
}

/** Gives the stations' application the permission for lists, beside those that it has. */
async function consent(call: CallDirectory, clientId: string): Call<undefined> {
  const graph = await readGraphPermissions(call);
  if (graph.kind === 'error') return graph;
  const appRoleId = graph.value.idOf({ name: listPermission, kind: 'application' });
  const quoted = encodeURIComponent(`'${clientId}'`);
  const principalId = await idOf(call({ method: 'GET', path: `/servicePrincipals(appId=${quoted})?$select=id` }));
  if (principalId.kind === 'error') return principalId;
  if (appRoleId === undefined) return unreadable;
  const path = `/servicePrincipals/${encodeURIComponent(principalId.value)}/appRoleAssignments`;
  const { resourceId } = graph.value;
  const made = await call({ method: 'POST', path, body: { principalId: principalId.value, resourceId, appRoleId } });
  if (made.kind === 'ok') return ok(undefined);
  const held = await call({ method: 'GET', path });
  const isHeld = held.kind === 'ok' && listOf(held.value).some((one) => one.appRoleId === appRoleId);
  return isHeld ? ok(undefined) : made;
}
