import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { readBody } from './application-body.ts';
import { type DemoServicePrincipal, grantableRoles, grantableScopes, graphAppId } from './application-store.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import { isApplicationAdministrator, isConsentAdministrator, refusalFor } from './permissions.ts';

type Answer = Promise<Result<Response, GraphRefusal>>;

function alreadyThere(message: string): Result<never, GraphRefusal> {
  return err({ status: 400, code: 'Request_BadRequest', message });
}

const isGraph = ({ appId }: DemoServicePrincipal): boolean => appId === graphAppId;

function principalView(world: DemoWorld, principal: DemoServicePrincipal, call: DemoCall): object {
  const application = [...world.applications.applications.values()].find((one) => one.appId === principal.appId);
  const whole: Record<string, unknown> = {
    ...principal,
    displayName: isGraph(principal) ? 'Microsoft Graph' : application?.displayName,
    accountEnabled: true,
    appRoles: isGraph(principal) ? grantableRoles.map((role) => ({ ...role, isEnabled: true })) : [],
    oauth2PermissionScopes: isGraph(principal) ? grantableScopes.map((scope) => ({ ...scope, isEnabled: true })) : [],
  };
  const selected = call.url.searchParams.get('$select')?.split(',');
  return selected === undefined ? whole : Object.fromEntries(selected.map((name) => [name, whole[name]]));
}

function findPrincipal(
  world: DemoWorld,
  segment: string,
  id: string | undefined,
): Result<DemoServicePrincipal, GraphRefusal> {
  const [, appId] = /^servicePrincipals\(appId='(.*)'\)$/i.exec(segment) ?? [];
  const found =
    appId === undefined ? world.applications.principals.get(id ?? '') : world.applications.principalOf(appId);
  return found === undefined ? err(refusals.notFound(appId ?? id ?? '')) : ok(found);
}

function makePrincipal(world: DemoWorld, call: DemoCall, appId: string): Result<Response, GraphRefusal> {
  const refusal = refusalFor(call.claims, 'change applications');
  if (refusal !== undefined) return err(refusal);
  const application = [...world.applications.applications.values()].find((one) => one.appId === appId);
  if (application === undefined)
    return alreadyThere(`The appId '${appId}' of the service principal does not reference a valid application object.`);
  if (application.ownerId !== call.claims.oid && !isApplicationAdministrator(call.claims)) return err(refusals.denied);
  if (world.applications.principalOf(appId) !== undefined) {
    return err({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: 'The service principal cannot be created: it is already in use.',
    });
  }
  return ok(Response.json(principalView(world, world.applications.addPrincipal(appId), call), { status: 201 }));
}

const assignmentSchema = z.object({ principalId: z.string(), resourceId: z.string(), appRoleId: z.string() });

async function assignRole(world: DemoWorld, call: DemoCall, principal: DemoServicePrincipal): Answer {
  const refusal = refusalFor(call.claims, 'assign roles');
  if (refusal !== undefined || !isConsentAdministrator(call.claims)) return err(refusal ?? refusals.denied);
  const body = await readBody(call.request, assignmentSchema);
  if (body.kind === 'error') return body;
  const { principalId, resourceId, appRoleId } = body.value;
  const isKnown = world.applications.principals.has(resourceId) && grantableRoles.some(({ id }) => id === appRoleId);
  if (principalId !== principal.id || !isKnown) return err(refusals.notFound(appRoleId));
  const isThere = world.applications.assignments.some(
    (one) => one.principalId === principalId && one.resourceId === resourceId && one.appRoleId === appRoleId,
  );
  if (isThere) return alreadyThere('Permission being assigned already exists on the object');
  const { grantedAtMs: _, ...made } = world.applications.assign(body.value);
  return ok(Response.json(made, { status: 201 }));
}

function unassignRole(world: DemoWorld, call: DemoCall, id: string): Result<Response, GraphRefusal> {
  const refusal = refusalFor(call.claims, 'assign roles');
  if (refusal !== undefined || !isConsentAdministrator(call.claims)) return err(refusal ?? refusals.denied);
  if (!world.applications.assignments.some((one) => one.id === id)) return err(refusals.notFound(id));
  world.applications.unassign(id);
  return ok(new Response(null, { status: 204 }));
}

function listAssignments(
  world: DemoWorld,
  call: DemoCall,
  principal: DemoServicePrincipal,
): Result<Response, GraphRefusal> {
  const refusal = refusalFor(call.claims, 'read applications');
  if (refusal !== undefined) return err(refusal);
  const value = world.applications.assignments
    .filter((one) => one.principalId === principal.id)
    .map(({ grantedAtMs: _, ...shown }) => shown);
  return ok(Response.json({ value }));
}

/** Answers `/servicePrincipals` and what is below it. */
export async function answerPrincipals(
  world: DemoWorld,
  call: DemoCall,
  segments: readonly string[],
): Promise<Response> {
  const answer = await principalAnswer(world, call, segments);
  return answer.kind === 'ok' ? answer.value : refusalResponse(answer.error, call.marks);
}

async function principalAnswer(world: DemoWorld, call: DemoCall, segments: readonly string[]): Answer {
  const { method } = call.request;
  const [first = '', ...below] = segments;
  const isKeyed = first.includes('(');
  if (!isKeyed && below.length === 0) {
    if (method !== 'POST') return err(refusals.methodNotAllowed);
    const body = await readBody(call.request, z.object({ appId: z.string() }));
    return body.kind === 'error' ? body : makePrincipal(world, call, body.value.appId);
  }
  const found = findPrincipal(world, first, below[0]);
  const [action] = isKeyed ? below : below.slice(1);
  if (found.kind === 'error') return found;
  if (action === 'appRoleAssignments') {
    if (method === 'GET') return listAssignments(world, call, found.value);
    if (method === 'DELETE') return unassignRole(world, call, below.at(-1) ?? '');
    return method === 'POST' ? assignRole(world, call, found.value) : err(refusals.methodNotAllowed);
  }
  if (action !== undefined) return err(refusals.unknownPath(action));
  if (method !== 'GET') return err(refusals.methodNotAllowed);
  const refusal = refusalFor(call.claims, 'read applications');
  return refusal === undefined ? ok(Response.json(principalView(world, found.value, call))) : err(refusal);
}

const grantSchema = z.object({
  clientId: z.string(),
  consentType: z.literal('AllPrincipals'),
  resourceId: z.string(),
  scope: z.string().max(4000),
});

/** Answers `/oauth2PermissionGrants`: consent to delegated permissions for everybody. */
export async function answerGrants(world: DemoWorld, call: DemoCall, segments: readonly string[]): Promise<Response> {
  const answer = await grantAnswer(world, call, segments[1]);
  return answer.kind === 'ok' ? answer.value : refusalResponse(answer.error, call.marks);
}

async function grantAnswer(world: DemoWorld, call: DemoCall, id: string | undefined): Answer {
  const { method } = call.request;
  const { applications } = world;
  if (method === 'GET' && id === undefined) {
    const refusal = refusalFor(call.claims, 'read applications');
    if (refusal !== undefined) return err(refusal);
    const [, clientId] = /^clientId eq '([^']*)'/.exec(call.url.searchParams.get('$filter') ?? '') ?? [];
    const value = applications.grants.filter((one) => clientId === undefined || one.clientId === clientId);
    return ok(Response.json({ value: value.map(({ grantedAtMs: _, ...shown }) => shown) }));
  }
  const refusal = refusalFor(call.claims, 'grant permissions');
  if (refusal !== undefined || !isConsentAdministrator(call.claims)) return err(refusal ?? refusals.denied);
  if (method === 'POST' && id === undefined) {
    const body = await readBody(call.request, grantSchema);
    if (body.kind === 'error') return body;
    const { clientId, resourceId } = body.value;
    if (!applications.principals.has(clientId)) return err(refusals.notFound(clientId));
    const isThere = applications.grants.some((one) => one.clientId === clientId && one.resourceId === resourceId);
    if (isThere)
      return err({
        status: 409,
        code: 'Request_MultipleObjectsWithSameKeyValue',
        message: 'Permission entry already exists.',
      });
    const { grantedAtMs: _, ...made } = applications.grant(body.value);
    return ok(Response.json(made, { status: 201 }));
  }
  const found = applications.grants.find((one) => one.id === id);
  if (found === undefined) return err(refusals.notFound(id ?? ''));
  if (method !== 'PATCH') return err(refusals.methodNotAllowed);
  const body = await readBody(call.request, z.object({ scope: z.string().max(4000) }));
  if (body.kind === 'error') return body;
  found.scope = body.value.scope;
  return ok(new Response(null, { status: 204 }));
}
