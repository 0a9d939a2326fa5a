import { expect, test } from 'vitest';
import { type ContactsSearch, findContacts } from '../../../electron/core/find-contacts.ts';
import { err, ok } from '../../../shared/result.ts';
import { sampleOutcome } from '../../sample-job.ts';

const names = Array.from({ length: 3000 }, (_, index) => `Contact ${String(index).padStart(4, '0')}`);

type GetJson = ContactsSearch['getJson'];

/** A mailbox of 3,000 contacts and a named folder with one, in pages of a hundred. */
function largeMailbox() {
  const asked: string[] = [];
  const getJson: GetJson = async (path, options) => {
    const [place = '', skipped = '0'] = path.split('?skip=');
    if (place.endsWith('Folders')) {
      asked.push(place);
      return ok({ value: place.endsWith('/contactFolders') ? [{ id: 'f' }] : [] });
    }
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

async function found(getJson: GetJson, beginning?: string, folders: ContactsSearch['folders'] = new Map()) {
  const reply = await findContacts({ getJson, folders, signal: new AbortController().signal }, 'o', beginning);
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

test('a name that is typed asks for contacts alone: the folders are those that were read with the whole list', async () => {
  const { getJson, asked } = largeMailbox();
  const folders: ContactsSearch['folders'] = new Map();
  const places = ['/users/o/contactFolders', '/users/o/contactFolders/f/childFolders'];
  await found(getJson, undefined, folders);
  expect(asked.splice(0)).toEqual(places);
  for (const beginning of ['Z', 'Zi', 'Zit']) {
    expect((await found(getJson, beginning, folders)).names).toEqual(['Zither maker']);
    expect(asked.splice(0)).toHaveLength(2);
  }
  // The whole list is read anew from the ground up.
  await found(getJson, undefined, folders);
  expect(asked).toEqual(places);
});

test('folders that were remembered and are gone are asked for again by the next search', async () => {
  const { getJson, asked } = largeMailbox();
  const folders: ContactsSearch['folders'] = new Map();
  await found(getJson, 'Zit', folders);
  const { signal } = new AbortController();
  const failing = await findContacts(
    { getJson: async () => err(sampleOutcome('no-such-target')), folders, signal },
    'o',
    'Zit',
  );
  expect(failing.kind).toBe('error');
  asked.splice(0);
  await found(getJson, 'Zit', folders);
  expect(asked).toContain('/users/o/contactFolders');
});

test('a search that nobody waits for any more asks nothing further, and what it has learnt of folders stays', async () => {
  const { getJson, asked } = largeMailbox();
  const folders: ContactsSearch['folders'] = new Map();
  const ending = new AbortController();
  const endingAt: GetJson = async (path, options) => {
    const answer = await getJson(path, options);
    if (path === '/users/o/contacts') ending.abort();
    return answer;
  };
  expect(await findContacts({ getJson: endingAt, folders, signal: ending.signal }, 'o', 'Zit')).toMatchObject({
    error: { code: 'not-now' },
  });
  expect(asked.splice(0).at(-1)).toBe("/users/o/contacts startsWith(displayName,'Zit')");
  await found(getJson, 'Zith', folders);
  expect(asked).toHaveLength(2);
});
