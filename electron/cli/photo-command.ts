import { writeFile } from 'node:fs/promises';
import type { Outcome } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { printTarget, type Target } from '../../shared/target.ts';
import { servedEdgesPx } from '../graph/dialects.ts';
import type { PhotoApi } from '../graph/photo-api.ts';
import { jpegSize } from '../graph/photo-metadata.ts';
import { type Command, type CommandContext, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';
import { slotOf } from './slot-of.ts';
import { filled, slotWords } from './slot-words.ts';

/** What is to be shown of the photo that a slot holds. */
interface Seen {
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly eTag?: string;
  readonly bytes?: Uint8Array;
}

function sizeOption(context: CommandContext): number | undefined {
  const text = textOption(context.values, 'size');
  if (text === undefined) return undefined;
  const edgePx = Number(text);
  if (servedEdgesPx.some((edge) => edge === edgePx)) return edgePx;
  throw inputError('--size', `one of ${servedEdgesPx.join(', ')}`, JSON.stringify(text));
}

/** Reads one size, or what the slot says of its photo and, when it is to be saved, the picture. */
async function look(
  photoApi: PhotoApi,
  target: Target,
  wanted: { readonly edgePx: number | undefined; readonly hasPicture: boolean },
): Promise<Result<Seen | 'no-photo', Outcome>> {
  const { edgePx, hasPicture } = wanted;
  if (edgePx !== undefined) {
    const size = await photoApi.readSize(target, edgePx);
    if (size.kind === 'error') return size;
    if (size.value.kind === 'no-photo') return ok('no-photo');
    // What came, not what was asked for.
    return ok({ ...size.value, ...(jpegSize(size.value.bytes) ?? { widthPx: edgePx, heightPx: edgePx }) });
  }
  const metadata = await photoApi.readMetadata(target);
  if (metadata.kind === 'error') return metadata;
  if (metadata.value.kind === 'no-photo') return ok('no-photo');
  if (!hasPicture) return ok(metadata.value);
  const picture = await photoApi.readValue(target);
  if (picture.kind === 'error') return err(picture.error);
  // It may have been deleted between the two reads: then there is nothing to save.
  return ok(picture.value.kind === 'no-photo' ? 'no-photo' : { ...metadata.value, bytes: picture.value.bytes });
}

function noPhotoResult(context: CommandContext, target: string, edgePx: number | undefined): CommandResult {
  const hasFile = textOption(context.values, 'out') !== undefined;
  const words = edgePx === undefined ? slotWords.noPhoto : slotWords.noPhotoOfSize;
  return {
    // Asked for a file, nothing was written: a script must notice.
    exitCode: hasFile ? exitCodes.failed : exitCodes.ok,
    lines: [filled(words[context.language], { target, edgePx: edgePx ?? 0 })],
    json: { isOk: !hasFile, target, hasPhoto: false },
  };
}

function photoResult(context: CommandContext, target: string, seen: Seen, file: string | undefined): CommandResult {
  const { widthPx, heightPx, eTag, bytes } = seen;
  const facts = [
    `${widthPx} × ${heightPx} px`,
    ...(bytes === undefined ? [] : [`${bytes.byteLength} bytes`]),
    ...(eTag === undefined ? [] : [`ETag ${eTag}`]),
  ];
  return {
    exitCode: exitCodes.ok,
    lines: [
      `${target}: ${facts.join(', ')}`,
      ...(file === undefined ? [] : [filled(slotWords.written[context.language], { file })]),
    ],
    json: {
      isOk: true,
      target,
      hasPhoto: true,
      widthPx,
      heightPx,
      eTag,
      ...(bytes === undefined ? {} : { sizeBytes: bytes.byteLength }),
      ...(file === undefined ? {} : { file }),
    },
  };
}

/** The sizes in which the present photo is served. */
async function sizesResult(
  context: CommandContext,
  photoApi: PhotoApi,
  slot: Target,
  target: Target,
): Promise<CommandResult> {
  const read = await photoApi.listSizes(slot);
  if (read.kind === 'error') return failureResult(read.error, target, context.language, 'read');
  const name = printTarget(target);
  if (read.value.length === 0) return noPhotoResult(context, name, undefined);
  const sizes = read.value.map(({ widthPx, heightPx }) => ({ widthPx, heightPx }));
  return {
    exitCode: exitCodes.ok,
    lines: [`${name}: ${sizes.map(({ widthPx, heightPx }) => `${widthPx} × ${heightPx}`).join(', ')} px`],
    json: { isOk: true, target: name, hasPhoto: true, sizes },
  };
}

/** `photo TARGET`: what photo a target has, with `--out` the picture itself, with `--sizes` in which sizes it is served. */
export const photoCommand: Command = {
  name: 'photo',
  usage: 'photo TARGET [[--size 240] [--out FILE] | --sizes]',
  summary: 'show or save the present photo of a target',
  options: { size: { type: 'string' }, out: { type: 'string' }, sizes: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const target = targetArgument(context.positionals[0]);
    const edgePx = sizeOption(context);
    const out = textOption(context.values, 'out');
    const hasSizes = context.values.sizes === true;
    if (hasSizes && (edgePx !== undefined || out !== undefined))
      throw inputError('--sizes', 'no --size or --out', '--sizes with one of them');
    const session = await context.session();
    const slot = await slotOf(session, target);
    if (hasSizes) return sizesResult(context, session.photoApi, slot, target);
    const name = printTarget(target);
    const seen = await look(session.photoApi, slot, { edgePx, hasPicture: out !== undefined });
    if (seen.kind === 'error') return failureResult(seen.error, target, context.language, 'read');
    if (seen.value === 'no-photo') return noPhotoResult(context, name, edgePx);
    const { bytes } = seen.value;
    if (out !== undefined && bytes !== undefined) {
      await writeFile(out, bytes).catch((cause: NodeJS.ErrnoException) => {
        throw inputError('--out', 'a file that can be written', `${out} (${cause.code ?? 'failed'})`);
      });
    }
    return photoResult(context, name, seen.value, out);
  },
};
