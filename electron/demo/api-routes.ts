import { answerApplications } from './application-routes.ts';
import { readBearer } from './bearer.ts';
import type { CallNotes, DemoCall, DemoWorld } from './demo-world.ts';
import { type RequestMarks, refusalResponse, refusals } from './graph-error.ts';
import { type DemoResource, type DemoTarget, demoResource, pathSegments } from './graph-path.ts';
import { answerSites } from './list-routes.ts';
import { answerDirectory } from './people-routes.ts';
import { answerPhoto } from './photo-routes.ts';
import { answerGrants, answerPrincipals } from './principal-routes.ts';
import type { RequestArea } from './request-log.ts';

/** Which part of the demo tenant a path belongs to, and whether it is about a photo or a list. */
export function areaOf(pathname: string): {
  readonly area: RequestArea;
  readonly isPhoto: boolean;
  readonly isList?: boolean;
} {
  const isPhoto = /\/photos?(?:\b|\()/i.test(pathname);
  if (/^\/(?:v1\.0|beta)\/sites\//i.test(pathname)) return { area: 'graph', isPhoto: false, isList: true };
  if (/^\/(?:v1\.0|beta)(?:\/|$)/.test(pathname)) return { area: 'graph', isPhoto };
  if (pathname.startsWith('/api/')) return { area: 'outlook', isPhoto };
  const isSignIn = /^\/[^/]+\/(?:oauth2|discovery|v2\.0|\.well-known)\//.test(pathname);
  return { area: isSignIn ? 'sign-in' : 'page', isPhoto: false };
}

function targetText(target: DemoTarget): string {
  if (target.kind === 'me') return 'me';
  if (target.kind !== 'contact') return `${target.kind}:${target.id}`;
  return `contact:${[target.ownerId ?? 'me', target.folderId ?? '', target.id].join('/')}`;
}

function apiOf(
  segments: readonly string[],
):
  | { readonly version: DemoCall['version']; readonly rest: readonly string[]; readonly api: DemoCall['api'] }
  | undefined {
  const [first, second] = segments;
  if (first === 'v1.0' || first === 'beta') return { api: 'graph', version: first, rest: segments.slice(1) };
  if (first === 'api' && (second === 'v2.0' || second === 'beta')) {
    return { api: 'outlook', version: second, rest: segments.slice(2) };
  }
  return undefined;
}

/** What a path of Graph or of the Outlook photo API names, decoded. */
export interface ApiPath {
  readonly api: DemoCall['api'];
  readonly version: DemoCall['version'];
  readonly resource: DemoResource;
  /** Text of the target, for the request log. */
  readonly target?: string;
}

/** Reads an API path. A broken percent sequence is an unknown segment; an unknown version is `undefined`. */
export function readApiPath(pathname: string): ApiPath | undefined {
  const segments = pathSegments(pathname);
  if (segments === undefined) {
    return { api: 'graph', version: 'v1.0', resource: { kind: 'unknown', segment: pathname } };
  }
  const found = apiOf(segments);
  if (found === undefined) return undefined;
  const { api, version, rest } = found;
  const resource = demoResource(rest);
  const isTarget = resource.kind === 'photo' || resource.kind === 'object';
  return { api, version, resource, ...(isTarget ? { target: targetText(resource.target) } : {}) };
}

/** Answers one request of Graph or of the Outlook photo API: path, token, then the resource. */
export async function answerApi(
  world: DemoWorld,
  request: Request,
  path: ApiPath | undefined,
  marks: RequestMarks,
  notes: CallNotes,
): Promise<Response> {
  if (path === undefined) return refusalResponse(refusals.unknownVersion, marks);
  const { api, version, resource } = path;
  const claims = readBearer(world, request, api);
  if (claims.kind === 'error') return refusalResponse(claims.error, marks);
  const call: DemoCall = { request, url: new URL(request.url), api, version, marks, claims: claims.value, notes };
  if (resource.kind === 'photo') return answerPhoto(world, call, resource.target, resource.part);
  if (api === 'graph') {
    if (resource.kind === 'applications') return answerApplications(world, call, resource.segments);
    if (resource.kind === 'principals') return answerPrincipals(world, call, resource.segments);
    if (resource.kind === 'sites') return answerSites(world, call, resource.segments);
    if (resource.kind === 'permission-grants') return answerGrants(world, call, resource.segments);
  }
  return answerDirectory(world, call, resource);
}
