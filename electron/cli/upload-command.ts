import type { Outcome, Receipt } from '../../shared/outcome.ts';
import { takenFormatNames } from '../../shared/picture-format.ts';
import type { SlotSight } from '../../shared/slot-sight.ts';
import { printTarget, type Target } from '../../shared/target.ts';
import { type Command, type CommandContext, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';
import { makePhotoOfFile, readFileAsIs } from './picture-file.ts';
import type { Session } from './session.ts';
import { slotOf } from './slot-of.ts';
import { receiptWords, slotWords } from './slot-words.ts';
import { terminalAdvice } from './terminal-advice.ts';
import type { Language } from './terminal-language.ts';

function methodOption(context: CommandContext): 'PUT' | 'PATCH' | undefined {
  const text = textOption(context.values, 'method');
  if (text === undefined) return undefined;
  const method = text.toUpperCase();
  if (method === 'PUT' || method === 'PATCH') return method;
  throw inputError('--method', 'PUT or PATCH', JSON.stringify(text));
}

/** The slot before the write; `undefined` when it cannot be read, which the read-back afterwards will tell. */
async function sightNow({ photoApi }: Session, target: Target): Promise<SlotSight | undefined> {
  const seen = await photoApi.lookAtSlot(target);
  return seen.kind === 'ok' ? seen.value : undefined;
}

/** Why it cannot be told whether the photo is there; nothing when the receipt says more. */
function doubtLines(receipt: Receipt | undefined, language: Language): string[] {
  if (receipt?.kind !== 'cannot-tell') return [];
  const { status, code } = receipt.report;
  const facts = [status === undefined ? undefined : `HTTP ${status}`, code].filter((fact) => fact !== undefined);
  return [`${terminalAdvice(receipt.report).meaning[language]}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`];
}

function acceptedResult(
  outcome: Outcome,
  sent: { readonly target: Target; readonly sizeBytes: number },
  language: Language,
  receipt?: Receipt,
): CommandResult {
  const { requestId, clientRequestId } = outcome.report;
  const target = printTarget(sent.target);
  const isProven = receipt === undefined || receipt.kind === 'confirmed';
  const words = receipt === undefined ? slotWords.accepted : receiptWords[receipt.kind];
  return {
    exitCode: isProven ? exitCodes.ok : exitCodes.later,
    lines: [
      `${words[language]} ${target}, ${sent.sizeBytes} bytes`,
      ...doubtLines(receipt, language),
      ...(requestId === undefined ? [] : [`request-id: ${requestId}`]),
    ],
    json: {
      isOk: isProven,
      target,
      sizeBytes: sent.sizeBytes,
      state: receipt?.kind === 'confirmed' ? 'confirmed' : 'accepted',
      ...(receipt === undefined ? {} : { receipt: receipt.kind }),
      ...(receipt?.kind === 'cannot-tell' ? { readBack: receipt.report } : {}),
      requestId,
      clientRequestId,
    },
  };
}

/** That the photo is sent, and will not be sharp. */
function blurredLine(file: string, edgePx: number, { settings }: Session, language: Language): string {
  const { outputEdgePx } = settings.photo;
  return {
    en: `${file}: the picture has ${edgePx} pixels across, the photo ${outputEdgePx}: it will not be sharp.`,
    ja: `${file}：画像の一辺は ${edgePx} ピクセルで、写真は ${outputEdgePx} ピクセルです。鮮明な写真にはなりません。`,
    'zh-Hans': `${file}：图片边长为 ${edgePx} 像素，照片为 ${outputEdgePx} 像素，照片会不清晰。`,
  }[language];
}

/** `upload TARGET FILE`: makes a picture file somebody's photo, and with `--verify` reads it back. */
export const uploadCommand: Command = {
  name: 'upload',
  usage: 'upload TARGET FILE [--method PUT|PATCH] [--verify] [--as-is]',
  summary: `make a picture file (${takenFormatNames.join(', ')}) the photo of a target`,
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
    const { jpeg, blurredFromPx } =
      asIs === undefined ? await makePhotoOfFile(session, file, context.language) : { jpeg: asIs };
    if (blurredFromPx !== undefined) context.notice(blurredLine(file, blurredFromPx, session, context.language));
    const slot = await slotOf(session, target);
    const isVerified = context.values.verify === true;
    const before = isVerified ? await sightNow(session, slot) : undefined;
    const options = { priority: 'high' as const, ...(method === undefined ? {} : { method }) };
    const outcome = await session.photoApi.put(slot, jpeg, options);
    if (outcome.kind !== 'accepted') return failureResult(outcome, target, context.language, 'write');
    const sent = { target, sizeBytes: jpeg.byteLength };
    if (!isVerified) return acceptedResult(outcome, sent, context.language);
    const receipt = await session.photoApi.confirm(slot, {
      jpeg,
      ...(before === undefined ? {} : { before }),
      ...(outcome.eTag === undefined ? {} : { acceptedETag: outcome.eTag }),
    });
    return acceptedResult(outcome, sent, context.language, receipt);
  },
};
