import { expect, test } from 'vitest';
import { findContacts } from '../../../electron/core/find-contacts.ts';
import { ok } from '../../../shared/result.ts';

const names = Array.from({ length: 3000 }, (_, index) => `Contact ${String(index).padStart(4, '0')}`);

/** A mailbox of 3,000 contacts and a named folder with one, in pages of a hundred. */
function largeMailbox() {
  const asked: string[] = [];
  const getJson: Parameters<typeof findContacts>[0] = async (path, options) => {
    const [place = '', skipped = '0'] = path.split('?skip=');
    if (place.endsWith('/contactFolders')) return ok({ value: [{ id: 'f' }] });
    if (place.endsWith('/childFolders')) return ok({ value: [] });
    const filter = options?.query?.$filter;
    if (filter !== undefined) asked.push(`${place} ${filter}`);
    const start = /'(.*)'/.exec(filter ?? "''")?.[1] ?? '';
    const all = place.includes('/contactFolders/') ? ['Zither maker'] : names;
    const meant = all.filter((name) => name.startsWith(start));
    const skip = Number(skipped);
    const value = meant.slice(skip, skip + 100).map((displayName) => ({ id: displayName, displayName }));
    return ok({ value, ...(skip + 100 < meant.length ? { '@odata.nextLink': `${place}?skip=${skip + 100}` } : {}) });
  };
  return { getJson, asked };
}

async function found(getJson: Parameters<typeof findContacts>[0], beginning?: string) {
  const reply = await findContacts(getJson, 'o', beginning);
  if (reply.kind === 'error') throw new Error(reply.error.code);
  return { ...reply.value, names: reply.value.targets.map(({ displayName }) => displayName) };
}

test('of a large mailbox the first contacts are listed and said not to be all; the others are found in every folder by how they begin', async () => {
  const { getJson, asked } = largeMailbox();
  const listed = await found(getJson);
  expect(listed.isWhole).toBe(false);
  expect(listed.names).toHaveLength(2000);
  expect(listed.names).not.toContain('Contact 2999');
  expect(await found(getJson, 'Contact 2999')).toMatchObject({ names: ['Contact 2999'], isWhole: true });
  expect((await found(getJson, 'Zither')).names).toEqual(['Zither maker']);
  expect(asked).toContain("/users/o/contacts startsWith(displayName,'Zither')");
  expect(asked).toContain("/users/o/contactFolders/f/contacts startsWith(displayName,'Zither')");
});

test('a beginning that many share gives the first of them, and says that there are more', async () => {
  const { getJson } = largeMailbox();
  const { isWhole, names: begun } = await found(getJson, 'Contact 1');
  expect(isWhole).toBe(false);
  expect(begun).toHaveLength(100);
});
