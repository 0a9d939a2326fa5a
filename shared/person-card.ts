import { z } from 'zod';

/**
 * Somebody as a screen shows them, and no more: no address, no account name, no employee number leaves the core. `id` is
 * the directory's object id.
 */
export const personCardSchema = z.object({
  id: z.string().min(1).max(200),
  displayName: z.string().max(512),
  /** The name in another script or its reading (kana, pinyin, romanisation), when the directory has one. */
  reading: z.string().max(512).optional(),
  department: z.string().max(256).optional(),
  jobTitle: z.string().max(256).optional(),
  /** A mail address that only its owner recognises; only where nothing else tells two people apart. */
  maskedMail: z.string().max(1024).optional(),
});
export type PersonCard = z.infer<typeof personCardSchema>;
