import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Choosing files in the page, in the place of the system's dialog. */
export function filesHandlers({ filePicking }: HandlerParts): HandlersOf<'files'> {
  return {
    'files.look': ({ folder }) => filePicking.look(folder),
    'files.choose': ({ paths }) => filePicking.choose(paths),
    'files.leave': async () => filePicking.leave(),
  };
}
