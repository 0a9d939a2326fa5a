/**
 * What an Electron older than the pinned one needs to be packed in tests. Nothing of it is part of the product: the
 * fuses stay as strict as they are, and the app that is packed knows of no older Electron.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number').length;
/** How Electron's own build writes a fuse that it has not. */
const removed = 'r'.charCodeAt(0);

/**
 * An Electron's binary whose fuse wire is as long as the one we know: the fuses that it has not are written into the
 * zeros behind the wire, where it never looks.
 */
export function lengthenFuseWire(binary: Buffer): Buffer {
  const at = binary.indexOf(sentinel);
  if (at < 0) throw new Error('expected a fuse wire, found none');
  const lengthAt = at + sentinel.length + 1;
  const length = binary[lengthAt] ?? 0;
  const behind = binary.subarray(lengthAt + 1 + length, lengthAt + 1 + Math.max(known, length));
  if (behind.some((byte) => byte !== 0)) throw new Error(`expected room behind ${length} fuses, got ${behind}`);
  const longer = Buffer.from(binary);
  longer[lengthAt] = Math.max(known, length);
  longer.fill(removed, lengthAt + 1 + length, lengthAt + 1 + Math.max(known, length));
  return longer;
}

/** A copy of an unpacked Electron that can be packed here. */
export function borrowElectron(dist: string, folder: string): void {
  cpSync(dist, folder, { recursive: true, filter: (file) => path.basename(file) !== 'node_modules' });
  const program = path.join(folder, 'electron');
  writeFileSync(program, lengthenFuseWire(readFileSync(program)));
}
