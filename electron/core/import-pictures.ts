import type { CommandReply, CommandRequest } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { ImportFilter } from '../../shared/import-contract.ts';
import type { ImportItem, PictureMatch } from '../../shared/picture-import.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { Mending } from '../bulk/import-plan.ts';
import type { PictureImport } from '../bulk/picture-import.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';

/** What looking at one picture of an import takes. */
export interface ImportPicturesParts {
  readonly photoWorker: Pick<PhotoWorker, 'open' | 'prepare'>;
  readonly photo: { readonly quality: number; readonly isProgressive: boolean };
  /** Somebody whom the operator was shown, or who is in the station's copy. */
  readonly person: (personId: string) => DirectoryPerson | undefined;
}

const gone = err({ code: 'not-found', detail: { what: 'picture' } } as const);

function isListed({ state, findings }: ImportItem, filter: ImportFilter): boolean {
  return filter === 'all' || state === filter || findings.some((finding) => finding === filter);
}

function peopleOf({ match }: ImportItem): readonly DirectoryPerson[] {
  if (match.kind === 'matched') return [match.person];
  return match.kind === 'ambiguous' ? match.candidates : [];
}

function holds(item: ImportItem, text: string): boolean {
  const said = [item.name, ...peopleOf(item).flatMap((one) => [one.displayName, one.userPrincipalName ?? ''])];
  return said.some((part) => part.normalize('NFKC').toLowerCase().includes(text));
}

/** A part of the pictures, by name. */
export function listItems(
  running: PictureImport,
  { filter, query, offset, limit }: CommandRequest<'imports.items'>,
): CommandReply<'imports.items'> {
  const text = query.trim().normalize('NFKC').toLowerCase();
  const listed = running.items().filter((item) => isListed(item, filter) && (text === '' || holds(item, text)));
  return { items: listed.slice(offset, offset + limit), total: listed.length, progress: running.progress() };
}

function itemOf(running: PictureImport, name: string): ImportItem | undefined {
  return running.items().find((item) => item.name === name);
}

/** A picture upright and whole. */
export async function openPicture(
  running: PictureImport,
  name: string,
  { photoWorker }: ImportPicturesParts,
): Promise<Result<CommandReply<'imports.picture'>, Failure>> {
  const read = await running.read(name);
  if (read.kind === 'error') return read;
  const opened = await photoWorker.open(read.value);
  if (opened.kind === 'error') return opened;
  const { capture, widthPx, heightPx } = opened.value;
  return ok({ picture: capture, widthPx, heightPx });
}

/** The photo that a picture would become; nothing for what can become none. */
export async function cropPicture(
  running: PictureImport,
  { name, edgePx }: CommandRequest<'imports.crop'>,
  { photoWorker, photo }: ImportPicturesParts,
): Promise<Result<CommandReply<'imports.crop'>, Failure>> {
  const item = itemOf(running, name);
  if (item === undefined) return gone;
  if (item.crop === undefined) return ok({});
  const read = await running.read(name);
  if (read.kind === 'error') return ok({});
  const made = await photoWorker.prepare({ capture: read.value, crop: item.crop, outputEdgePx: edgePx, ...photo });
  return ok(made.kind === 'ok' ? { photo: made.value.photo } : {});
}

/** Keeps what a person decided about one picture. Answers `not-now` once nothing can be decided any more. */
export async function mendPicture(
  running: PictureImport,
  { name, personId, decision, crop }: CommandRequest<'imports.mend'>,
  { person }: ImportPicturesParts,
): Promise<Result<CommandReply<'imports.mend'>, Failure>> {
  const item = itemOf(running, name);
  if (item === undefined) return gone;
  const chosen = personId && (peopleOf(item).find(({ objectId }) => objectId === personId) ?? person(personId));
  if (personId !== undefined && !chosen) return err({ code: 'not-found', detail: { what: 'person' } });
  const match = chosen ? ({ kind: 'matched', person: chosen, by: 'person' } satisfies PictureMatch) : undefined;
  const mending: Mending = {
    ...(match === undefined ? {} : { match }),
    ...(crop === undefined ? {} : { crop }),
    ...(decision === undefined ? {} : { decision: decision === 'open' ? undefined : decision }),
  };
  if (!(await running.mend(name, mending))) return err({ code: 'not-now', detail: { what: 'import' } });
  const mended = itemOf(running, name);
  return mended === undefined ? gone : ok({ item: mended, progress: running.progress() });
}
