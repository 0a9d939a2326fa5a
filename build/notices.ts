/** Collects the licence texts of everything of others that an installer holds into one file, for `resources/`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** A package of others that is shipped, as the lock file has it. */
export interface ShippedPackage {
  readonly name: string;
  /** Where it is installed, from the project's folder. */
  readonly place: string;
  readonly locked: LockedPackage;
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
export const shippedInPart: readonly string[] = ['@vladmandic/human'];

const licenceFile = /^(licen[cs]e|copying|notice|third[-_]party[-_]notices?)([-._].*)?$/i;

/** What is shipped, by the lock file: all that is not for development alone, and those that are named. */
export function shippedPackages(alsoShipped: readonly string[] = shippedInPart): ShippedPackage[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .map(([place, locked]) => ({ name: place.replace(/^.*node_modules\//, ''), place, locked }))
    .filter(({ name, place, locked: { dev, devOptional } }) => {
      return place !== '' && ((dev !== true && devOptional !== true) || alsoShipped.includes(name));
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What each says of its licence, where it is installed here. */
export function collectNotices(): Notice[] {
  return shippedPackages().flatMap(({ name, place, locked: { version = '', license = 'see below' } }) => {
    const texts = textsIn(path.join(root, place));
    return texts === undefined ? [] : [{ name, version, license, texts }];
  });
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
