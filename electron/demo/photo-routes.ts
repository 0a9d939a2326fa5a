import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { DemoCall, DemoWorld } from './demo-world.ts';
import { type GraphRefusal, refusalResponse, refusals } from './graph-error.ts';
import type { DemoTarget, PhotoPart } from './graph-path.ts';
import { noPhotoGif, noPhotoMetadata, photoMetadata, photoSizes } from './photo-answers.ts';
import type { StoredPhoto } from './photo-store.ts';
import { type ResolvedTarget, resolveTarget } from './photo-target.ts';
import type { PictureProblem } from './pictures.ts';

/** The photo API's limit for one request (reference §2: at most 4 MB). */
export const photoLimitBytes = 4 * 1024 * 1024;

type Kind = DemoTarget['kind'];
type Write = 'stored' | 'accepted-without-effect';
type MethodRow = Partial<Record<string, Write | 'deleted'>>;

const putAndPatch: MethodRow = { PUT: 'stored', PATCH: 'stored' };
const betaPut: MethodRow = { PUT: 'stored', PATCH: 'accepted-without-effect' };
const withDelete = (row: MethodRow): MethodRow => ({ ...row, DELETE: 'deleted' });

/** Which methods write which photo (reference §2). What is missing answers 405. */
const methods: Record<string, Partial<Record<Kind, MethodRow>>> = {
  'graph v1.0': {
    me: withDelete(putAndPatch),
    user: withDelete(putAndPatch),
    group: withDelete(putAndPatch),
    team: { PUT: 'stored' },
    contact: putAndPatch,
  },
  // PATCH was seen to answer 204 and change nothing (docs-contrib#8288); the seed's beta has no team photos.
  'graph beta': { me: withDelete(betaPut), user: withDelete(betaPut), group: withDelete(betaPut), contact: betaPut },
  'outlook v2.0': { me: putAndPatch, user: putAndPatch },
  'outlook beta': { me: { PUT: 'stored' }, user: { PUT: 'stored' } },
};

/** What each media type comes to. Only JPEG is documented; `application/octet-stream` was seen to give a 500. */
function mediaTypeRefusal(contentType: string | null): GraphRefusal | undefined {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'image/jpeg') return undefined;
  if (type === 'application/octet-stream') {
    return { status: 500, code: 'ErrorInternalServerError', message: 'An internal server error occurred.' };
  }
  const said = type === '' ? 'no Content-Type' : `Content-Type '${type}'`;
  return { status: 415, code: 'UnsupportedMediaType', message: `Expected Content-Type image/jpeg, got ${said}.` };
}

const pictureRefusals: Readonly<Record<PictureProblem, GraphRefusal>> = {
  'too-small': {
    status: 400,
    code: 'ValidationWidthTooSmall',
    message: 'The photo is smaller than 48x48 pixels.',
  },
  'not-jpeg': { status: 400, code: 'ErrorInvalidImage', message: 'The request body is not a JPEG image.' },
  damaged: { status: 400, code: 'ErrorInvalidImage', message: 'The image in the request body cannot be decoded.' },
};

/** Reads the body up to the limit; a longer one is read to its end, so that the client hears the answer. */
async function bodyBytes(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  if (request.body !== null) {
    for await (const chunk of request.body) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes <= photoLimitBytes) chunks.push(chunk);
    }
  }
  return sizeBytes > photoLimitBytes ? undefined : new Uint8Array(Buffer.concat(chunks));
}

async function sentPicture(request: Request): Promise<Result<Uint8Array, GraphRefusal>> {
  const bytes = await bodyBytes(request);
  if (bytes === undefined) {
    return err({
      status: 413,
      code: 'RequestEntityTooLarge',
      message: `At most ${photoLimitBytes} bytes are allowed.`,
    });
  }
  const refusal = mediaTypeRefusal(request.headers.get('content-type'));
  if (refusal !== undefined) return err(refusal);
  if (bytes.length === 0) {
    return err({ status: 400, code: 'RequestBodyRead', message: 'Expected a photo in the request body, got 0 bytes.' });
  }
  return ok(bytes);
}

async function written(world: DemoWorld, call: DemoCall, target: ResolvedTarget): Promise<Response> {
  const refused = (refusal: GraphRefusal) => refusalResponse(refusal, call.marks);
  const { method } = call.request;
  const effect = methods[`${call.api} ${call.version}`]?.[target.kind]?.[method];
  if (effect === undefined) return refused(refusals.methodNotAllowed);
  if (effect === 'deleted') {
    const isGone = await world.photos.delete(target.slot);
    if (isGone) call.notes.writtenSlot = target.slot;
    return isGone ? new Response(null, { status: 204 }) : refused(refusals.noPhoto);
  }
  const sent = await sentPicture(call.request);
  if (sent.kind === 'error') return refused(sent.error);
  if (effect === 'accepted-without-effect') return new Response(null, { status: 204 });
  const stored = await world.photos.put(target.slot, sent.value);
  if (stored.kind === 'error') return refused(pictureRefusals[stored.error]);
  call.notes.writtenSlot = target.slot;
  // Success is 200 for all but teams, which answer 204; no body either way.
  return new Response(null, { status: target.kind === 'team' ? 204 : 200 });
}

function valueResponse(photo: StoredPhoto, ifNoneMatch: string | null): Response {
  const headers = { etag: photo.eTag, 'cache-control': 'private, max-age=21600' };
  if (ifNoneMatch !== null && ifNoneMatch === photo.eTag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(photo.jpeg), { headers: { ...headers, 'content-type': 'image/jpeg' } });
}

function noPhoto(call: DemoCall, part: PhotoPart): Response {
  if (call.api === 'graph') return refusalResponse(refusals.noPhoto, call.marks);
  if (part.kind === 'value') return new Response(noPhotoGif, { headers: { 'content-type': 'image/gif' } });
  const metadata = noPhotoMetadata(call);
  return Response.json(part.kind === 'sizes' ? { value: [metadata] } : metadata);
}

async function sized(world: DemoWorld, photo: StoredPhoto, size: string | undefined): Promise<StoredPhoto | undefined> {
  if (size === undefined) return photo;
  const [, width, height] = /^(\d{1,4})x(\d{1,4})$/i.exec(size) ?? [];
  if (width === undefined) return undefined;
  if (Number(width) === photo.widthPx && Number(height) === photo.heightPx) return photo;
  return width === height ? world.photos.rendition(photo, Number(width)) : undefined;
}

async function read(world: DemoWorld, call: DemoCall, target: ResolvedTarget, part: PhotoPart): Promise<Response> {
  // The collection of sizes and single sizes exist in Outlook's beta only.
  const isSizeAsked = part.kind === 'sizes' || part.size !== undefined;
  if (call.api === 'outlook' && call.version === 'v2.0' && isSizeAsked) {
    return refusalResponse(refusals.unknownPath('photos'), call.marks);
  }
  const photo = await world.photos.read(target.slot);
  if (photo === undefined) return noPhoto(call, part);
  if (part.kind === 'sizes') return Response.json(photoSizes(call, target, photo));
  const one = await sized(world, photo, part.size);
  if (one === undefined) return noPhoto(call, part);
  if (part.kind === 'metadata') return Response.json(photoMetadata(call, target, one));
  return valueResponse(one, call.request.headers.get('if-none-match'));
}

/** Answers one request for a photo: reads, sizes, writes and deletion, of every target and dialect. */
export async function answerPhoto(
  world: DemoWorld,
  call: DemoCall,
  target: DemoTarget,
  part: PhotoPart,
): Promise<Response> {
  const isRead = call.request.method === 'GET' || call.request.method === 'HEAD';
  const resolved = resolveTarget(world, call, target, isRead ? 'read' : 'write');
  if (resolved.kind === 'error') {
    // The body is read all the same, as a service would: a client that is still sending hears the answer.
    if (!isRead) await bodyBytes(call.request);
    return refusalResponse(resolved.error, call.marks);
  }
  if (isRead) return read(world, call, resolved.value, part);
  const isWritable =
    part.kind === 'value' ? part.size === undefined : part.kind === 'metadata' && call.request.method === 'DELETE';
  return isWritable ? written(world, call, resolved.value) : refusalResponse(refusals.methodNotAllowed, call.marks);
}
