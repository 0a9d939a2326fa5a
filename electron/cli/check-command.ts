import { randomUUID } from 'node:crypto';
import type { CheckLine } from '../../shared/station-check.ts';
import { checkLineText } from '../../shared/station-check-words.ts';
import { diagnoseStation } from '../core/station-diagnostics.ts';
import { type Command, type CommandContext, exitCodes, textOption } from './command.ts';
import { targetArgument } from './outcome-result.ts';

const signs: Readonly<Record<CheckLine['light'], string>> = {
  green: 'ok  ',
  amber: 'note',
  red: 'FAIL',
  skipped: '-   ',
};

function printed(context: CommandContext, lines: readonly CheckLine[]): string[] {
  return lines.flatMap((line) => {
    const { title, found, fix } = checkLineText(line, context.language);
    const ids =
      line.item === 'test-read' && line.detail?.requestId !== undefined ? ` request-id: ${line.detail.requestId}` : '';
    const needsFix = line.light === 'red' || line.light === 'amber';
    return [
      `${signs[line.light]}  ${title}: ${found}${ids}`,
      ...(needsFix && fix !== undefined ? [`      → ${fix}`] : []),
    ];
  });
}

/** `check`: looks at everything between this station and a photo in Microsoft 365; writes nothing there. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--target TARGET]',
  summary: 'look at clock, network, sign-in, permissions, policy and storage, with a fix for each fault',
  options: { target: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  async run(context) {
    const text = textOption(context.values, 'target');
    const target = text === undefined ? undefined : targetArgument(text);
    const session = await context.session();
    const lines = await diagnoseStation({
      access: session,
      settings: session.settings,
      dataFolder: session.dataFolder,
      clock: session.clock,
      randomId: randomUUID,
      probePhotoProcess: () => session.photoWorker().probe(),
      ...(target === undefined ? {} : { testTarget: target }),
    });
    const isOk = lines.every((line) => line.light !== 'red');
    return {
      exitCode: isOk ? exitCodes.ok : exitCodes.failed,
      lines: printed(context, lines),
      json: { isOk, lines: lines.map((line) => ({ ...line, ...checkLineText(line, context.language) })) },
    };
  },
};
