import type { WebContents } from 'electron';

/** Where paper is Letter and not A4 (CLDR's territories). */
const letterCountries: ReadonlySet<string> = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '));

/** What a page would print, as a PDF on the paper of this country. */
export async function printPage(contents: Pick<WebContents, 'printToPDF'>, country: string): Promise<Uint8Array> {
  const pageSize = letterCountries.has(country.toUpperCase()) ? 'Letter' : 'A4';
  return new Uint8Array(await contents.printToPDF({ pageSize, printBackground: true, generateTaggedPDF: true }));
}
