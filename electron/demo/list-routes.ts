import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { readBody } from './application-body.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import { answerItems } from './list-item-routes.ts';
import { type DemoColumn, type DemoList, demoSite } from './list-store.ts';
import { isApplicationAdministrator, isAppOnly, refusalFor } from './permissions.ts';

type Answer = Promise<Result<Response, GraphRefusal>>;

const denied: GraphRefusal = { status: 403, code: 'accessDenied', message: 'Access denied' };
const notThere: GraphRefusal = { status: 404, code: 'itemNotFound', message: 'The resource could not be found.' };

/** Whoever administers the site: makes lists, lets applications in, removes lists. */
function administratorRefusal({ claims }: DemoCall): GraphRefusal | undefined {
  if (refusalFor(claims, 'manage lists') !== undefined || !isApplicationAdministrator(claims)) return denied;
  return undefined;
}

function siteView() {
  const { id, displayName, host, path } = demoSite;
  return { id, displayName, name: path.split('/').at(-1), webUrl: `https://${host}${path}` };
}

function listView({ id, displayName, description }: DemoList) {
  const webUrl = `https://${demoSite.host}${demoSite.path}/Lists/${encodeURIComponent(displayName)}`;
  return { id, displayName, description, name: displayName, webUrl, list: { template: 'genericList' } };
}

const listSchema = z.object({
  displayName: z.string().min(1).max(255),
  description: z.string().max(1000).optional(),
  columns: z
    .array(z.object({ name: z.string(), indexed: z.boolean().optional(), enforceUniqueValues: z.boolean().optional() }))
    .optional(),
});

async function makeList(world: DemoWorld, call: DemoCall): Answer {
  const refusal = administratorRefusal(call);
  if (refusal !== undefined) return err(refusal);
  const body = await readBody(call.request, listSchema);
  if (body.kind === 'error') return body;
  const { displayName, description, columns = [] } = body.value;
  if ([...world.lists.lists.values()].some((list) => list.displayName === displayName)) {
    return err({ status: 409, code: 'nameAlreadyExists', message: 'The specified name is already in use.' });
  }
  const made: DemoColumn[] = columns.map(({ name, indexed, enforceUniqueValues }) => ({
    name,
    isIndexed: indexed === true || enforceUniqueValues === true,
    isUnique: enforceUniqueValues === true,
  }));
  const unindexed = columns.find((column) => column.enforceUniqueValues === true && column.indexed !== true);
  if (unindexed !== undefined) {
    return err({
      status: 400,
      code: 'invalidRequest',
      message: `Column '${unindexed.name}' must be indexed to enforce unique values.`,
    });
  }
  return ok(Response.json(listView(world.lists.create(displayName, made, description)), { status: 201 }));
}

const grantSchema = z.object({
  roles: z.array(z.enum(['read', 'write', 'owner', 'fullcontrol'])).min(1),
  grantedToV2: z.object({ application: z.object({ id: z.string(), displayName: z.string().optional() }) }),
});

async function answerPermissions(call: DemoCall, list: DemoList): Answer {
  const refusal = administratorRefusal(call);
  if (refusal !== undefined) return err(refusal);
  const view = ({ id, appId, roles }: DemoList['grants'][number]) => ({
    id,
    roles,
    grantedToV2: { application: { id: appId } },
  });
  if (call.request.method === 'GET') return ok(Response.json({ value: list.grants.map(view) }));
  if (call.request.method !== 'POST') return err(refusals.methodNotAllowed);
  const body = await readBody(call.request, grantSchema);
  if (body.kind === 'error') return body;
  const { roles, grantedToV2 } = body.value;
  const grant = { id: String(list.grants.length + 1), appId: grantedToV2.application.id, roles };
  list.grants.push(grant);
  return ok(Response.json(view(grant), { status: 201 }));
}

/** Whether the token may read (or change) the rows of a list: an administrator, or an application that was let into this list. */
function rowsRefusal(call: DemoCall, list: DemoList, isWrite: boolean): GraphRefusal | undefined {
  const { claims } = call;
  if (!isAppOnly(claims)) return administratorRefusal(call);
  if (refusalFor(claims, 'use granted lists') !== undefined) return denied;
  const roles = list.grants.filter(({ appId }) => appId.toLowerCase() === claims.appid.toLowerCase());
  const wanted = isWrite ? ['write', 'owner', 'fullcontrol'] : ['read', 'write', 'owner', 'fullcontrol'];
  return roles.some((grant) => grant.roles.some((role) => wanted.includes(role))) ? undefined : denied;
}

async function answerList(world: DemoWorld, call: DemoCall, listId: string, rest: readonly string[]): Answer {
  const { method } = call.request;
  const list = world.lists.lists.get(listId.toLowerCase());
  if (list === undefined) return err(notThere);
  const [part] = rest;
  if (part === 'permissions') return answerPermissions(call, list);
  const refusal = rowsRefusal(call, list, method !== 'GET');
  if (refusal !== undefined) return err(refusal);
  if (part === 'items') return answerItems(world, call, list, rest.slice(1));
  if (part !== undefined) return err(refusals.unknownPath(part));
  if (method === 'GET') return ok(Response.json(listView(list)));
  if (method !== 'DELETE') return err(refusals.methodNotAllowed);
  const refused = administratorRefusal(call);
  if (refused !== undefined) return err(refused);
  world.lists.remove(list.id);
  return ok(new Response(null, { status: 204 }));
}

/** So many lists stand on a page. */
const listsAtOnce = 50;

function listsPage(world: DemoWorld, { url }: DemoCall) {
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const all = [...world.lists.lists.values()];
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(from + listsAtOnce));
  const isLast = from + listsAtOnce >= all.length;
  return {
    value: all.slice(from, from + listsAtOnce).map(listView),
    ...(isLast ? {} : { '@odata.nextLink': next.href }),
  };
}

/** What a request costs ("Avoid getting throttled", resource units): permissions 5, one row or changes by token 1, else 2. */
function unitsOf(call: DemoCall, segments: readonly string[]): number {
  if (segments.includes('permissions')) return 5;
  const isOneRow = call.request.method === 'GET' && segments.length === 6 && segments[5] !== 'delta';
  return isOneRow || call.url.searchParams.has('token') ? 1 : 2;
}

/** Answers `/sites` and the lists below it. */
export async function answerSites(world: DemoWorld, call: DemoCall, segments: readonly string[]): Promise<Response> {
  const waitSeconds = world.lists.meter.take(call.claims.appid, unitsOf(call, segments), world.nowMs());
  if (waitSeconds !== undefined) {
    const headers = { 'retry-after': String(waitSeconds) };
    return refusalResponse({ status: 429, code: 'activityLimitReached', message: 'Throttled', headers }, call.marks);
  }
  const answer = await sitesAnswer(world, call, segments);
  return answer.kind === 'ok' ? answer.value : refusalResponse(answer.error, call.marks);
}

async function sitesAnswer(world: DemoWorld, call: DemoCall, [, site, ...below]: readonly string[]): Answer {
  const { method } = call.request;
  if (site?.endsWith(':') === true) {
    const refusal = administratorRefusal(call);
    if (refusal !== undefined) return err(refusal);
    const isOurs = site.toLowerCase() === `${demoSite.host}:` && `/${below.join('/')}`.toLowerCase() === demoSite.path;
    return isOurs ? ok(Response.json(siteView())) : err(notThere);
  }
  if (site?.toLowerCase() !== demoSite.id) return err(notThere);
  const [word, listId, ...rest] = below;
  if (word !== 'lists') return err(refusals.unknownPath(word ?? 'sites'));
  if (listId !== undefined) return answerList(world, call, listId, rest);
  if (method === 'POST') return makeList(world, call);
  const refusal = administratorRefusal(call);
  if (refusal !== undefined) return err(refusal);
  return ok(Response.json(listsPage(world, call)));
}
