import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What shows on a display: its size and how many pixels of its outermost rows and columns nothing has been drawn on. */
interface Shown {
  readonly width: number;
  readonly height: number;
  readonly bareEdge: number;
}

export interface VirtualDisplay {
  /** As `DISPLAY` names it. */
  readonly name: string;
  look(): Shown;
  /** What can be seen of programs' windows, menus and dialogs, by their ids; needs `xwininfo`. */
  windows(): readonly string[];
  stop(): void;
}

/** Whether a program can be started here. */
export const isInstalled = (program: string) =>
  process.platform === 'linux' && spawnSync('which', [program]).status === 0;

/** An X server without a screen, with or without a window manager, whose picture can be read. */
export async function openVirtualDisplay(size: string, windowManager?: string): Promise<VirtualDisplay> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-display-'));
  // `-ac`: the app may run as another user than the test.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', `${size}x24`, '-ac', '-fbdir', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (text) => resolve(String(text).trim()));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  const name = `:${number}`;
  const manager =
    windowManager === undefined
      ? undefined
      : spawn(windowManager, { env: { ...process.env, DISPLAY: name }, stdio: 'ignore' });
  return {
    name,
    look: () => readDump(readFileSync(path.join(folder, 'Xvfb_screen0'))),
    windows: () => viewableWindows(name),
    stop() {
      manager?.kill();
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads an X window dump (XWDFile.h): words of 32 bits, the pixels behind header and colour map. */
function readDump(dump: Buffer): Shown {
  const word = (index: number) => dump.readUInt32BE(index * 4);
  const [width, height, bytesPerLine] = [word(4), word(5), word(12)];
  const colourBytes = 12;
  const start = word(0) + word(19) * colourBytes;
  const isBare = (x: number, y: number) => {
    const at = start + y * bytesPerLine + x * 4;
    return dump.readUIntBE(at, 3) === 0;
  };
  let bareEdge = 0;
  for (let x = 0; x < width; x += 1) bareEdge += Number(isBare(x, 0)) + Number(isBare(x, height - 1));
  for (let y = 0; y < height; y += 1) bareEdge += Number(isBare(0, y)) + Number(isBare(width - 1, y));
  return { width, height, bareEdge };
}

function viewableWindows(display: string): readonly string[] {
  const ask = (...words: readonly string[]) =>
    spawnSync('xwininfo', ['-display', display, ...words], { encoding: 'utf8' }).stdout;
  const ids = [...ask('-root', '-children').matchAll(/^ +(0x[0-9a-f]+) /gm)].map(([, id]) => id ?? '');
  return ids.filter((id) => /Map State: IsViewable/.test(ask('-id', id))).sort();
}
