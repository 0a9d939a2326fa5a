import { z } from 'zod';
import { rosterEntrySchema, rosterFields } from './roster.ts';

/** The encodings that a list of people arrives in, as the WHATWG Encoding Standard names them. */
export const textEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** What parts the cells of a text. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Lists that are known by their form; `headings` is any list whose headings were understood, `contents` one without. */
export const layouts = [
  'entra-users',
  'entra-bulk',
  'pspa-index',
  'person-file',
  'headings',
  'contents',
  'unknown',
] as const;
export type Layout = (typeof layouts)[number];

/** What a table may have lost before it came here. */
export const tableWarningKinds = [
  'formula',
  'formula-without-value',
  'error-value',
  'date',
  'number-rounded',
  'leading-zeros-lost',
  'several-sheets',
] as const;

/** Why nothing could be read. */
export const tableFailureKinds = [
  'empty',
  'file-too-large',
  'text-too-long',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'too-many-unreadable-rows',
  'not-a-table',
  'encoding',
  'workbook-damaged',
  'workbook-too-large',
  'workbook-protected',
  'old-workbook',
  'no-such-sheet',
] as const;
export type TableFailureKind = (typeof tableFailureKinds)[number];

/** Why a line is no row, or a row nobody. */
export const rowFaults = [
  'quote-not-closed',
  'text-after-quote',
  'control-characters',
  'bytes-not-of-encoding',
  'nobody',
  'too-long',
] as const;

/** A position in what was handed over, counted from 1 as people count: lines of a text, rows of a sheet. */
export const tablePlaceSchema = z.object({ row: z.number().int().optional(), column: z.number().int().optional() });
export type TablePlace = z.infer<typeof tablePlaceSchema>;

const shownRowSchema = z.object({ rowNumber: z.number().int(), text: z.string(), why: z.enum(rowFaults) });

/** How the table was read: what was guessed, and what else it could have been. */
export const draftSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    encoding: z.enum(textEncodings),
    isEncodingCertain: z.boolean(),
    encodings: z.array(z.object({ encoding: z.enum(textEncodings), samples: z.array(z.string()) })),
    delimiter: z.enum(delimiters),
  }),
  z.object({ kind: z.literal('workbook'), sheet: z.string(), sheets: z.array(z.string()) }),
  /** People of the directory: nothing had to be read, nobody has to be found. */
  z.object({ kind: z.literal('directory') }),
]);

/** Which column (from 0) holds which field. */
export const columnsSchema = z.partialRecord(z.enum(rosterFields), z.number().int().min(0).max(1000));

/** A list that was handed over and is not kept yet, with everything that was guessed of it. */
export const rosterDraftSchema = z.object({
  /** Changes with every list; an answer about another one is not about this one. */
  id: z.string(),
  source: draftSourceSchema,
  layout: z.enum(layouts),
  /** The headings as they stand there, one a column; empty where a column has none. */
  headings: z.array(z.string()),
  headerRows: z.number().int(),
  columns: columnsSchema,
  /** The first rows below the headings, as they stand there. */
  rows: z.array(z.object({ rowNumber: z.number().int(), cells: z.array(z.string()) })),
  people: z.number().int(),
  firstPeople: z.array(rosterEntrySchema),
  /** Lines that are no row, and rows that name nobody: how many, and the first of them. */
  faults: z.object({ count: z.number().int(), first: z.array(shownRowSchema) }),
  warnings: z.array(
    z.object({
      kind: z.enum(tableWarningKinds),
      count: z.number().int(),
      place: tablePlaceSchema,
      sample: z.string(),
    }),
  ),
  /** Whether the columns can tell people apart. */
  isUsable: z.boolean(),
  /** The columns are those that were last used for a list with these headings. */
  isRemembered: z.boolean(),
});
export type RosterDraft = z.infer<typeof rosterDraftSchema>;

/** What a person decides instead of the guesses; what is absent stays as it is. */
export const draftChangeSchema = z
  .object({
    encoding: z.enum(textEncodings).optional(),
    delimiter: z.enum(delimiters).optional(),
    sheet: z.string().max(200).optional(),
    headerRows: z.number().int().min(0).max(100).optional(),
    columns: columnsSchema.optional(),
  })
  .strict();
export type DraftChange = z.infer<typeof draftChangeSchema>;

/** Where people were looked up: in the station's whole copy of the directory, in the directory itself, or nowhere. */
export const lookedUpIn = ['copy', 'directory', 'nowhere'] as const;
export type LookedUpIn = (typeof lookedUpIn)[number];

/** Who the rows of a draft are, and what keeping it under a name would do. */
export const draftMatchSchema = z.object({
  id: z.string(),
  lookedUpIn: z.enum(lookedUpIn),
  counts: z.object({
    matched: z.number().int(),
    ambiguous: z.number().int(),
    unmatched: z.number().int(),
    duplicate: z.number().int(),
  }),
  /** Of those found: how many by their name alone. */
  byNameAlone: z.number().int(),
  /** The first rows that a person has to look at. */
  toLookAt: z.array(
    z.object({
      rowNumber: z.number().int(),
      name: z.string(),
      kind: z.enum(['ambiguous', 'unmatched', 'duplicate']),
      /** Other rows of the same person. */
      rows: z.array(z.number().int()),
    }),
  ),
  changes: z.object({
    isNew: z.boolean(),
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    repeated: z.number().int(),
    gone: z.number().int(),
    /** The first names that are on the roster and no longer on the list. */
    goneNames: z.array(z.string()),
  }),
});
export type DraftMatch = z.infer<typeof draftMatchSchema>;
