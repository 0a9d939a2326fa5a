import { z } from 'zod';

/** Somebody in the directory, as the core knows them; screens get a `PersonCard`. `id` is the directory's object id. */
export const personSchema = z.object({
  id: z.string().min(1).max(200),
  displayName: z.string().max(512),
  /** The name in another script or its reading (kana, pinyin, romanisation), when the directory has one. */
  reading: z.string().max(512).optional(),
  givenName: z.string().max(256).optional(),
  surname: z.string().max(256).optional(),
  userPrincipalName: z.string().max(1024),
  mail: z.string().max(1024).optional(),
  employeeId: z.string().max(64).optional(),
  department: z.string().max(256).optional(),
  jobTitle: z.string().max(256).optional(),
});
export type Person = z.infer<typeof personSchema>;
