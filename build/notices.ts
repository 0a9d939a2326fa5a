/** Collects the licence texts of everything of others that an installer holds into one file, for `resources/`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** One package of others, and what it says of its licence. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The licence's text, and notices beside it; empty when the package ships none. */
  readonly texts: readonly string[];
}

/** Development packages of which a part is shipped: the models that see faces. */
const shippedInPart = ['@vladmandic/human'];

const licenceFile = /^(licen[cs]e|copying|notice|third[-_]party[-_]notices?)([-._].*)?$/i;

/** What is shipped, by the lock file: all that is not for development alone, where it is installed here. */
export function collectNotices(): Notice[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([place, { dev, devOptional }]) => {
      const name = place.replace(/^.*node_modules\//, '');
      return place !== '' && ((dev !== true && devOptional !== true) || shippedInPart.includes(name));
    })
    .flatMap(([place, { version = '', license = 'see below' }]) => {
      const texts = textsIn(path.join(root, place));
      const name = place.replace(/^.*node_modules\//, '');
      return texts === undefined ? [] : [{ name, version, license, texts }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** `undefined`: the package is for another system. */
function textsIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => licenceFile.test(name))
      .map((name) => readFileSync(path.join(folder, name), 'utf8').trim());
  } catch {
    return undefined;
  }
}

/** libvips comes compiled into sharp; its licence asks that this is said, and where its source is. */
const libvips = [
  'libvips and the libraries it is built with are part of sharp’s prebuilt files (@img/sharp-*).',
  'libvips is licensed under the LGPL-2.1-or-later. Its source, the list of the other libraries with their licences,',
  'and how to replace it: https://github.com/lovell/sharp-libvips',
].join('\n');

/** The whole text. */
export function noticesText(notices: readonly Notice[]): string {
  const rule = '-'.repeat(80);
  const parts = notices.map(({ name, version, license, texts }) =>
    [rule, `${name} ${version} (${license})`, ...texts.map((text) => `\n${text}`)].join('\n'),
  );
  const head =
    'Photo Kiosk holds or is built with the following works of others. Electron and Chromium: see LICENSES.chromium.html.';
  return `${[head, libvips, ...parts].join('\n\n')}\n`;
}

if (import.meta.main) {
  const file = path.join(root, 'out/THIRD-PARTY-NOTICES.txt');
  const notices = collectNotices();
  writeFileSync(file, noticesText(notices));
  console.log(`${notices.length} notices in ${path.relative(root, file)}`);
}
