import { err, ok, type Result } from '../../shared/result.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import type { DemoResource, DemoTarget } from './graph-path.ts';
import { listContacts, listGroups } from './group-routes.ts';
import { pageOf } from './page-of-query.ts';
import { deltaPage } from './people-delta.ts';
import { parseFilter, parseSearch, type UserProperties, type UserTest } from './people-filter.ts';
import { isAppOnly, type Operation, refusalFor } from './permissions.ts';
import { ownPerson, resolveTarget } from './photo-target.ts';
import type { DemoPerson } from './sample-people.ts';
import { defaultProperties, filterRefusal, isBasicOnly, selected, userProperties } from './user-view.ts';

function badQuery(message: string): Result<never, GraphRefusal> {
  return err({ status: 400, code: 'Request_UnsupportedQuery', message });
}

interface PeopleQuery {
  readonly test: UserTest;
  readonly top: number;
  readonly skip: number;
  readonly hasCount: boolean;
  readonly order: ((a: UserProperties, b: UserProperties) => number) | undefined;
}

const searchHeader =
  "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
const advancedHeader =
  "This query needs the request header 'ConsistencyLevel: eventual' and the query parameter $count=true.";

function orderOf(text: string): PeopleQuery['order'] {
  const [, property, direction] = /^(displayName|userPrincipalName)(?: (asc|desc))?$/.exec(text.trim()) ?? [];
  if (property === undefined) return undefined;
  const sign = direction === 'desc' ? -1 : 1;
  return (a, b) => sign * String(a[property]).localeCompare(String(b[property]));
}

function peopleQuery(call: DemoCall): Result<PeopleQuery, GraphRefusal> {
  const query = call.url.searchParams;
  const isEventual = call.request.headers.get('consistencylevel')?.toLowerCase() === 'eventual';
  const hasCount = query.get('$count')?.toLowerCase() === 'true';
  const page = pageOf(query);
  if (page.kind === 'error') return page;
  const tests: UserTest[] = [];
  const search = query.get('$search');
  if (search !== null) {
    if (!isEventual) return badQuery(searchHeader);
    const test = parseSearch(search);
    if (test.kind === 'error') return badQuery(test.error);
    tests.push(test.value);
  }
  const filter = query.get('$filter');
  const order = query.get('$orderby');
  if (filter !== null) {
    const parsed = parseFilter(filter);
    if (parsed.kind === 'error') return badQuery(parsed.error);
    const isAdvanced = parsed.value.isAdvanced || order !== null;
    if (isAdvanced && !(isEventual && hasCount)) return badQuery(advancedHeader);
    tests.push(parsed.value.test);
  }
  if (hasCount && !isEventual) return badQuery(advancedHeader);
  if (order !== null && orderOf(order) === undefined) return badQuery(`Sorting by '${order}' is not supported.`);
  return ok({
    ...page.value,
    hasCount,
    order: order === null ? undefined : orderOf(order),
    test: (user) => tests.every((test) => test(user)),
  });
}

function listPeople(world: DemoWorld, call: DemoCall, people = world.directory.people): Response {
  const refusal = filterRefusal(call);
  if (refusal !== undefined) return refusalResponse(refusal, call.marks);
  const query = peopleQuery(call);
  if (query.kind === 'error') return refusalResponse(query.error, call.marks);
  const { test, top, skip, hasCount, order } = query.value;
  const found = people.map(userProperties).filter(test);
  if (order !== undefined) found.sort(order);
  const select = call.url.searchParams.get('$select');
  const isBasic = isBasicOnly(call);
  const next = new URL(call.url);
  next.searchParams.set('$skiptoken', Buffer.from(String(skip + top)).toString('base64url'));
  return Response.json({
    '@odata.context': `${call.url.origin}/${call.version}/$metadata#users${select === null ? '' : `(${select})`}`,
    ...(hasCount ? { '@odata.count': found.length } : {}),
    ...(skip + top < found.length ? { '@odata.nextLink': next.href } : {}),
    value: found.slice(skip, skip + top).map((user) => selected(user, select, isBasic)),
  });
}

/** A group's members. Without a permission on users they come as ids, everything else null. */
function listMembers(world: DemoWorld, call: DemoCall, groupId: string): Response {
  const refusal = refusalFor(call.claims, 'read groups');
  if (refusal !== undefined) return refusalResponse(refusal, call.marks);
  if (world.directory.group(groupId) === undefined) return refusalResponse(refusals.notFound(groupId), call.marks);
  const members = world.directory.members(groupId);
  if (refusalFor(call.claims, 'read users') === undefined) return listPeople(world, call, members);
  const names = (call.url.searchParams.get('$select') ?? defaultProperties).split(/[ ,]+/);
  const value = members.map(({ id }) => ({ ...Object.fromEntries(names.map((name) => [name, null])), id }));
  return Response.json({ value });
}

function deltaPeople(world: DemoWorld, call: DemoCall): Response {
  const query = call.url.searchParams;
  const unsupported = ['$top', '$orderby', '$expand', '$search', '$count'].find((name) => query.has(name));
  if (unsupported !== undefined) {
    const message = `The query option '${unsupported}' is not supported with delta.`;
    return refusalResponse({ status: 400, code: 'Request_UnsupportedQuery', message }, call.marks);
  }
  if (isAppOnly(call.claims) && isBasicOnly(call)) return refusalResponse(refusals.denied, call.marks);
  const { deltaPageRows, deltaManner } = world.policy;
  const token = query.get('$skiptoken') ?? query.get('$deltatoken') ?? undefined;
  const habits = { pageRows: deltaPageRows, isTalkative: deltaManner === 'talkative' };
  const page = deltaPage(world.directory, token, habits, world.nowMs());
  const link = new URL(call.url);
  link.searchParams.delete('$skiptoken');
  link.searchParams.delete('$deltatoken');
  if (page.kind === 'error') {
    const response = refusalResponse(page.error, call.marks);
    if (page.error.status === 410) response.headers.set('location', link.href);
    return response;
  }
  const select = query.get('$select');
  const isBasic = isBasicOnly(call);
  const value = page.value.rows.map((row) =>
    row.kind === 'gone'
      ? { id: row.id, '@removed': { reason: row.reason } }
      : selected(userProperties(row.person), select, isBasic),
  );
  const isNext = page.value.link.kind === 'next';
  link.searchParams.set(isNext ? '$skiptoken' : '$deltatoken', page.value.link.token);
  return Response.json({
    '@odata.context': `${call.url.origin}/${call.version}/$metadata#users/delta`,
    [isNext ? '@odata.nextLink' : '@odata.deltaLink']: link.href,
    value,
  });
}

function onePerson(world: DemoWorld, call: DemoCall, person: DemoPerson | undefined, id: string): Response {
  if (person === undefined) return refusalResponse(refusals.notFound(id), call.marks);
  const own = ownPerson(world, call);
  const user = selected(
    userProperties(person),
    call.url.searchParams.get('$select'),
    own !== person && isBasicOnly(call),
  );
  return Response.json({ '@odata.context': `${call.url.origin}/${call.version}/$metadata#users/$entity`, ...user });
}

const readOperations = {
  me: 'read me',
  user: 'read users',
  group: 'read groups',
  team: 'read teams',
  contact: 'read contacts',
} as const satisfies Record<DemoTarget['kind'], Operation>;

function oneObject(world: DemoWorld, call: DemoCall, target: DemoTarget): Response {
  const refused = (refusal: GraphRefusal) => refusalResponse(refusal, call.marks);
  const refusal = refusalFor(call.claims, readOperations[target.kind]);
  if (target.kind === 'user') {
    const person = world.directory.person(target.id);
    const isOwn = person !== undefined && ownPerson(world, call) === person;
    if (refusal !== undefined && !(isOwn && refusalFor(call.claims, 'read me') === undefined)) return refused(refusal);
    return onePerson(world, call, person, target.id);
  }
  if (refusal !== undefined) return refused(refusal);
  if (target.kind === 'me') return onePerson(world, call, ownPerson(world, call), 'me');
  const found = resolveTarget(world, call, target, 'read');
  if (found.kind === 'error') return refused(found.error);
  const { id } = found.value;
  if (target.kind !== 'contact') {
    const group = world.directory.group(id);
    return Response.json({ id, displayName: group?.displayName, mail: group?.mail });
  }
  return Response.json({ id, displayName: target.id });
}

function photoPolicy(world: DemoWorld, call: DemoCall): Response {
  if (call.version !== 'beta') return refusalResponse(refusals.unknownPath('photoUpdateSettings'), call.marks);
  const refusal = refusalFor(call.claims, 'read photo policy');
  if (refusal !== undefined) return refusalResponse(refusal, call.marks);
  const source = world.policy.photoSource;
  return Response.json({
    '@odata.context': `${call.url.origin}/beta/$metadata#admin/people/photoUpdateSettings`,
    source,
    allowedRoles: [],
  });
}

/** Answers reads of people, groups, contacts and the tenant's photo policy. */
export function answerDirectory(
  world: DemoWorld,
  call: DemoCall,
  resource: Exclude<DemoResource, { kind: 'photo' }>,
): Response {
  if (resource.kind === 'unknown' || 'segments' in resource || call.api === 'outlook') {
    return refusalResponse(
      refusals.unknownPath(resource.kind === 'unknown' ? resource.segment : resource.kind),
      call.marks,
    );
  }
  if (call.request.method !== 'GET') return refusalResponse(refusals.methodNotAllowed, call.marks);
  switch (resource.kind) {
    case 'users': {
      const refusal = refusalFor(call.claims, 'read users');
      return refusal === undefined ? listPeople(world, call) : refusalResponse(refusal, call.marks);
    }
    case 'users-delta': {
      const refusal = refusalFor(call.claims, 'read users');
      return refusal === undefined ? deltaPeople(world, call) : refusalResponse(refusal, call.marks);
    }
    case 'members':
      return listMembers(world, call, resource.groupId);
    case 'object':
      return oneObject(world, call, resource.target);
    case 'groups':
      return listGroups(world, call);
    case 'contacts':
    case 'contact-folders':
      return listContacts(world, call, resource);
    case 'photo-policy':
      return photoPolicy(world, call);
  }
}
