import { languages } from '../../shared/language.ts';
import type { RosterField } from '../../shared/roster.ts';
import { templateHeadings } from './column-headings.ts';
import { csvText } from './csv-text.ts';

const templateFields = [
  'employeeNumber',
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'mail',
  'department',
] as const satisfies readonly RosterField[];

/** The heading of a field in all languages, each wording once. */
export function templateHeading(field: RosterField): string {
  return [...new Set(languages.map((language) => templateHeadings[field][language]))].join(' / ');
}

/** An empty list to fill in: CSV that Excel opens as it is, with headings in every language. */
export function rosterTemplate(): Uint8Array {
  return new TextEncoder().encode(csvText([templateFields.map(templateHeading)]));
}
