import { printTarget } from '../../shared/target.ts';
import { type Command, exitCodes } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';
import { slotOf } from './slot-of.ts';
import { filled, slotWords } from './slot-words.ts';

/** `delete TARGET`: removes a user's or group's photo. No photo to remove is all well, too. */
export const deleteCommand: Command = {
  name: 'delete',
  usage: 'delete TARGET',
  summary: 'remove the photo of a user or group',
  options: {},
  positionals: { min: 1, max: 1 },
  async run(context) {
    const target = targetArgument(context.positionals[0]);
    const session = await context.session();
    const deleted = await session.photoApi.delete(await slotOf(session, target));
    if (deleted.kind === 'error') return failureResult(deleted.error, target, context.language, 'delete');
    const name = printTarget(target);
    const words = deleted.value === 'deleted' ? slotWords.deleted : slotWords.hadNoPhoto;
    const lines = [filled(words[context.language], { target: name })];
    return { exitCode: exitCodes.ok, lines, json: { isOk: true, target: name, was: deleted.value } };
  },
};
