import { z } from 'zod';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { printTarget } from '../../shared/target.ts';
import type { TargetCard } from '../../shared/target-card.ts';
import { startsWith } from '../directory/graph-people.ts';
import { failureOf } from './outcome-failure.ts';
import type { TenantAccess } from './tenant-access.ts';

type GetJson = TenantAccess['getJson'];

const nextLink = { '@odata.nextLink': z.string().optional() };
const id = z.string().min(1).max(1024);
const foldersSchema = z.object({ value: z.array(z.object({ id })), ...nextLink });
const contactsSchema = z.object({
  value: z.array(
    z.object({
      id,
      displayName: z.string().nullish(),
      companyName: z.string().nullish(),
      emailAddresses: z.array(z.object({ address: z.string().nullish() })).nullish(),
    }),
  ),
  ...nextLink,
});

/** More contacts of one mailbox than this are not listed; the others are found by the beginning of their names. */
const mostContacts = 2000;
const mostOfBeginning = 100;
const mostFolders = 100;
const foldersQuery = { $select: 'id', $top: '100' };

interface ContactFolders {
  readonly ids: readonly string[];
  readonly isWhole: boolean;
}

/** One search. */
export interface ContactsSearch {
  readonly getJson: GetJson;
  /** Nobody waits for its answer any more. */
  readonly signal: AbortSignal;
  /** By mailbox, as they were last read: a name that is typed asks for contacts alone. */
  readonly folders: Map<string, ContactFolders>;
}

/** Everything of a collection up to a number, over as many pages as it takes. */
async function everything<Item>(
  { getJson, signal }: ContactsSearch,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: z.ZodType<{ value: Item[]; '@odata.nextLink'?: string | undefined }>,
  most: number,
): Promise<Result<{ items: Item[]; isWhole: boolean }, Failure>> {
  const items: Item[] = [];
  let next: string | undefined = path;
  while (next !== undefined && items.length < most) {
    const answer = await getJson(next, { signal, ...(next === path ? { query } : {}) });
    if (signal.aborted) return err({ code: 'not-now', detail: { what: 'search' } });
    if (answer.kind === 'error') return err(failureOf(answer.error));
    const read = schema.safeParse(answer.value);
    if (!read.success) return err({ code: 'wrong-address' });
    items.push(...read.data.value);
    next = read.data['@odata.nextLink'];
  }
  return ok({ items: items.slice(0, most), isWhole: next === undefined && items.length <= most });
}

/**
 * The named contact folders of a mailbox, with the folders within them: each is asked for those, for Graph lists one level at a
 * time and says of no folder whether there are more. A folder's id is good for its contacts however deep it lies.
 */
async function folderIds(search: ContactsSearch, root: string): Promise<Result<ContactFolders, Failure>> {
  const ids: string[] = [];
  let isWhole = true;
  const places = [`${root}/contactFolders`];
  for (const place of places) {
    const read = await everything(search, place, foldersQuery, foldersSchema, mostFolders - ids.length);
    if (read.kind === 'error') return read;
    isWhole &&= read.value.isWhole;
    for (const folder of read.value.items) {
      ids.push(folder.id);
      places.push(`${root}/contactFolders/${encodeURIComponent(folder.id)}/childFolders`);
    }
  }
  return ok({ ids, isWhole });
}

/**
 * The contacts of a mailbox, of its own folder and of the named ones (also within others), by name. `ownerId` absent: of
 * whoever has signed in, the only mailbox that a person's token opens. `beginning`: those alone whose names begin so, in the folders
 * that the mailbox had when it was last read.
 */
export async function findContacts(
  search: ContactsSearch,
  ownerId: string | undefined,
  beginning?: string,
): Promise<Result<{ targets: TargetCard[]; isWhole: boolean }, Failure>> {
  const owner = ownerId ?? 'me';
  const root = ownerId === undefined ? '/me' : `/users/${encodeURIComponent(ownerId)}`;
  const known = beginning === undefined ? undefined : search.folders.get(root);
  const folders = known === undefined ? await folderIds(search, root) : ok(known);
  if (folders.kind === 'error') return folders;
  search.folders.set(root, folders.value);
  const targets: TargetCard[] = [];
  let { isWhole } = folders.value;
  const places = [undefined, ...folders.value.ids];
  const $filter = beginning === undefined ? {} : { $filter: startsWith('displayName', beginning.normalize('NFC')) };
  const query = { $select: 'id,displayName,companyName,emailAddresses', $top: '100', ...$filter };
  const most = beginning === undefined ? mostContacts : mostOfBeginning;
  for (const folderId of places) {
    const left = most - targets.length;
    const path = folderId === undefined ? root : `${root}/contactFolders/${encodeURIComponent(folderId)}`;
    const read = await everything(search, `${path}/contacts`, query, contactsSchema, left);
    if (read.kind === 'error') {
      // Perhaps a folder is gone: the next search asks which there are.
      if (!search.signal.aborted) search.folders.delete(root);
      return read;
    }
    isWhole &&= read.value.isWhole;
    for (const { id: contactId, displayName, companyName, emailAddresses } of read.value.items) {
      const address = emailAddresses?.find((one) => (one.address ?? '') !== '')?.address ?? undefined;
      const more = [companyName, address].filter((part) => (part ?? '') !== '').join(' · ');
      const name = [displayName, companyName, address].find((part) => (part ?? '') !== '') ?? contactId;
      const folder = folderId === undefined ? {} : { folderId };
      targets.push({
        id: printTarget({ kind: 'contact', owner, ...folder, contactId }),
        displayName: name.slice(0, 512),
        ...(more === '' ? {} : { more: more.slice(0, 1024) }),
      });
    }
  }
  return ok({ targets: targets.sort((a, b) => a.displayName.localeCompare(b.displayName)), isWhole });
}
