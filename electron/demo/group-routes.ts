import { err, ok, type Result } from '../../shared/result.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import type { DemoResource } from './graph-path.ts';
import { pageOf } from './page-of-query.ts';
import { parseSearch } from './people-filter.ts';
import { isAppOnly, refusalFor } from './permissions.ts';
import { ownPerson } from './photo-target.ts';
import type { DemoGroup } from './sample-groups.ts';

type GroupTest = (group: DemoGroup) => boolean;

function badQuery(message: string): Result<never, GraphRefusal> {
  return err({ status: 400, code: 'Request_UnsupportedQuery', message });
}

const anyClause = /^(groupTypes|resourceProvisioningOptions)\/any\((\w+):\2 eq '([^']*)'\)$/i;
const affixClause = /^startswith\((displayName|mail),'((?:[^']|'')*)'\)$/i;

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** The clauses of `$filter` that lists of groups are asked with here. */
function clauseTest(clause: string): GroupTest | undefined {
  const [, collection, , wanted] = anyClause.exec(clause) ?? [];
  if (collection !== undefined) {
    // Every group here is one of Microsoft 365: no other has a photo.
    const isTypes = collection.toLowerCase() === 'grouptypes';
    return ({ isTeam }) => (isTypes ? wanted === 'Unified' : isTeam && wanted === 'Team');
  }
  const [, property, text] = affixClause.exec(clause) ?? [];
  if (property === undefined || text === undefined) return undefined;
  const start = folded(text.replaceAll("''", "'"));
  return (group) => folded(property.toLowerCase() === 'mail' ? group.mail : group.displayName).startsWith(start);
}

function groupTests(call: DemoCall): Result<readonly GroupTest[], GraphRefusal> {
  const query = call.url.searchParams;
  const isEventual = call.request.headers.get('consistencylevel')?.toLowerCase() === 'eventual';
  const tests: GroupTest[] = [];
  const search = query.get('$search');
  if (search !== null || query.has('$count')) {
    if (!isEventual) return badQuery("This query needs the request header 'ConsistencyLevel: eventual'.");
    const test = search === null ? undefined : parseSearch(search);
    if (test?.kind === 'error') return badQuery(test.error);
    if (test !== undefined) tests.push(({ displayName, mail }) => test.value({ displayName, mail }));
  }
  for (const clause of query.get('$filter')?.split(/ and (?=\w+[/(])/i) ?? []) {
    const test = clauseTest(clause.trim());
    if (test === undefined) return badQuery(`Unsupported clause in $filter of resource 'Group': ${clause}`);
    tests.push(test);
  }
  return ok(tests);
}

/** Groups, by the words or the beginning of their names, and whether they are teams. */
export function listGroups(world: DemoWorld, call: DemoCall): Response {
  const refusal = refusalFor(call.claims, 'read groups');
  if (refusal !== undefined) return refusalResponse(refusal, call.marks);
  const tests = groupTests(call);
  if (tests.kind === 'error') return refusalResponse(tests.error, call.marks);
  const page = pageOf(call.url.searchParams);
  if (page.kind === 'error') return refusalResponse(page.error, call.marks);
  const found = world.directory.groups.filter((group) => tests.value.every((test) => test(group)));
  return onePage(call, page.value, found, ({ id, displayName, mail, isTeam }) => ({
    ...{ id, displayName, mail, groupTypes: ['Unified'] },
    resourceProvisioningOptions: isTeam ? ['Team'] : [],
  }));
}

/** One page of a list, with the link to the next. */
function onePage<Item>(
  { url }: DemoCall,
  { top, skip }: { readonly top: number; readonly skip: number },
  found: readonly Item[],
  shown: (item: Item) => object,
): Response {
  const next = new URL(url);
  next.searchParams.set('$skiptoken', Buffer.from(String(skip + top)).toString('base64url'));
  return Response.json({
    ...(skip + top < found.length ? { '@odata.nextLink': next.href } : {}),
    value: found.slice(skip, skip + top).map(shown),
  });
}

/** What names begin with, of the one filter that contacts are asked with here. */
function beginningOf(filter: string): string | undefined {
  const [, property, text] = affixClause.exec(filter) ?? [];
  return property?.toLowerCase() === 'displayname' && text !== undefined
    ? folded(text.replaceAll("''", "'"))
    : undefined;
}

/** A mailbox's contacts, of one folder, or its folders. A person's token opens their own alone. */
export function listContacts(
  world: DemoWorld,
  call: DemoCall,
  resource: Extract<DemoResource, { kind: 'contacts' | 'contact-folders' }>,
): Response {
  const refused = (refusal: GraphRefusal) => refusalResponse(refusal, call.marks);
  const refusal = refusalFor(call.claims, 'read contacts');
  const own = ownPerson(world, call);
  const owner = resource.ownerId === undefined ? own : world.directory.person(resource.ownerId);
  if (refusal !== undefined) return refused(refusal);
  if (owner === undefined) return refused(refusals.notFound(resource.ownerId ?? 'me'));
  if (!isAppOnly(call.claims) && owner !== own) return refused(refusals.denied);
  const page = pageOf(call.url.searchParams);
  if (page.kind === 'error') return refused(page.error);
  if (resource.kind === 'contact-folders') {
    const folders = world.directory.contactFolders(owner.id, resource.folderId);
    return onePage(call, page.value, folders, ({ id, displayName }) => ({ id, displayName }));
  }
  const filter = call.url.searchParams.get('$filter');
  const start = filter === null ? '' : beginningOf(filter);
  if (start === undefined) {
    const message = 'The query filter contains one or more invalid nodes.';
    return refused({ status: 400, code: 'ErrorInvalidUrlQueryFilter', message });
  }
  const contacts = world.directory
    .contacts(owner.id, resource.folderId)
    .filter(({ displayName }) => folded(displayName).startsWith(start));
  return onePage(call, page.value, contacts, ({ id, displayName, mail }) => ({
    ...{ id, displayName, emailAddresses: [{ address: mail }] },
  }));
}
