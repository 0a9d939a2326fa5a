import { wordings } from '../../renderer/languages/texts.ts';
import type { InstalledStation } from './installed-station.ts';

const { en } = wordings;

/** What a hand does: presses the button of this name, when it is there. */
const press = (...names: readonly string[]) => `(() => {
  const names = ${JSON.stringify(names)};
  const buttons = [...document.querySelectorAll('button')];
  const button = buttons.find((one) => names.includes(one.textContent.trim()) && !one.disabled);
  button?.click();
  return button !== undefined;
})()`;
const shows = (screen: string) => `document.querySelector('[data-screen="${screen}"]') !== null`;
/** As typing does: React hears of a value only through the input's own setter. */
const type = (text: string) => `(() => {
  const input = document.querySelector('[data-screen="search"] input');
  if (input === null) return false;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, ${JSON.stringify(text)});
  return input.dispatchEvent(new Event('input', { bubbles: true }));
})()`;
const pressPerson = (name: string) => `(() => {
  const button = [...document.querySelectorAll('[data-screen="search"] button')].find((one) => one.textContent.includes(${JSON.stringify(name)}));
  button?.click();
  return button !== undefined;
})()`;
/** The file that the system's dialog would give. */
const choose = (picture: Uint8Array) => `(() => {
  const input = document.querySelector('input[type=file]');
  if (input === null) return false;
  const bytes = Uint8Array.from(atob(${JSON.stringify(Buffer.from(picture).toString('base64'))}), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], 'picture.png', { type: 'image/png' }));
  input.files = files.files;
  return input.dispatchEvent(new Event('change', { bubbles: true }));
})()`;
/** Once: asked again, the choice begins anew. */
const openPicker = `document.querySelector('[data-testid="file-picker"]') === null && ${press(en.file.choose)}`;
/** Presses a row of the page's own choice of files, which says more than its name. */
const pressRow = (name: string) => `(() => {
  const rows = [...document.querySelectorAll('[data-testid="file-picker"] li button')];
  const row = rows.find((one) => one.textContent.startsWith(${JSON.stringify(name)}) && one.getAttribute('aria-pressed') !== 'true');
  row?.click();
  return row !== undefined;
})()`;

/**
 * One visit on a station without a camera, from whichever screen is there to the receipt. A picture that is `named` lies in the user's
 * pictures, and is chosen in the page.
 */
export async function takePhoto(
  { page, until }: InstalledStation,
  { name, picture }: { readonly name: string; readonly picture: Uint8Array | { readonly named: string } },
): Promise<void> {
  /** A press in the moment in which screens change does nothing, so the hand tries again. */
  async function step(screen: string, ...hands: readonly string[]) {
    await until(async () => {
      if (await page(shows(screen))) return true;
      for (const hand of hands) await page(hand);
      return false;
    }, `the screen ${screen}`);
  }
  await step('search', press(en.attract.start, en.common.done));
  await step('notice', type(name), pressPerson(name));
  // Without a camera the station says so, after a moment in which it looks for one.
  await step('camera-problem', press(en.notice.agree));
  const hands =
    'named' in picture
      ? [openPicker, pressRow(en.filePicker.place.pictures), pressRow(picture.named), press(en.filePicker.choose)]
      : [choose(picture)];
  await step('review', ...hands);
  await step('receipt', press(en.review.use, en.review.useAnyway));
}
