import { writeFile } from 'node:fs/promises';
import { printTarget } from '../../shared/target.ts';
import { servedEdgesPx } from '../graph/dialects.ts';
import { type Command, type CommandContext, exitCodes, inputError, textOption } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';

function sizeOption(context: CommandContext): number | undefined {
  const text = textOption(context.values, 'size');
  if (text === undefined) return undefined;
  const edgePx = Number(text);
  if (servedEdgesPx.some((edge) => edge === edgePx)) return edgePx;
  throw inputError('--size', `one of ${servedEdgesPx.join(', ')}`, JSON.stringify(text));
}

/** `photo TARGET`: what photo a target has, and with `--out` the picture itself. */
export const photoCommand: Command = {
  name: 'photo',
  usage: 'photo TARGET [--size 240] [--out FILE]',
  summary: 'show or save the present photo of a target',
  options: { size: { type: 'string' }, out: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const target = targetArgument(context.positionals[0]);
    const edgePx = sizeOption(context);
    const out = textOption(context.values, 'out');
    const { photoApi } = await context.session();
    const name = printTarget(target);
    const read = edgePx === undefined ? await photoApi.readMetadata(target) : await photoApi.readSize(target, edgePx);
    if (read.kind === 'error') return failureResult(read.error, target, context.language);
    if (read.value.kind === 'no-photo') {
      const what = edgePx === undefined ? 'no photo' : `no photo of ${edgePx} px`;
      const result = {
        lines: [`${name} has ${what}.`],
        json: { isOk: out === undefined, target: name, hasPhoto: false },
      };
      // Asked for a file, nothing was written: a script must notice.
      return { exitCode: out === undefined ? exitCodes.ok : exitCodes.failed, ...result };
    }
    const picture = 'bytes' in read.value ? read : out === undefined ? undefined : await photoApi.readValue(target);
    if (picture?.kind === 'error') return failureResult(picture.error, target, context.language);
    const bytes = picture?.value.kind === 'photo' && 'bytes' in picture.value ? picture.value.bytes : undefined;
    if (out !== undefined && bytes !== undefined) {
      await writeFile(out, bytes).catch((cause: NodeJS.ErrnoException) => {
        throw inputError('--out', 'a file that can be written', `${out} (${cause.code ?? 'failed'})`);
      });
    }
    const { eTag } = read.value;
    const size = 'widthPx' in read.value ? `${read.value.widthPx} × ${read.value.heightPx} px` : `${edgePx} px`;
    return {
      exitCode: exitCodes.ok,
      lines: [
        `${name}: ${size}${bytes === undefined ? '' : `, ${bytes.byteLength} bytes`}${eTag === undefined ? '' : `, ETag ${eTag}`}`,
        ...(out === undefined ? [] : [`Written to ${out}`]),
      ],
      json: {
        isOk: true,
        target: name,
        hasPhoto: true,
        ...('widthPx' in read.value ? { widthPx: read.value.widthPx, heightPx: read.value.heightPx } : { edgePx }),
        eTag,
        ...(bytes === undefined ? {} : { sizeBytes: bytes.byteLength }),
        ...(out === undefined ? {} : { file: out }),
      },
    };
  },
};
