import { readBearer } from './bearer.ts';
import type { CallNotes, DemoCall, DemoWorld } from './demo-world.ts';
import { type RequestMarks, refusalResponse, refusals } from './graph-error.ts';
import { type DemoTarget, demoResource, pathSegments } from './graph-path.ts';
import type { RequestArea } from './journal.ts';
import { answerDirectory } from './people-routes.ts';
import { answerPhoto } from './photo-routes.ts';

/** Which part of the demo tenant a path belongs to, and whether it is about a photo. */
export function areaOf(pathname: string): { readonly area: RequestArea; readonly isPhoto: boolean } {
  const isPhoto = /\/photos?(?:\b|\()/i.test(pathname);
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

/** Answers one request of Graph or of the Outlook photo API: path, token, then the resource. */
export async function answerApi(
  world: DemoWorld,
  request: Request,
  marks: RequestMarks,
  notes: CallNotes,
): Promise<Response> {
  const url = new URL(request.url);
  const segments = pathSegments(url.pathname);
  if (segments === undefined) return refusalResponse(refusals.unknownPath(url.pathname), marks);
  const api = apiOf(segments);
  if (api === undefined) return refusalResponse(refusals.unknownVersion, marks);
  const resource = demoResource(api.rest);
  if (resource.kind === 'photo' || resource.kind === 'object') notes.target = targetText(resource.target);
  const claims = readBearer(world, request, api.api);
  if (claims.kind === 'error') return refusalResponse(claims.error, marks);
  const call: DemoCall = { request, url, api: api.api, version: api.version, marks, claims: claims.value, notes };
  if (resource.kind === 'photo') return answerPhoto(world, call, resource.target, resource.part);
  return answerDirectory(world, call, resource);
}
