import type { HandlerParts, HandlersByCaller } from './handler-parts.ts';

/** Choosing files in the page, in the place of the system's dialog. */
export function filesHandlers({ filePicking }: HandlerParts): HandlersByCaller<'files'> {
  return {
    'files.look': ({ folder }, { opensMore }) => filePicking.look(opensMore, folder),
    'files.choose': ({ paths }, { opensMore }) => filePicking.choose(opensMore, paths),
    'files.leave': async () => filePicking.leave(),
  };
}
