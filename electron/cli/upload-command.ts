import type { Outcome, Receipt } from '../../shared/outcome.ts';
import { printTarget, type Target } from '../../shared/target.ts';
import { type Command, type CommandContext, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';
import { makePhotoOfFile, readFileAsIs } from './picture-file.ts';
import type { Session } from './session.ts';

const receiptWords = {
  confirmed: 'Confirmed: the photo was read back and is the one that was sent.',
  'older-photo': 'Accepted, but the photo before it is still served. It can take a while.',
  'newer-photo': 'Accepted, but another photo has replaced it since.',
  'cannot-tell': 'Accepted. Whether it is stored cannot be told from what the service shows.',
} as const;

function methodOption(context: CommandContext): 'PUT' | 'PATCH' | undefined {
  const text = textOption(context.values, 'method');
  if (text === undefined) return undefined;
  const method = text.toUpperCase();
  if (method === 'PUT' || method === 'PATCH') return method;
  throw inputError('--method', 'PUT or PATCH', JSON.stringify(text));
}

async function eTagNow({ photoApi }: Session, target: Target): Promise<string | undefined> {
  const read = await photoApi.readMetadata(target);
  return read.kind === 'ok' && read.value.kind === 'photo' ? read.value.eTag : undefined;
}

function acceptedResult(outcome: Outcome, target: Target, sizeBytes: number, receipt?: Receipt): CommandResult {
  const { requestId, clientRequestId } = outcome.report;
  const isProven = receipt === undefined || receipt.kind === 'confirmed';
  return {
    exitCode: isProven ? exitCodes.ok : exitCodes.later,
    lines: [
      receipt === undefined
        ? `Accepted: ${printTarget(target)}, ${sizeBytes} bytes. Use --verify to read it back.`
        : `${receiptWords[receipt.kind]} ${printTarget(target)}, ${sizeBytes} bytes`,
      ...(requestId === undefined ? [] : [`request-id: ${requestId}`]),
    ],
    json: {
      isOk: isProven,
      target: printTarget(target),
      sizeBytes,
      state: receipt === undefined ? 'accepted' : receipt.kind === 'confirmed' ? 'confirmed' : 'accepted',
      ...(receipt === undefined ? {} : { receipt: receipt.kind }),
      requestId,
      clientRequestId,
    },
  };
}

/** `upload TARGET FILE`: makes a picture file somebody's photo, and with `--verify` reads it back. */
export const uploadCommand: Command = {
  name: 'upload',
  usage: 'upload TARGET FILE [--method PUT|PATCH] [--verify] [--as-is]',
  summary: 'make a picture file the photo of a target',
  options: { method: { type: 'string' }, verify: { type: 'boolean' }, 'as-is': { type: 'boolean' } },
  positionals: { min: 2, max: 2 },
  async run(context) {
    const target = targetArgument(context.positionals[0]);
    const method = methodOption(context);
    const file = context.positionals[1] ?? '';
    const isAsIs = context.values['as-is'] === true;
    // A file that cannot be sent is told before settings, sign-in or network are looked at.
    const asIs = isAsIs ? await readFileAsIs(file) : undefined;
    const session = await context.session();
    const jpeg = asIs ?? (await makePhotoOfFile(session, file));
    const isVerified = context.values.verify === true;
    const beforeETag = isVerified ? await eTagNow(session, target) : undefined;
    const options = { priority: 'high' as const, ...(method === undefined ? {} : { method }) };
    const outcome = await session.photoApi.put(target, jpeg, options);
    if (outcome.kind !== 'accepted') return failureResult(outcome, target, context.language);
    if (!isVerified) return acceptedResult(outcome, target, jpeg.byteLength);
    const receipt = await session.photoApi.confirm(target, {
      jpeg,
      ...(beforeETag === undefined ? {} : { beforeETag }),
      ...(outcome.eTag === undefined ? {} : { acceptedETag: outcome.eTag }),
    });
    return acceptedResult(outcome, target, jpeg.byteLength, receipt);
  },
};
