import type { TableFailure, TableLimits, TableRow, TableWarning } from './table.ts';
import { type CellText, columnOf, type NumberFormat, numberText } from './workbook-cells.ts';
import { readXml, type XmlReader } from './workbook-xml.ts';

/** What a sheet's cells refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly styles: readonly NumberFormat[];
  readonly is1904: boolean;
  readonly limits: TableLimits;
}

/** A bound of the table was passed. */
export class TableBound extends Error {
  readonly failure: TableFailure;
  constructor(what: TableFailure['what'], place: TableFailure['place'], limit: number) {
    super(what);
    this.failure = { what, place, expected: `at most ${limit}`, actual: 'more' };
  }
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  stored: string;
  hasValue: boolean;
  hasFormula: boolean;
}

/** Collects warnings: how many, and the first place. */
export class WarningCounter {
  readonly #counted = new Map<TableWarning['kind'], TableWarning>();
  add(kind: TableWarning['kind'], place: TableWarning['place'], sample: string): void {
    const known = this.#counted.get(kind);
    this.#counted.set(
      kind,
      known === undefined ? { kind, count: 1, place, sample } : { ...known, count: known.count + 1 },
    );
  }
  warnings(): TableWarning[] {
    return [...this.#counted.values()];
  }
}

function textOf(cell: OpenCell, context: SheetContext): CellText {
  const { type, stored } = cell;
  // Some programs write an empty value where a formula was never calculated.
  if (!cell.hasValue || (stored === '' && type !== 'str'))
    return cell.hasFormula ? { text: '', warning: 'formula-without-value' } : { text: '' };
  if (type === 's') return { text: context.strings[Number(stored)] ?? '' };
  if (type === 'e') return { text: stored, warning: 'error-value' };
  if (type === 'b') return { text: stored === '1' ? 'true' : 'false' };
  if (type === 'd') return { text: stored, warning: 'date' };
  if (type === 'str' || type === 'inlineStr') return { text: stored.trim() };
  return numberText(stored, context.styles[cell.style] ?? { kind: 'general' }, context.is1904);
}

class SheetReader implements XmlReader {
  readonly rows: TableRow[] = [];
  readonly counter = new WarningCounter();
  readonly #context: SheetContext;
  #rowNumber = 0;
  #cells: string[] = [];
  #cell: OpenCell | undefined;
  #isValue = false;
  #isReading = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#rowNumber = Number(attributes.r ?? this.#rowNumber + 1);
      this.#cells = [];
    } else if (name === 'c') {
      this.#cell = {
        column: columnOf(attributes.r) ?? this.#cells.length,
        type: attributes.t ?? 'n',
        style: Number(attributes.s ?? 0),
        stored: '',
        hasValue: false,
        hasFormula: false,
      };
    } else if (name === 'f' && this.#cell !== undefined) this.#cell.hasFormula = true;
    else if (name === 'rPh') this.#isReading = true;
    this.#isValue = (name === 'v' || name === 't') && !this.#isReading;
    if (this.#isValue && this.#cell !== undefined) this.#cell.hasValue = true;
  }

  text(text: string): void {
    if (this.#isValue && this.#cell !== undefined) this.#cell.stored += text;
  }

  close(name: string): void {
    this.#isValue = false;
    if (name === 'rPh') this.#isReading = false;
    if (name === 'c' && this.#cell !== undefined) this.#endCell(this.#cell);
    if (name === 'row') this.#endRow();
  }

  #endCell(cell: OpenCell): void {
    this.#cell = undefined;
    const { limits } = this.#context;
    const { text, warning } = textOf(cell, this.#context);
    const place = { row: this.#rowNumber, column: cell.column + 1 };
    if (warning !== undefined) this.counter.add(warning, place, text);
    if (cell.hasFormula && warning !== 'formula-without-value') this.counter.add('formula', place, text);
    if (text === '') return;
    if (text.length > limits.cellCharacters) throw new TableBound('cell-too-long', place, limits.cellCharacters);
    if (cell.column >= limits.columns) throw new TableBound('too-many-columns', place, limits.columns);
    while (this.#cells.length < cell.column) this.#cells.push('');
    this.#cells[cell.column] = text;
  }

  #endRow(): void {
    if (this.#cells.length === 0) return;
    const { limits } = this.#context;
    this.rows.push({ rowNumber: this.#rowNumber, cells: this.#cells });
    if (this.rows.length > limits.rows) throw new TableBound('too-many-rows', { row: this.#rowNumber }, limits.rows);
  }
}

/** Reads the rows of a sheet, as people saw them. Empty rows are none. Throws {@link TableBound} and `DamagedArchive`. */
export async function readSheetRows(pieces: AsyncIterable<Uint8Array>, context: SheetContext) {
  const reader = new SheetReader(context);
  await readXml(pieces, reader);
  return { rows: reader.rows, warnings: reader.counter.warnings() };
}
