import { z } from 'zod';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { foldName } from '../roster/identity-keys.ts';
import { failureOf } from './outcome-failure.ts';
import type { TenantAccess } from './tenant-access.ts';

const groupsSchema = z.object({
  value: z.array(z.object({ id: z.string().min(1).max(200), displayName: z.string().nullish() })),
});

const shownGroups = 20;

/** Groups whose name begins with a text, by name. */
export async function findGroups(
  getJson: TenantAccess['getJson'],
  query: string,
): Promise<Result<{ groups: { id: string; displayName: string }[] }, Failure>> {
  const quoted = query.replaceAll("'", "''");
  const answer = await getJson('/groups', {
    query: { $filter: `startsWith(displayName,'${quoted}')`, $select: 'id,displayName', $top: '50' },
  });
  if (answer.kind === 'error') return err(failureOf(answer.error));
  const read = groupsSchema.safeParse(answer.value);
  if (!read.success) return err({ code: 'wrong-address' });
  const groups = read.data.value
    .map(({ id, displayName }) => ({ id, displayName: displayName ?? id }))
    .filter(({ displayName }) => foldName(displayName).startsWith(foldName(query)))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
  return ok({ groups: groups.slice(0, shownGroups) });
}
