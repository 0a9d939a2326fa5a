import { ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Existing pictures on their way into the queue. */
export function importsHandlers({ imports }: HandlerParts): HandlersOf<'imports'> {
  return {
    'imports.look': async () => ok(imports.look()),
    'imports.handOver': async () => imports.handOver(),
    'imports.receive': imports.receive,
    'imports.openList': ({ file }) => imports.openList(file),
    'imports.changeList': imports.changeList,
    'imports.forgetList': async () => {
      imports.forgetList();
      return ok({});
    },
    'imports.lookOver': imports.lookOver,
    'imports.choose': async (choices) => imports.choose(choices),
    'imports.items': async (wanted) => imports.items(wanted),
    'imports.picture': ({ name }) => imports.picture(name),
    'imports.crop': imports.crop,
    'imports.mend': imports.mend,
    'imports.save': async () => imports.save(),
    'imports.pause': async () => imports.move('pause'),
    'imports.resume': async () => imports.move('resume'),
    'imports.cancel': async () => imports.move('cancel'),
    'imports.report': async ({ language }) => imports.report(language),
    'imports.forget': async () => {
      await imports.forget();
      return ok({});
    },
  };
}
