import type { X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  type ApplicationBody,
  addKeySchema,
  keyCredentialOf,
  readApplicationBody,
  readBody,
  removeKeySchema,
} from './application-body.ts';
import type { DemoApplication, DemoKeyCredential } from './application-store.ts';
import { isKeyProof } from './client-credential.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import { isApplicationAdministrator, isAppOnly, refusalFor } from './permissions.ts';

type Answer = Promise<Result<Response, GraphRefusal>>;
type Found = Result<DemoApplication, GraphRefusal>;

const refusalsHere = {
  quota: {
    status: 403,
    code: 'Directory_QuotaExceeded',
    message: 'The directory object quota limit for the Principal has been exceeded.',
  },
  badProof: {
    status: 401,
    code: 'Authentication_MissingOrMalformed',
    message: 'Access Token missing or malformed: the proof of possession is not valid.',
  },
} as const satisfies Record<string, GraphRefusal>;

/** Graph's `application`; the bytes of its certificates only when they are asked for by name. */
function applicationView(application: DemoApplication, call: DemoCall): object {
  const { ownerId: _, keyCredentials, ...shown } = application;
  const selected = call.url.searchParams.get('$select')?.split(',');
  const withKeys = selected?.includes('keyCredentials') === true;
  const whole: Record<string, unknown> = {
    ...shown,
    keyCredentials: keyCredentials.map((key) => (withKeys ? key : { ...key, key: null })),
  };
  if (selected === undefined) return whole;
  return Object.fromEntries(selected.map((name) => [name, whole[name]]));
}

/** `applications/{id}`, `applications(appId='…')` and `applications(uniqueName='…')`. */
function findApplication(world: DemoWorld, segment: string, id: string | undefined): Found {
  const [, key, value] = /^applications\((appId|uniqueName)='(.*)'\)$/i.exec(segment) ?? [];
  const all = [...world.applications.applications.values()];
  const wanted = (value ?? id ?? '').replaceAll("''", "'");
  const found = all.find((one) => {
    if (key === undefined) return one.id === wanted.toLowerCase();
    return key.toLowerCase() === 'appid' ? one.appId === wanted.toLowerCase() : one.uniqueName === wanted;
  });
  return found === undefined ? err(refusals.notFound(wanted)) : ok(found);
}

function mayChange(call: DemoCall, application: DemoApplication): GraphRefusal | undefined {
  const refusal = refusalFor(call.claims, 'change applications');
  if (refusal !== undefined) return refusal;
  const { oid, appid } = call.claims;
  const isOwn = isAppOnly(call.claims) ? application.appId === appid : application.ownerId === oid;
  return isOwn || isApplicationAdministrator(call.claims) ? undefined : refusals.denied;
}

function mayMake(world: DemoWorld, call: DemoCall): GraphRefusal | undefined {
  const refusal = refusalFor(call.claims, 'change applications');
  if (refusal !== undefined) return refusal;
  const isClosed = world.policy.registrations === 'administrators' && !isApplicationAdministrator(call.claims);
  if (isClosed) return refusals.denied;
  return world.applications.applications.size >= world.policy.applicationQuota ? refusalsHere.quota : undefined;
}

function keysOf(body: ApplicationBody, present: readonly DemoKeyCredential[]) {
  const keys = (body.keyCredentials ?? present).map((key) => keyCredentialOf(key, present));
  const refused = keys.find((key) => key.kind === 'error');
  return refused?.kind === 'error' ? refused : ok(keys.flatMap((key) => (key.kind === 'ok' ? [key.value] : [])));
}

async function makeApplication(world: DemoWorld, call: DemoCall, uniqueName: string | null): Answer {
  const refusal = mayMake(world, call);
  if (refusal !== undefined) return err(refusal);
  const body = await readApplicationBody(call.request);
  if (body.kind === 'error') return body;
  const { displayName, tags = [], signInAudience = 'AzureADMyOrg', requiredResourceAccess = [] } = body.value;
  if (displayName === undefined) {
    return err({ status: 400, code: 'Request_BadRequest', message: 'A value is required for property displayName.' });
  }
  const keyCredentials = keysOf(body.value, []);
  if (keyCredentials.kind === 'error') return keyCredentials;
  const made = world.applications.add({
    uniqueName,
    displayName,
    tags,
    signInAudience,
    requiredResourceAccess,
    isFallbackPublicClient: body.value.isFallbackPublicClient ?? false,
    keyCredentials: keyCredentials.value,
    ownerId: call.claims.oid,
  });
  return ok(Response.json(applicationView(made, call), { status: 201 }));
}

async function changeApplication(call: DemoCall, application: DemoApplication): Answer {
  const refusal = mayChange(call, application);
  if (refusal !== undefined) return err(refusal);
  const body = await readApplicationBody(call.request);
  if (body.kind === 'error') return body;
  const keyCredentials = keysOf(body.value, application.keyCredentials);
  if (keyCredentials.kind === 'error') return keyCredentials;
  const { displayName, tags, signInAudience, requiredResourceAccess, isFallbackPublicClient } = body.value;
  Object.assign(application, {
    displayName: displayName ?? application.displayName,
    tags: tags ?? application.tags,
    signInAudience: signInAudience ?? application.signInAudience,
    requiredResourceAccess: requiredResourceAccess ?? application.requiredResourceAccess,
    isFallbackPublicClient: isFallbackPublicClient ?? application.isFallbackPublicClient,
    keyCredentials: keyCredentials.value,
  });
  return ok(new Response(null, { status: 204 }));
}

function listApplications(world: DemoWorld, call: DemoCall): Result<Response, GraphRefusal> {
  const refusal = refusalFor(call.claims, 'read applications');
  if (refusal !== undefined) return err(refusal);
  const filter = call.url.searchParams.get('$filter') ?? '';
  const [, tag] = /^tags\/any\(\w+:\s?\w+ eq '(.*)'\)$/.exec(filter) ?? [];
  const [, property, value] = /^(appId|displayName) eq '(.*)'$/.exec(filter) ?? [];
  if (filter !== '' && tag === undefined && property === undefined) {
    return err({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: 'Unsupported or invalid query filter clause.',
    });
  }
  const found = [...world.applications.applications.values()].filter((one) => {
    if (tag !== undefined) return one.tags.includes(tag);
    return property === undefined || one[property as 'appId' | 'displayName'] === value;
  });
  return ok(Response.json({ value: found.map((one) => applicationView(one, call)) }));
}

async function rollKey(world: DemoWorld, call: DemoCall, application: DemoApplication, action: string): Answer {
  const own = isAppOnly(call.claims) && call.claims.appid === application.appId;
  // An application needs no permission to roll its own keys (Microsoft Graph, "application: addKey").
  const refusal = own ? undefined : mayChange(call, application);
  if (refusal !== undefined) return err(refusal);
  const certificates = world.applications.certificates(application.appId);
  const proves = (proof: string) => isKeyProof(proof, application, liveAt(certificates, world.nowMs()), world.nowMs());
  if (action === 'addKey') {
    const body = await readBody(call.request, addKeySchema);
    if (body.kind === 'error') return body;
    if (!proves(body.value.proof)) return err(refusalsHere.badProof);
    const key = keyCredentialOf(body.value.keyCredential, []);
    if (key.kind === 'error') return key;
    application.keyCredentials = [...application.keyCredentials, key.value];
    return ok(Response.json({ ...key.value, key: null }));
  }
  const body = await readBody(call.request, removeKeySchema);
  if (body.kind === 'error') return body;
  if (!proves(body.value.proof)) return err(refusalsHere.badProof);
  const { keyId } = body.value;
  if (!application.keyCredentials.some((key) => key.keyId === keyId)) return err(refusals.notFound(keyId));
  application.keyCredentials = application.keyCredentials.filter((key) => key.keyId !== keyId);
  return ok(new Response(null, { status: 204 }));
}

function liveAt(certificates: readonly X509Certificate[], nowMs: number): readonly X509Certificate[] {
  return certificates.filter((one) => Date.parse(one.validTo) > nowMs);
}

/** Answers `/applications` and what is below it. `segments` are the path's, decoded. */
export async function answerApplications(
  world: DemoWorld,
  call: DemoCall,
  segments: readonly string[],
): Promise<Response> {
  const answer = await answerOf(world, call, segments);
  return answer.kind === 'ok' ? answer.value : refusalResponse(answer.error, call.marks);
}

async function answerOf(world: DemoWorld, call: DemoCall, segments: readonly string[]): Answer {
  const { method } = call.request;
  const [first = '', ...below] = segments;
  const isKeyed = first.includes('(');
  if (!isKeyed && below.length === 0) {
    if (method === 'GET') return listApplications(world, call);
    return method === 'POST' ? makeApplication(world, call, null) : err(refusals.methodNotAllowed);
  }
  const found = findApplication(world, first, below[0]);
  const [action] = isKeyed ? below : below.slice(1);
  const uniqueName = /^applications\(uniqueName='(.*)'\)$/i.exec(first)?.[1];
  const canMake = call.request.headers.get('prefer')?.toLowerCase().includes('create-if-missing') === true;
  if (found.kind === 'error') {
    const isUpsert = method === 'PATCH' && uniqueName !== undefined && canMake && action === undefined;
    return isUpsert ? makeApplication(world, call, uniqueName) : found;
  }
  if (action !== undefined) {
    const known = method === 'POST' && ['addKey', 'removeKey'].includes(action);
    return known ? rollKey(world, call, found.value, action) : err(refusals.unknownPath(action));
  }
  switch (method) {
    case 'GET': {
      const refusal = refusalFor(call.claims, 'read applications');
      return refusal === undefined ? ok(Response.json(applicationView(found.value, call))) : err(refusal);
    }
    case 'PATCH':
      return changeApplication(call, found.value);
    case 'DELETE': {
      const refusal = mayChange(call, found.value);
      if (refusal !== undefined) return err(refusal);
      world.applications.remove(found.value.id);
      return ok(new Response(null, { status: 204 }));
    }
    default:
      return err(refusals.methodNotAllowed);
  }
}
