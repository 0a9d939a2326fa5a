import type { KioskHandlers } from '../shared/contract.ts';
import { ok } from '../shared/result.ts';

const idOf = (digit: string) => digit.repeat(64);

/** Handlers for a real camera's folder with pictures that nobody has yet, where there is one. */
export function hotFolderHandlers(
  state: 'off' | 'watching' | 'gone',
  drawPicture: () => Promise<Uint8Array>,
): Partial<KioskHandlers> {
  const names = [
    'DSC_0412.JPG',
    'DSC_0413.JPG',
    'Capture One/2026-11-26 morning/IMG_000417_final.jpg',
    '4.jpg',
    '5.jpg',
  ];
  let pictures =
    state === 'off'
      ? []
      : names.map((name, index) => ({ id: idOf(String(index)), name, arrivedAtMs: 1_790_000_000_000 }));
  return {
    'hotFolder.look': async () => ok({ state, pictures, unreadable: state === 'off' ? 0 : 2 }),
    'hotFolder.open': async ({ pictureId }) => ok({ picture: { id: pictureId, capture: await drawPicture() } }),
    'hotFolder.take': async () => ok({}),
    'hotFolder.leaveOut': async ({ pictureIds }) => {
      pictures = pictures.filter(({ id }) => !pictureIds.includes(id));
      return ok({});
    },
  };
}
