import { z } from 'zod';

/** What is in the station's log, for whoever decides whether to hand it on. Everything in it is redacted when it is written. */
export const supportLogSchema = z.object({
  lineCount: z.number(),
  sizeBytes: z.number(),
  /** Of the first and the last line; absent in an empty log. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  /** Which kinds of lines, the most frequent first. */
  events: z.array(z.object({ event: z.string(), count: z.number() })),
  /** The last lines, word for word. */
  lastLines: z.array(z.string()),
});
export type SupportLog = z.infer<typeof supportLogSchema>;
