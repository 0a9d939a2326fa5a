import { printTarget } from '../../shared/target.ts';
import { type Command, exitCodes } from './command.ts';
import { failureResult, targetArgument } from './outcome-result.ts';

/** `delete TARGET`: removes a user's or group's photo. No photo to remove is all well, too. */
export const deleteCommand: Command = {
  name: 'delete',
  usage: 'delete TARGET',
  summary: 'remove the photo of a user or group',
  options: {},
  positionals: { min: 1, max: 1 },
  async run(context) {
    const target = targetArgument(context.positionals[0]);
    const { photoApi } = await context.session();
    const deleted = await photoApi.delete(target);
    if (deleted.kind === 'error') return failureResult(deleted.error, target, context.language);
    const name = printTarget(target);
    const line = deleted.value === 'deleted' ? `Deleted the photo of ${name}.` : `${name} had no photo.`;
    return { exitCode: exitCodes.ok, lines: [line], json: { isOk: true, target: name, was: deleted.value } };
  },
};
