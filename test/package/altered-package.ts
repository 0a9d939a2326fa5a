/** Packages as they are tried out: the product's own, with a hand on the page and with what an older Electron needs. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';

interface Alteration {
  /** CommonJS files that run before the app. */
  readonly before: readonly string[];
  /** Packages that they find in `node_modules` beside the program. */
  readonly modules?: string;
  /** Another version of the same package. */
  readonly version?: string;
}

/** Makes a `.deb` from another one. The program and its fuses stay as they are; only what is in its archive changes. */
export async function alterPackage(deb: string, target: string, alteration: Alteration): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-alter-'));
  try {
    const tree = path.join(folder, 'tree');
    execFileSync('dpkg-deb', ['-R', deb, tree]);
    const app = path.join(tree, 'opt/photo-kiosk');
    if (alteration.modules !== undefined) {
      cpSync(alteration.modules, path.join(app, 'node_modules'), { recursive: true });
    }
    await alterArchive(path.join(app, 'resources/app.asar'), path.join(folder, 'app'), alteration);
    if (alteration.version !== undefined) {
      const control = path.join(tree, 'DEBIAN/control');
      const text = readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${alteration.version}`);
      writeFileSync(control, text);
    }
    execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, target], { stdio: 'ignore' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function alterArchive(archive: string, files: string, { before, version }: Alteration): Promise<void> {
  extractAll(archive, files);
  const manifestFile = path.join(files, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, string>;
  const names = before.map((file, at) => {
    cpSync(file, path.join(files, `before-${at}.cjs`));
    return `./before-${at}.cjs`;
  });
  // Electron is ready only after its first file has run to its end.
  const lines = [...names.map((name) => `import '${name}';`), `await import('./${manifest.main}');`];
  writeFileSync(path.join(files, 'before.mjs'), `${lines.join('\n')}\n`);
  const next = { ...manifest, main: 'before.mjs', ...(version === undefined ? {} : { version }) };
  writeFileSync(manifestFile, JSON.stringify(next));
  // As the product's own: packages are read as files.
  await createPackageWithOptions(files, archive, { unpackDir: 'node_modules' });
}
