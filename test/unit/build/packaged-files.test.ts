import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledPackages, keptPackages } from '../../../build/bundled-packages.ts';
import { collectNotices, noticesText } from '../../../build/notices.ts';
import { planPackage } from '../../../build/package-plan.ts';
import { missing, strangers } from '../../../build/packed-files.ts';
import { type Language, languages } from '../../../shared/language.ts';
import { lengthenFuseWire } from '../../package/older-electron.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const builder = read('electron-builder.yml');
/** As Electron calls the languages of the screens. */
const localeOf: Readonly<Record<Language, string>> = { en: 'en-US', ja: 'ja', 'zh-Hans': 'zh-CN', ar: 'ar' };
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { dependencies?: Record<string, string> }>;
};

describe('what an installer holds', () => {
  test('of packages: sharp and what it needs while it runs, and nothing else', () => {
    expect(keptPackages).toEqual(['sharp', '@img/sharp-wasm32']);
    expect([...bundledPackages(), ...keptPackages].sort()).toEqual(Object.keys(manifest.dependencies ?? {}).sort());
    const lists = builder.split('\nlinux:');
    expect(lists).toHaveLength(2);
    for (const list of lists) {
      const files = [...list.matchAll(/^ {4}- '?(!?[^'\n]*node_modules[^'\n]*)'?$/gm)].map(
        ([, pattern]) => pattern ?? '',
      );
      // Of packages electron-builder hears exceptions alone; what it is told to let in changes nothing.
      expect(files.every((pattern) => pattern.startsWith('!'))).toBe(true);
      const needed = Object.keys(lock.packages['node_modules/sharp']?.dependencies ?? {});
      expect(needed.sort()).toEqual(['@img/colour', 'detect-libc', 'semver']);
      expect(files[0]).toMatch(/^!node_modules\/!\(sharp\|detect-libc\|semver\|@img(\|@emnapi)?\)\/\*\*$/);
    }
  });

  test('on Linux is the WebAssembly build of sharp, with what that needs, on the other systems the native one', () => {
    const [native = '', linux = ''] = builder.split('\nlinux:');
    expect(Object.keys(lock.packages['node_modules/@img/sharp-wasm32']?.dependencies ?? {})).toEqual([
      '@emnapi/runtime',
    ]);
    expect(linux).toContain("- '!node_modules/@img/!(colour|sharp-wasm32)/**'");
    expect(linux).toContain("- '!node_modules/@emnapi/!(runtime)/**'");
    expect(native).toContain("- '!node_modules/@img/sharp-wasm32/**'");
    expect(native).toMatch(/win:[\s\S]*files: &native[\s\S]*mac:[\s\S]*files: \*native/);
  });

  test('installs for all users, opens nothing by itself, and is no AppImage', () => {
    expect(builder.match(/^ {2}perMachine: true$/gm)).toHaveLength(2);
    expect(builder.match(/^ {2}runAfterFinish: false$/gm)).toHaveLength(2);
    expect(builder).not.toMatch(/target: AppImage/);
    expect(manifest).toMatchObject({ desktopName: 'photo-kiosk.desktop', homepage: expect.stringMatching(/^https:/) });
    expect(manifest.author).toMatch(/<\S+@\S+>$/);
  });

  test('speaks the languages of its screens, and has its picture in every size and as a drawing', () => {
    const [, locales = ''] = /^electronLanguages: \[(.*)\]$/m.exec(builder) ?? [];
    expect(locales.split(', ')).toEqual(expect.arrayContaining(languages.map((code) => localeOf[code])));
    for (const code of ['ja', 'zh_CN', 'ar']) expect(builder).toMatch(new RegExp(`^ {6}Name\\[${code}\\]: \\S`, 'm'));
    const sizes = [16, 24, 32, 48, 64, 128, 256, 512].map((size) => `${size}x${size}.png`);
    expect(readdirSync(path.join(root, 'build/icons')).sort()).toEqual(['icon.svg', ...sizes].sort());
    expect(builder.match(/icon\.svg=\/usr\/share\/icons\/hicolor\/scalable\/apps\/photo-kiosk\.svg$/gm)).toHaveLength(
      2,
    );
  });

  test('of an rpm holds no links that any other app on the same Electron has as well', () => {
    const [, rpm = ''] = builder.split('\nrpm:');
    expect(rpm).toContain('    - --rpm-rpmbuild-define=_build_id_links none\n');
  });

  test('says whose works it holds, with the text of each licence', () => {
    const notices = collectNotices();
    const names = notices.map(({ name }) => name);
    for (const name of [
      'react',
      'lucide-react',
      '@fontsource-variable/inter',
      '@azure/msal-node',
      'sharp',
      '@vladmandic/human',
    ]) {
      const notice = notices.find((known) => known.name === name);
      expect(notice?.texts.join('').length, name).toBeGreaterThan(200);
    }
    for (const name of ['electron', 'vitest', '@playwright/test']) expect(names).not.toContain(name);
    const text = noticesText(notices);
    expect(text).toMatch(/libvips is licensed under the LGPL/);
    for (const { name, version } of notices) expect(text).toContain(`${name} ${version} (`);
  });
});

describe('packing', () => {
  const plan = (args: readonly string[], platform: NodeJS.Platform = 'linux', env = {}) =>
    planPackage({ args, platform, env });

  test('for another system is refused with a sentence: this machine has sharp for its own only', () => {
    expect(plan(['nsis'])).toEqual({
      kind: 'refused',
      text: 'package: nsis is for Windows and is made there: this machine has sharp for Linux only',
    });
    expect(plan(['deb'], 'darwin')).toMatchObject({ kind: 'refused', text: expect.stringContaining('is for Linux') });
    expect(plan(['--win'])).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('expected dir, deb, rpm, got --win'),
    });
    expect(plan(['AppImage'])).toMatchObject({ kind: 'refused' });
  });

  test('takes a given Electron, names the folder on Linux without a space, and packs all targets unless told', () => {
    expect(plan([])).toEqual({ kind: 'pack', targets: [], config: { productName: 'photo-kiosk' } });
    expect(plan(['dir', 'deb'], 'linux', { KIOSK_ELECTRON_DIST: '/opt/e' })).toEqual({
      kind: 'pack',
      targets: ['dir', 'deb'],
      config: { productName: 'photo-kiosk', electronDist: path.resolve('/opt/e') },
    });
    expect(plan(['msi'], 'win32', { KIOSK_ELECTRON_DIST: '' })).toEqual({ kind: 'pack', targets: ['msi'], config: {} });
  });
});

test('an installer holds what is on the list, and nothing of ours that is not for people', () => {
  const fine = ['package.json', 'out/main/boot.js', 'out/main/chunks/main-Ab_1.js', 'out/renderer/face/iris.bin'];
  const sharp = ['node_modules/sharp/dist/index.cjs', 'node_modules/@img/sharp-wasm32/lib/sharp.wasm'];
  expect(strangers([...fine, ...sharp])).toEqual([]);
  const foreign = [
    ...['electron/main.ts', 'out/main/main.js.map', 'docs/settings.md', '.env', 'node_modules/react/index.js'],
    ...['node_modules/sharp/lib/index.d.ts', 'node_modules/@img/sharp-linux-x64/lib/sharp.node', 'out/main/key.pem'],
  ];
  expect(strangers(foreign)).toEqual(foreign);
});

test('an installer without sharp, a process or the page is told apart from a whole one', () => {
  const whole = [
    ...['package.json', 'out/main/boot.js', 'out/main/photo-process.js', 'out/preload/preload.cjs'],
    ...['out/renderer/index.html', 'node_modules/sharp/package.json'],
    'node_modules/@img/sharp-wasm32/lib/sharp-wasm32-0.35.5.node.wasm',
  ];
  expect(missing(whole)).toEqual([]);
  for (const file of whole) expect(missing(whole.filter((name) => name !== file)), file).toHaveLength(1);
});

describe('an Electron older than the pinned one, in tests', () => {
  const wire = (length: number, states: string, behind: readonly number[]) =>
    Buffer.concat([
      Buffer.from('\u0001before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
      Buffer.from([1, length]),
      Buffer.from(states),
      Buffer.from(behind),
    ]);

  test('gets the fuses that it has not behind its own, which stay as they are', () => {
    const longer = lengthenFuseWire(wire(8, '10110001', [0, 0, 0, 7]));
    expect(longer).toEqual(wire(9, '10110001r', [0, 0, 7]));
    expect(lengthenFuseWire(longer)).toEqual(longer);
  });

  test('is refused where something lies behind its fuses, or where it has none', () => {
    expect(() => lengthenFuseWire(wire(8, '10110001', [7]))).toThrow('expected room behind 8 fuses');
    expect(() => lengthenFuseWire(Buffer.from('no fuses'))).toThrow('expected a fuse wire');
  });
});
