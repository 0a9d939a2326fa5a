import { z } from 'zod';

/** What one station hands to the others of a shared roster: where its list is. Ids and the roster's name, nothing secret. */
export const handOverSchema = z.object({
  kind: z.literal('photo-kiosk roster'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(200),
  siteId: z.string().min(1).max(400),
  listId: z.string().min(1).max(200),
  /** Tells this sharing apart from others on the same list. */
  sharing: z.string().min(1).max(64),
});
export type HandOver = z.infer<typeof handOverSchema>;

/** Reads a hand-over file; the error says where it is none, and what was expected. */
export function readHandOver(text: string): HandOver | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'no JSON' };
  }
  const parsed = handOverSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? ''}` };
}

/** The file's text. */
export function handOverText(handOver: Omit<HandOver, 'kind' | 'version'>): string {
  return `${JSON.stringify({ kind: 'photo-kiosk roster', version: 1, ...handOver }, undefined, 2)}\n`;
}
