import { useEffect } from 'react';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import { photoKey } from '../store/kiosk-state.ts';

/**
 * The address of a person's present photo, asked for when it is not there yet; absent while nothing is known. While the
 * larger one is on its way, the list's small one keeps the face on screen.
 */
export function usePresentPhoto(personId: string, edgePx: 96 | 240): string | undefined {
  const { wantPhoto } = useActions();
  const photo = useKiosk((state) => state.presentPhotos.get(photoKey(personId, edgePx)));
  const smaller = useKiosk((state) => state.presentPhotos.get(photoKey(personId, 96)));
  useEffect(() => wantPhoto(personId, edgePx), [wantPhoto, personId, edgePx]);
  return [photo, smaller].find((one) => one?.kind === 'photo')?.url;
}
