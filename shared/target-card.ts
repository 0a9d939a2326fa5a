import { z } from 'zod';
import { parseTarget, type Target } from './target.ts';

/** The kinds of targets that are chosen from the directory or a mailbox, and are nobody's own photo. */
export const directoryTargets = ['group', 'team', 'contact'] as const;
export type DirectoryTarget = (typeof directoryTargets)[number];

/** A group, team or contact as a screen shows it; `id` is the text form of the target. */
export const targetCardSchema = z.object({
  id: z.string().min(1).max(4096),
  displayName: z.string().max(512),
  /** Tells two of one name apart: an address, or what a contact works for. */
  more: z.string().max(1024).optional(),
  /** A group with Teams on top. Both show one photo. */
  isTeam: z.literal(true).optional(),
});
export type TargetCard = z.infer<typeof targetCardSchema>;

/** What kind of target a card or a job is for, where it is nobody's own photo. */
export function directoryTargetOf(target: string): DirectoryTarget | undefined {
  const kind = target.split(':', 1)[0];
  return directoryTargets.find((one) => one === kind);
}

/** Whether two targets show one photo: a team is a group with Teams on top. */
export function isSameSlot(a: string, b: string): boolean {
  const slot = (target: string) => target.replace(/^team:/, 'group:');
  return slot(a) === slot(b);
}

/** The target that a card stands for. */
export function targetOfCard(id: string): Extract<Target, { kind: DirectoryTarget }> | undefined {
  const parsed = parseTarget(id);
  if (parsed.kind === 'error') return undefined;
  const target = parsed.value;
  return target.kind === 'me' || target.kind === 'user' ? undefined : target;
}
