import { ok, type Result } from '../../shared/result.ts';
import type { Delimiter } from '../../shared/roster-import.ts';
import { guessDelimiter, readDelimitedRows } from './delimited-rows.ts';
import type { TableFailure, TableLimits, TableRow, UnreadableRow } from './table.ts';

interface PastedRows {
  readonly rows: Result<{ readonly rows: TableRow[]; readonly unreadable: UnreadableRow[] }, TableFailure>;
  readonly delimiter: Delimiter;
}

const mailbox = /^"?([^"<>]*?)"?\s*<([^\s<>@]+@[^\s<>@]+)>$/;

/** `Ann Lee <ann@…>; Bo Berg <bo@…>`, as mail programs copy recipients. Numbered as they follow: each is a row, whatever the lines. */
function recipients(text: string): TableRow[] | undefined {
  if (!/<[^\s<>@]+@[^\s<>@]+>/.test(text)) return undefined;
  const rows: TableRow[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    // A comma parts recipients only after the closing bracket: "Lee, Ann <ann@…>" is one.
    for (const part of line.split(/;|(?<=>)\s*,/).map((piece) => piece.trim())) {
      if (part === '') continue;
      const [, name = '', address = ''] = mailbox.exec(part) ?? [];
      rows.push({ rowNumber: rows.length + 1, cells: address === '' ? [part, ''] : [name.trim(), address] });
    }
  }
  return rows;
}

/** `ann@…; bo@…, cy@…` on one line or several. */
function addresses(text: string): TableRow[] | undefined {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.split(/[;,\s]+/).filter((part) => part !== ''));
  if (!lines.flat().every((part) => /^[^\s@<>]+@[^\s@<>]+$/.test(part))) return undefined;
  return lines.flat().map((part, index) => ({ rowNumber: index + 1, cells: [part] }));
}

/** Reads pasted text as rows. A plain name a line stays one cell, unless a delimiter parts every line alike. */
export function pastedText(text: string, limits: TableLimits): PastedRows {
  const listed = text.length > 4 * limits.cellCharacters ? undefined : (recipients(text) ?? addresses(text));
  if (listed !== undefined) return { rows: ok({ rows: listed, unreadable: [] }), delimiter: ';' };
  const delimiter = text.includes('\t') ? '\t' : guessDelimiter(text, limits);
  return { rows: readDelimitedRows(text, delimiter, limits), delimiter };
}
