import { once } from 'node:events';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { archiveNames } from './archive-name.ts';
import {
  byName,
  fileCountLimit,
  isLitter,
  type PictureSource,
  SourceFailure,
  type SourceFile,
} from './picture-source.ts';

const openArchive = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

async function entriesOf(archive: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  if (archive.entryCount > fileCountLimit) throw new SourceFailure('too-many-files');
  const entries: yauzl.Entry[] = [];
  archive.on('entry', (entry: yauzl.Entry) => {
    entries.push(entry);
    archive.readEntry();
  });
  archive.readEntry();
  await once(archive, 'end');
  return entries;
}

async function unpack(archive: yauzl.ZipFile, entry: yauzl.Entry, limitBytes: number): Promise<Uint8Array> {
  if (entry.isEncrypted() || !entry.canDecodeFileData() || entry.uncompressedSize > limitBytes) {
    throw new SourceFailure('file-unreadable');
  }
  const stream = await new Promise<Readable>((resolve, reject) => {
    archive.openReadStream(entry, (cause, opened) => (cause === null ? resolve(opened) : reject(cause)));
  });
  // An entry that unpacks to more than it says ends in an error of the reader: no bomb goes off here.
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;

/** Opens a ZIP archive (ZIP64 too) on disk; nothing is unpacked before it is read. Rejects with {@link SourceFailure}. */
export async function openZip(file: string): Promise<PictureSource> {
  return zipSource(
    await openArchive(file, options).catch((cause: NodeJS.ErrnoException) => {
      throw new SourceFailure(cause.code === 'ENOENT' ? 'source-gone' : 'not-an-archive', { cause });
    }),
  );
}

/** Bytes `start` to `end` (exclusive) of an archive that is no file by itself. */
export type ReadRange = (start: number, end: number) => AsyncIterable<Uint8Array>;

class RangeReader extends yauzl.RandomAccessReader {
  readonly #read: ReadRange;
  constructor(read: ReadRange) {
    super();
    this.#read = read;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#read(start, end), { objectMode: false });
  }
}

/** Opens a ZIP archive that is read in ranges. Rejects with {@link SourceFailure}. */
export async function openZipRanges(sizeBytes: number, read: ReadRange): Promise<PictureSource> {
  const archive = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromRandomAccessReader(new RangeReader(read), sizeBytes, options, (cause, opened) =>
      cause === null ? resolve(opened) : reject(cause),
    );
  }).catch((cause: unknown) => {
    throw new SourceFailure('not-an-archive', { cause });
  });
  return zipSource(archive);
}

function zipSource(archive: yauzl.ZipFile): PictureSource {
  const entries = new Map<string, yauzl.Entry>();
  return {
    async list() {
      const all = await entriesOf(archive).catch((cause: unknown) => {
        throw cause instanceof SourceFailure ? cause : new SourceFailure('not-an-archive', { cause });
      });
      const names = archiveNames(all.map((entry) => ({ raw: entry.fileNameRaw, flags: entry.generalPurposeBitFlag })));
      const files: SourceFile[] = [];
      for (const [index, entry] of all.entries()) {
        const name = names[index] ?? '';
        // Of entries with one name the last one counts, as for whoever unpacks them.
        if (name === '' || name.endsWith('/') || isLitter(name)) continue;
        entries.set(name, entry);
      }
      for (const [name, entry] of entries) {
        files.push({ name, sizeBytes: entry.uncompressedSize, modifiedMs: entry.getLastModDate().getTime() });
      }
      return files.sort(byName);
    },
    async read(name, limitBytes) {
      const entry = entries.get(name);
      if (entry === undefined) throw new SourceFailure('file-unreadable');
      try {
        return await unpack(archive, entry, limitBytes);
      } catch (cause) {
        throw cause instanceof SourceFailure ? cause : new SourceFailure('file-unreadable', { cause });
      }
    },
    async close() {
      archive.close();
    },
  };
}
