import { readFileSync, statSync } from 'node:fs';

/**
 * SQLite's write-ahead log as a file (https://www.sqlite.org/fileformat2.html#walformat). SQLite stops reading it at the
 * first frame whose checksum fails and forgets every commit behind it without a word. After a crash that is right: such a
 * tail was never promised. After damage it would be a silent loss, so the log is read here before SQLite may.
 */
const headerBytes = 32;
const frameHeaderBytes = 24;
/** The page size of our files; SQLite's default, never changed. */
const pageBytes = 4096;
const frameBytes = frameHeaderBytes + pageBytes;
/** Checksums over big-endian words have the lowest bit set. */
const magicNumbers = [0x377f0682, 0x377f0683];

type Checksum = readonly [number, number];

interface Frame {
  readonly bytes: Buffer;
  readonly page: number;
  /** Pages of the database after this commit; 0 for a frame that ends no transaction. */
  readonly pagesAfterCommit: number;
  readonly stored: Checksum;
  /** Follows from the frame before it. */
  readonly isSound: boolean;
}

/** A page that the log holds, in the order written. */
export interface LoggedPage {
  readonly page: number;
  readonly content: Uint8Array;
}

function checksum(start: Checksum, bytes: Buffer, isBigEndian: boolean): Checksum {
  let [a, b] = start;
  for (let at = 0; at < bytes.length; at += 8) {
    const first = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const second = isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    a = (a + first + b) >>> 0;
    b = (b + second + a) >>> 0;
  }
  return [a, b];
}

function frameChecksum(before: Checksum, frame: Buffer, isBigEndian: boolean): Checksum {
  const head = checksum(before, frame.subarray(0, 8), isBigEndian);
  return checksum(head, frame.subarray(frameHeaderBytes), isBigEndian);
}

function isEqual(a: Checksum, b: Checksum): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function differingBytes(a: Buffer, b: Buffer): number {
  return a.reduce((count, byte, at) => count + (byte === b[at] ? 0 : 1), 0);
}

/** The salt of the first frame that is there: no page has the number 0. */
function saltOfFrames(log: Buffer): Buffer {
  let at = headerBytes;
  while (at + 2 * frameBytes <= log.length && log.readUInt32BE(at) === 0) at += frameBytes;
  return log.subarray(at + 8, at + 16);
}

/**
 * Frames of the log's present generation: the salt names it; one byte of it may have been hit. Other frames are the end, or are
 * passed over: where sectors could not be read there are gaps.
 */
function readFrames(log: Buffer, hasGaps = false): { frames: Frame[]; isHeaderSound: boolean } {
  const magic = log.readUInt32BE(0);
  const isBigEndian = magic === magicNumbers[1];
  let before: Checksum = [log.readUInt32BE(24), log.readUInt32BE(28)];
  const own = checksum([0, 0], log.subarray(0, 24), isBigEndian);
  const isHeaderSound = magicNumbers.includes(magic) && isEqual(own, before);
  const salt = isHeaderSound ? log.subarray(16, 24) : saltOfFrames(log);
  const frames: Frame[] = [];
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    const bytes = log.subarray(at, at + frameBytes);
    const strange = differingBytes(bytes.subarray(8, 16), salt);
    if (strange > 1 && !hasGaps) break;
    if (strange > 1) continue;
    const stored: Checksum = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    const isSound = strange === 0 && isEqual(frameChecksum(before, bytes, isBigEndian), stored);
    const repaired = isSound ? bytes : repairHeader(bytes, before, stored, isBigEndian);
    frames.push({
      bytes: repaired,
      page: repaired.readUInt32BE(0),
      pagesAfterCommit: repaired.readUInt32BE(4),
      stored,
      isSound,
    });
    before = stored;
  }
  return { frames, isHeaderSound };
}

/** A single wrong bit in page number or commit mark can be found again, since the checksum says which one it was. */
function repairHeader(bytes: Buffer, before: Checksum, stored: Checksum, isBigEndian: boolean): Buffer {
  for (let bit = 0; bit < 64; bit += 1) {
    const tried = Buffer.from(bytes);
    tried.writeUInt8(tried.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    if (isEqual(frameChecksum(before, tried, isBigEndian), stored)) return tried;
  }
  return bytes;
}

function readLog(file: string): Buffer | undefined {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < headerBytes + frameBytes) return undefined;
  return readFileSync(file);
}

/**
 * True when the log holds a commit that SQLite would not see. Relies on the log never being reused in place (it is
 * truncated at every checkpoint), so that a whole frame is either written to its end or not there.
 */
export function isLogDamaged(file: string): boolean {
  const log = readLog(file);
  if (log === undefined) return false;
  const { frames, isHeaderSound } = readFrames(log);
  const firstUnsound = isHeaderSound ? frames.findIndex(({ isSound }) => !isSound) : 0;
  return firstUnsound >= 0 && frames.slice(firstUnsound).some(({ pagesAfterCommit }) => pagesAfterCommit > 0);
}

/**
 * Every page up to the last commit, whatever its checksum says: the rows' own seals tell what is still true. `hasGaps`: of a copy
 * without the sectors that cannot be read.
 */
export function loggedPages(file: string, hasGaps = false): LoggedPage[] {
  const log = readLog(file);
  if (log === undefined) return [];
  const { frames } = readFrames(log, hasGaps);
  const committed = frames.slice(0, frames.findLastIndex(({ pagesAfterCommit }) => pagesAfterCommit > 0) + 1);
  const most = committed.reduce(
    (pages, { pagesAfterCommit, isSound }) => (isSound ? Math.max(pages, pagesAfterCommit) : pages),
    0,
  );
  return committed
    .filter(({ page }) => page >= 1 && (most === 0 || page <= most + committed.length))
    .map(({ page, bytes }) => ({ page, content: bytes.subarray(frameHeaderBytes) }));
}
