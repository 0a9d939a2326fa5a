import { err, ok } from '../../../shared/result.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Pictures that a real camera's program puts into a folder. */
export function hotFolderHandlers({ hotFolder, photoWorker }: HandlerParts): HandlersOf<'hotFolder'> {
  async function opened(pictureId: string | undefined) {
    const bytes = pictureId === undefined ? undefined : await hotFolder?.bytesOf(pictureId);
    if (bytes === undefined || pictureId === undefined) return ok({});
    const picture = await photoWorker.open(bytes);
    return picture.kind === 'ok' ? ok({ picture: { id: pictureId, capture: picture.value.capture } }) : picture;
  }
  return {
    'hotFolder.look': async () =>
      ok({
        state: hotFolder?.state() ?? 'off',
        pictures: [...(hotFolder?.pictures() ?? [])],
        unreadable: hotFolder?.unreadable() ?? 0,
      }),
    'hotFolder.open': async ({ pictureId }) => opened(pictureId),
    'hotFolder.take': async ({ shown, personKey }) => {
      const next = hotFolder?.arrivedFor(personKey).find(({ id }) => !shown.includes(id));
      return opened(next?.id);
    },
    'hotFolder.leaveOut': async ({ pictureIds }) => {
      if (hotFolder?.settle(pictureIds) === false) return err({ code: 'not-saved-storage' });
      hotFolder?.forget(pictureIds);
      return ok({});
    },
  };
}
