/**
 * Stands in for fpm where that cannot be had: makes a `.deb` with dpkg-deb from the arguments that electron-builder gives fpm.
 * Named by CUSTOM_FPM_PATH through `fpm-with-dpkg.sh`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const flags = new Set(['--force', '--debug']);
const values = new Map<string, string[]>();
const copies: (readonly [from: string, to: string])[] = [];
const args = process.argv.slice(2);
for (let at = 0; at < args.length; at += 1) {
  const word = args[at] ?? '';
  if (flags.has(word)) continue;
  if (word.startsWith('-')) {
    at += 1;
    values.set(word, [...(values.get(word) ?? []), args[at] ?? '']);
  } else {
    const cut = word.lastIndexOf('=');
    copies.push([word.slice(0, cut), word.slice(cut + 1)]);
  }
}
const one = (name: string) => values.get(name)?.[0] ?? '';
if (one('-t') !== 'deb') throw new Error(`only a deb can be made here, got ${one('-t')}`);

const tree = mkdtempSync(path.join(tmpdir(), 'kiosk-deb-'));
// The package's own root; a temporary folder is its maker's alone.
chmodSync(tree, 0o755);
for (const [from, to] of copies) {
  const isContent = from.endsWith('/') && statSync(from).isDirectory();
  const target = path.join(tree, to);
  mkdirSync(isContent ? target : path.dirname(target), { recursive: true });
  cpSync(from, target, { recursive: true });
}
mkdirSync(path.join(tree, 'DEBIAN'));
const control = [
  `Package: ${one('--name')}`,
  `Version: ${one('--version')}`,
  `Architecture: ${one('--architecture')}`,
  `Maintainer: ${one('--maintainer')}`,
  `Depends: ${(values.get('-d') ?? []).join(', ')}`,
  `Recommends: ${(values.get('--deb-recommends') ?? []).join(', ')}`,
  `Section: ${one('--category')}`,
  `Priority: ${one('--deb-priority')}`,
  `Homepage: ${one('--url')}`,
  `Description: ${one('--description').trim().replaceAll('\n', '\n ')}`,
];
writeFileSync(path.join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
for (const [name, option] of [
  ['postinst', '--after-install'],
  ['postrm', '--after-remove'],
] as const) {
  cpSync(one(option), path.join(tree, 'DEBIAN', name));
  chmodSync(path.join(tree, 'DEBIAN', name), 0o755);
}
// Compression costs minutes and shows nothing here.
execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, one('--package')], { stdio: 'inherit' });
rmSync(tree, { recursive: true, force: true });
