import { portraitDrawing } from '../../shared/portrait-drawing.ts';
import type { DemoDirectory } from './demo-directory.ts';
import type { StoredPhoto } from './photo-store.ts';
import type { Pictures } from './pictures.ts';

/** A photo that only Entra keeps may have any dimension (reference §2). */
const directoryOnlySize = { widthPx: 300, heightPx: 360 };

/** Draws a person's photo at the start of the demo, when the sample says that there is one. */
export async function samplePhoto(
  directory: DemoDirectory,
  pictures: Pictures,
  slot: string,
): Promise<Pick<StoredPhoto, 'jpeg' | 'widthPx' | 'heightPx' | 'isInMailbox'> | undefined> {
  const person = slot.startsWith('user:') ? directory.person(slot.slice('user:'.length)) : undefined;
  if (person === undefined || person.photo === 'none') return undefined;
  const isInMailbox = person.photo === 'mailbox';
  const size = isInMailbox ? { widthPx: 648, heightPx: 648 } : directoryOnlySize;
  const jpeg = await pictures.drawing(portraitDrawing(person.userPrincipalName, size.widthPx, size.heightPx));
  return { jpeg, ...size, isInMailbox };
}
