import type { TableWarning } from './table.ts';

/** What a number's format makes of it: text as people saw it in the sheet. */
export type NumberFormat =
  | { readonly kind: 'general' }
  | { readonly kind: 'date' }
  /** At least this many digits, as `00000` shows them. */
  | { readonly kind: 'padded'; readonly digits: number };

/** Formats that are dates by number alone (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 in East Asian locales). */
function isDateFormatId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Reads a number format: its id, and its code when the workbook has its own. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isDateFormatId(id) ? { kind: 'date' } : { kind: 'general' };
  const first = code.split(';')[0] ?? '';
  // What is quoted, escaped, or a colour or locale is no part of the pattern; [h] and [mm] are.
  const pattern = first.replace(/"[^"]*"|\\.|_./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^0{2,}$/.test(pattern)) return { kind: 'padded', digits: pattern.length };
  return /[dmyhse]/i.test(pattern.replace(/general/gi, '').replace(/0E[+-]/gi, ''))
    ? { kind: 'date' }
    : { kind: 'general' };
}

const dayMs = 86_400_000;

/** A sheet's serial day as ISO text. Day 60 of the 1900 system is 29 February 1900, which never was. */
export function dateText(serial: number, is1904: boolean): string {
  const epochMs = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(epochMs + Math.round(serial * dayMs));
  if (Number.isNaN(date.getTime())) return String(serial);
  const [day = '', time = ''] = date.toISOString().split('T');
  const clock = time.slice(0, 8);
  if (serial < 1 && serial > 0) return clock;
  return clock === '00:00:00' ? day : `${day} ${clock}`;
}

/** A cell's text, and what may have been lost on the way. */
export interface CellText {
  readonly text: string;
  readonly warning?: TableWarning['kind'];
}

/** A stored number as text. More than 15 digits are more than a sheet keeps: what stands there was rounded. */
export function numberText(stored: string, format: NumberFormat, is1904: boolean): CellText {
  const number = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(number)) return { text: stored };
  if (format.kind === 'date') return { text: dateText(number, is1904), warning: 'date' };
  if (!Number.isInteger(number)) return { text: String(number) };
  const digits = Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number);
  if (format.kind === 'padded' && number >= 0) return { text: digits.padStart(format.digits, '0') };
  return digits.replace('-', '').length > 15 ? { text: digits, warning: 'number-rounded' } : { text: digits };
}

/** The column of a cell reference such as `BC12`, from 0; `undefined` when it is none. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
