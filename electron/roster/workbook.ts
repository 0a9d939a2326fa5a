import { err, ok, type Result } from '../../shared/result.ts';
import { readSheetRows, TableBound } from './sheet-rows.ts';
import type { TableFailure, TableLimits, TableRows } from './table.ts';
import { readRelations, readSharedStrings, readStyles, readWorkbookPart, type SheetEntry } from './workbook-parts.ts';
import { DamagedArchive, unpackEntry, type ZipEntry, zipEntries } from './zip-entries.ts';

/** The rows of one sheet, and the sheets there are to choose from. */
export interface WorkbookReading extends TableRows {
  readonly sheet: string;
  readonly sheets: readonly string[];
}

function failure(what: TableFailure['what'], expected: string, actual: string): TableFailure {
  return { what, place: {}, expected, actual };
}

const zipSignature = [0x50, 0x4b, 0x03, 0x04];
const compoundSignature = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Whether the bytes are some kind of Excel workbook, by their first bytes. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, zipSignature) || startsWith(bytes, compoundSignature);
}

/** A compound file is a workbook of before 2007, or an encrypted one; the latter names its stream in UTF-16. */
function compoundFailure(bytes: Uint8Array): TableFailure {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  return isEncrypted
    ? failure('workbook-protected', 'a workbook without a password', 'an encrypted one')
    : failure('old-workbook', 'an Excel workbook (.xlsx)', 'one of before 2007 (.xls)');
}

/** The parts of an open archive, each unpacked within the bounds. */
class Archive {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  #leftBytes: number;
  readonly #limits: TableLimits;

  constructor(bytes: Uint8Array, limits: TableLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#leftBytes = limits.unpackedBytes;
    this.#entries = new Map(zipEntries(bytes).map((entry) => [entry.name, entry]));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  part(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new DamagedArchive(`no part ${name}`);
    this.#leftBytes -= entry.unpackedBytes;
    if (this.#leftBytes < 0) throw new TableBound('workbook-too-large', {}, this.#limits.unpackedBytes);
    return unpackEntry(this.#bytes, entry);
  }
}

async function readArchive(archive: Archive, wanted: string | undefined, limits: TableLimits) {
  const { sheets, is1904 } = await readWorkbookPart(archive.part('xl/workbook.xml'));
  const relations = await readRelations(archive.part('xl/_rels/workbook.xml.rels'));
  const worksheets = sheets.filter((sheet) => relations.get(sheet.relation)?.includes('worksheets/'));
  const visible = worksheets.filter((sheet) => !sheet.isHidden);
  const chosen: SheetEntry | undefined =
    wanted === undefined ? (visible[0] ?? worksheets[0]) : worksheets.find((sheet) => sheet.name === wanted);
  const names = worksheets.map((sheet) => sheet.name);
  if (chosen === undefined) {
    return err(failure('no-such-sheet', names.join(', ') || 'a sheet', wanted ?? 'a workbook without sheets'));
  }
  const strings = archive.has('xl/sharedStrings.xml')
    ? await readSharedStrings(archive.part('xl/sharedStrings.xml'))
    : [];
  const styles = archive.has('xl/styles.xml') ? await readStyles(archive.part('xl/styles.xml')) : [];
  const part = archive.part(relations.get(chosen.relation) ?? '');
  const { rows, warnings } = await readSheetRows(part, { strings, styles, is1904, limits });
  const several =
    visible.length > 1 && wanted === undefined
      ? [{ kind: 'several-sheets', count: visible.length, place: {}, sample: chosen.name } as const]
      : [];
  return ok({ rows, unreadable: [], warnings: [...several, ...warnings], sheet: chosen.name, sheets: names });
}

/**
 * Reads one sheet of an Excel workbook (ECMA-376): the named one, else the first visible. Formulas count with the value that
 * was stored, dates become ISO text, numbers keep the zeros that their format shows; each is warned of.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  sheet: string | undefined,
  limits: TableLimits,
): Promise<Result<WorkbookReading, TableFailure>> {
  if (!startsWith(bytes, zipSignature)) return err(compoundFailure(bytes));
  try {
    return await readArchive(new Archive(bytes, limits), sheet, limits);
  } catch (cause) {
    if (cause instanceof TableBound) return err(cause.failure);
    if (cause instanceof DamagedArchive) return err(failure('workbook-damaged', 'an Excel workbook', cause.message));
    throw cause;
  }
}
