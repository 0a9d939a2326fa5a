import { z } from 'zod';
import { languageSchema } from './language.ts';

const words = z.record(languageSchema, z.string());
/** One thing wrong with a settings document: where, what was expected, what was found. */
export const settingsProblemSchema = z.object({ at: z.string(), expected: words, actual: words });
export type SettingsProblem = z.infer<typeof settingsProblemSchema>;

/** Longest settings document that crosses the contract, in characters. */
export const documentLimit = 60_000;
const document = z.string().max(1_100_000);

/** The settings as they stand in the file, and as the station runs on them. Documents are JSON text. */
export const settingsReadingSchema = z.object({
  file: z.string(),
  /** Where the file is: named at the start, for the whole machine, or for this user. `none`: there is no file yet. */
  place: z.enum(['named', 'machine', 'user', 'none']),
  isWritable: z.boolean(),
  /** Tells one state of the file from another. */
  revision: z.string(),
  document,
  /** Every setting with its value, defaults filled in. */
  effective: document,
  /** JSON Schema of the document, draft 2020-12. */
  schema: document,
});
export type SettingsReading = z.infer<typeof settingsReadingSchema>;

/** What became of a document that was to be written. Unless `saved`, the file is as it was. */
export const settingsWritingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved') }),
  z.object({ kind: z.literal('invalid'), problems: z.array(settingsProblemSchema) }),
  /** Somebody else has written the file since it was read. */
  z.object({ kind: z.literal('changed-meanwhile') }),
  z.object({ kind: z.literal('not-written'), file: z.string(), reason: z.string() }),
]);
export type SettingsWriting = z.infer<typeof settingsWritingSchema>;

/** What taking over a copy would do. Nothing is written. Values are JSON text, shortened; absent: the value is not in the file. */
export const settingsPreviewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid'), problems: z.array(settingsProblemSchema) }),
  z.object({
    kind: z.literal('fits'),
    changes: z.array(z.object({ at: z.string(), before: z.string().optional(), after: z.string().optional() })),
  }),
  z.object({ kind: z.literal('unreadable'), file: z.string(), reason: z.string() }),
]);
export type SettingsPreview = z.infer<typeof settingsPreviewSchema>;

/** A PIN of the operator's screens, in characters. */
export const pinLengths = { shortest: 6, longest: 64 } as const;
