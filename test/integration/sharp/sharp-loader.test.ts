import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const loader = path.resolve(import.meta.dirname, '../../../electron/sharp/sharp-loader.ts');
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>';
const asElectron = "Object.defineProperty(process, 'versions', { value: { ...process.versions, electron: '0.0.0' } });";

interface Loaded {
  readonly widthPx: number;
  readonly drawing: 'read' | 'refused';
  readonly nativeFiles: readonly string[];
}

/** What sharp can do in a fresh process, and which native files came with it. */
async function loadedIn(prelude: string, load: 'loadSharp' | 'loadHardenedSharp'): Promise<Loaded> {
  const script = `
    ${prelude}
    const loader = await import(${JSON.stringify(loader)});
    const sharp = await loader.${load}();
    const flat = sharp({ create: { width: 9, height: 5, channels: 3, background: 'blue' } });
    const { width: widthPx } = await sharp(await flat.jpeg().toBuffer()).metadata();
    const drawing = await sharp(Buffer.from(${JSON.stringify(svg)})).png().toBuffer().then(() => 'read', () => 'refused');
    const nativeFiles = process.report.getReport().sharedObjects.filter((file) => /libvips|sharp/.test(file));
    console.log(JSON.stringify({ widthPx, drawing, nativeFiles }));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout) as Loaded;
}

test.each([
  ['loadSharp', 'read'],
  ['loadHardenedSharp', 'refused'],
] as const)('%s gives the native build in plain Node; a drawing is %s', async (load, drawing) => {
  const loaded = await loadedIn('', load);
  expect(loaded).toMatchObject({ widthPx: 9, drawing });
  expect(loaded.nativeFiles.length).toBeGreaterThan(0);
});

test.runIf(process.platform === 'linux').each([
  ['loadSharp', 'read'],
  ['loadHardenedSharp', 'refused'],
] as const)(
  '%s gives the WebAssembly build inside Electron on Linux and loads no native file; a drawing is %s',
  async (load, drawing) => {
    expect(await loadedIn(asElectron, load)).toEqual({ widthPx: 9, drawing, nativeFiles: [] });
  },
);
