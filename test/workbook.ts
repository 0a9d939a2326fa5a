import { strToU8, zipSync } from 'fflate';

/** A workbook for tests, written by another hand than the one that reads: parts as XML, packed by fflate. */
export interface WorkbookParts {
  /** `<row>` elements of the first sheet. */
  readonly rows: string;
  readonly strings?: readonly string[];
  readonly styles?: string;
  readonly is1904?: boolean;
  /** Further sheets by name, or sheets with a state. */
  readonly sheets?: readonly { readonly name: string; readonly rows: string; readonly isHidden?: boolean }[];
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function sheetXml(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;
}

/** The parts of a workbook, to be packed or damaged. */
export function workbookFiles(parts: WorkbookParts): Record<string, Uint8Array> {
  const sheets = parts.sheets ?? [{ name: 'List', rows: parts.rows }];
  const list = sheets.map(
    ({ name, isHidden }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" ${isHidden === true ? 'state="hidden" ' : ''}r:id="rId${index + 1}"/>`,
  );
  const links = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relations}"><workbookPr${parts.is1904 === true ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.join('')}</Relationships>`,
  };
  for (const [index, { rows }] of sheets.entries()) files[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(rows);
  if (parts.strings !== undefined) {
    const items = parts.strings.map((text) => `<si>${text}</si>`);
    files['xl/sharedStrings.xml'] = `<sst ${main}>${items.join('')}</sst>`;
  }
  if (parts.styles !== undefined) files['xl/styles.xml'] = `<styleSheet ${main}>${parts.styles}</styleSheet>`;
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
}

/** A workbook as bytes. */
export function workbook(parts: WorkbookParts): Uint8Array {
  return zipSync(workbookFiles(parts));
}
