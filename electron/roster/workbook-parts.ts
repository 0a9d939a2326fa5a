import { type NumberFormat, numberFormat } from './workbook-cells.ts';
import { readXml } from './workbook-xml.ts';

type Pieces = AsyncIterable<Uint8Array>;

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string;
  readonly relation: string;
  readonly isHidden: boolean;
}

/** Reads the list of sheets (`xl/workbook.xml`) and whether days count from 1904. */
export async function readWorkbookPart(pieces: Pieces): Promise<{ sheets: SheetEntry[]; is1904: boolean }> {
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  await readXml(pieces, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const isHidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
      sheets.push({ name: attributes.name ?? '', relation: attributes.id ?? '', isHidden });
    },
    text() {},
    close() {},
  });
  return { sheets, is1904 };
}

/** Reads which part each relation of the workbook names (`xl/_rels/workbook.xml.rels`), as paths in the archive. */
export async function readRelations(pieces: Pieces): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readXml(pieces, {
    open(name, { Id: id, Target: target }) {
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
    text() {},
    close() {},
  });
  return targets;
}

/** Reads the texts that cells share. What is said of their reading (`rPh`, furigana) is no part of the text. */
export async function readSharedStrings(pieces: Pieces): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isReading = false;
  await readXml(pieces, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't';
    },
    text(piece) {
      if (isText && !isReading) text += piece;
    },
    close(name) {
      if (name === 'rPh') isReading = false;
      if (name === 'si') strings.push(text.trim());
      isText = false;
    },
  });
  return strings;
}

/** Reads the number format of each cell style (`xl/styles.xml`). */
export async function readStyles(pieces: Pieces): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let isCellStyles = false;
  await readXml(pieces, {
    open(name, attributes) {
      if (name === 'cellXfs') isCellStyles = true;
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name !== 'xf' || !isCellStyles) return;
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(numberFormat(id, codes.get(id)));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') isCellStyles = false;
    },
  });
  return formats;
}
