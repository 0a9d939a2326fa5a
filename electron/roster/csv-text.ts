/** Characters that make a spreadsheet take a cell for a formula (OWASP, "CSV Injection"), with their full-width forms. */
const formulaStart = /^[\s\u{feff}]*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}\u{2212}]|^[\t\r\n]/u;

/**
 * A cell that a spreadsheet shows and never runs: what could begin a formula is led by an apostrophe, as spreadsheets mark
 * text. Quotes are doubled (RFC 4180).
 */
function csvCell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Rows of a CSV file, to be put behind others. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Rows as CSV for spreadsheets: every cell quoted, CRLF, and a byte order mark, without which Excel takes UTF-8 for another encoding. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\u{feff}${csvLines(rows)}`;
}
