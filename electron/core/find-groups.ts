import { z } from 'zod';
import type { Failure } from '../../shared/error-code.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { eventual, searchText, startsWith } from '../directory/graph-people.ts';
import { failureOf } from './outcome-failure.ts';
import type { TenantAccess } from './tenant-access.ts';

const groupsSchema = z.object({
  value: z.array(
    z.object({
      id: z.string().min(1).max(200),
      displayName: z.string().nullish(),
      mail: z.string().nullish(),
      resourceProvisioningOptions: z.array(z.string()).nullish(),
    }),
  ),
  '@odata.nextLink': z.string().optional(),
});

/** A group as it was found. */
export interface FoundGroup {
  readonly id: string;
  readonly displayName: string;
  readonly mail?: string;
  readonly isTeam: boolean;
}

/** What kinds of groups are meant: all of them, those with a photo (Microsoft 365 groups), or those with Teams on top. */
export type GroupsMeant = 'any' | 'group' | 'team';

const filters: Readonly<Record<GroupsMeant, string | undefined>> = {
  any: undefined,
  group: "groupTypes/any(c:c eq 'Unified')",
  team: "resourceProvisioningOptions/Any(x:x eq 'Team')",
};
const shownGroups = 50;

/**
 * Groups by the words of their names, in the order of their names. Where the directory does not take the search, as some clouds
 * were seen to with a filter beside it, by the beginning of the name.
 */
export async function findGroups(
  getJson: TenantAccess['getJson'],
  query: string,
  meant: GroupsMeant = 'any',
): Promise<Result<{ groups: FoundGroup[]; isWhole: boolean }, Failure>> {
  const text = query.normalize('NFC').trim();
  const words = searchText(text);
  const found = /[\p{L}\p{N}]/u.test(words)
    ? await bySearch(getJson, words, meant)
    : await byBeginning(getJson, text, meant);
  const isNotTaken = found.kind === 'error' && found.error.kind === 'refused' && found.error.report.status === 400;
  const answer = isNotTaken ? await byBeginning(getJson, text, meant) : found;
  if (answer.kind === 'error') return err(failureOf(answer.error));
  const read = groupsSchema.safeParse(answer.value);
  if (!read.success) return err({ code: 'wrong-address' });
  const groups = read.data.value
    .map(({ id, displayName, mail, resourceProvisioningOptions }) => ({
      id,
      displayName: (displayName ?? '') === '' ? id : (displayName ?? id).slice(0, 512),
      ...((mail ?? '') === '' ? {} : { mail: (mail ?? '').slice(0, 1024) }),
      isTeam: resourceProvisioningOptions?.includes('Team') === true,
    }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
  return ok({ groups, isWhole: read.data['@odata.nextLink'] === undefined });
}

const base = { $select: 'id,displayName,mail,resourceProvisioningOptions', $top: String(shownGroups) };

function bySearch(
  getJson: TenantAccess['getJson'],
  words: string,
  meant: GroupsMeant,
): Promise<Result<unknown, Outcome>> {
  const filter = filters[meant];
  const $search = `"displayName:${words}"`;
  const query = { ...base, $count: 'true', $search, ...(filter === undefined ? {} : { $filter: filter }) };
  return getJson('/groups', { query, headers: eventual });
}

function byBeginning(
  getJson: TenantAccess['getJson'],
  text: string,
  meant: GroupsMeant,
): Promise<Result<unknown, Outcome>> {
  const $filter = [filters[meant], startsWith('displayName', text)].filter((part) => part !== undefined).join(' and ');
  return getJson('/groups', { query: { ...base, $filter } });
}
