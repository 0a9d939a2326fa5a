import { z } from 'zod';

/** What the station check looks at, in the order shown. */
export const checkItems = [
  'clock',
  'name-resolution',
  'tls',
  'authority',
  'graph',
  'token',
  /** Only where the station signs in with a certificate of its own. */
  'certificate',
  'permissions',
  'role',
  'photo-policy',
  'test-read',
  /** Only where a roster is shared with other stations. */
  'shared-roster',
  'storage',
  'photo-process',
] as const;
export type CheckItem = (typeof checkItems)[number];

/** One line of the station check. `code` selects the words and the fix; `detail` fills them in. */
export const checkLineSchema = z.object({
  item: z.enum(checkItems),
  light: z.enum(['green', 'amber', 'red', 'skipped']),
  code: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type CheckLine = z.infer<typeof checkLineSchema>;
