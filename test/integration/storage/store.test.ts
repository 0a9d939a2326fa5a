import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { openStore, type Store, type StoreOptions } from '../../../electron/storage/store.ts';
import type { StoreSection } from '../../../electron/storage/store-section.ts';
import { nextSections } from '../../durability/next-sections.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog, openStation, sampleCapture, samplePhoto } from '../../queue-station.ts';
import { startProcess } from '../../started-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inStore = (name: string) => path.join(folder, 'store', name);
const setAsides = () => readdirSync(folder).filter((name) => name.startsWith('set-aside-'));

async function tryOpen(changes: Partial<StoreOptions> = {}) {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
  return openStore({
    folder,
    cipher: createFixedCipher(),
    clock,
    log: createKeptLog(),
    sections: storeSections,
    freeSpaceFloorBytes: 0,
    ...changes,
  });
}
async function open(changes: Partial<StoreOptions> = {}): Promise<Store> {
  const opened = await tryOpen(changes);
  if (opened.kind === 'error') throw new Error(JSON.stringify(opened.error));
  return opened.value;
}
/** A folder with three saved photos, closed. */
async function threePhotos(): Promise<void> {
  const { queue, close } = await openStation({ folder });
  for (const person of [1, 2, 3]) expect(queue.enqueue(sampleCapture(person, samplePhoto(person))).kind).toBe('ok');
  await close();
}
async function photosThere(): Promise<number> {
  const { queue, close } = await openStation({ folder });
  const { total } = queue.list({ offset: 0, limit: 10, filter: 'open' });
  await close();
  return total;
}

describe('durability', () => {
  test('is WAL with FULL, read back after writes and after a reopen', async () => {
    for (let round = 0; round < 2; round += 1) {
      const store = await open();
      for (let n = 0; n < 5; n += 1) store.documents.put('a', samplePhoto(n));
      expect(store.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
      expect(store.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
      expect(store.prepare('PRAGMA secure_delete').get()).toEqual({ secure_delete: 1 });
      store.close();
    }
  });
  test('a second process on the same folder is refused, until the first ends however it ends', async () => {
    const script = 'test/durability/station-process.ts';
    const first = await startProcess(script, [folder, 'hold'], /ready/);
    const refused = await tryOpen();
    expect(refused).toMatchObject({ kind: 'error', error: { code: 'not-saved-storage', detail: { fault: 'in-use' } } });
    await first.end('SIGKILL');
    (await open()).close();
  });
  test('a closed store gives whoever still holds it a fault, not a second life', async () => {
    const store = await open();
    store.close();
    expect(store.transact(() => undefined)).toEqual({ kind: 'error', error: 'cannot-open' });
    (await open()).close();
  });
});

describe('documents', () => {
  test('come back as they were put, are sealed on disk, and go when deleted', async () => {
    const store = await open();
    const secret = Buffer.from('CANARY-DOCUMENT'.repeat(50));
    expect(store.documents.put('people', secret).kind).toBe('ok');
    expect(Buffer.from(store.documents.get('people') ?? [])).toEqual(secret);
    expect(store.documents.get('other')).toBeUndefined();
    store.checkpoint();
    store.close();
    expect(readFileSync(inStore('kiosk.db')).includes('CANARY-DOCUMENT')).toBe(false);
    const again = await open();
    expect(again.documents.get('people')?.byteLength).toBe(secret.length);
    again.documents.delete('people');
    expect(again.documents.get('people')).toBeUndefined();
    again.close();
  });
});

/** Changes the closed database behind the station's back. */
function change(sql: string): void {
  const database = new DatabaseSync(inStore('kiosk.db'));
  database.exec(sql);
  database.close();
}

describe('what cannot be used is set aside whole, with its date, and said', () => {
  const spoil: Record<string, () => void> = {
    'a garbage header': () => writeFileSync(inStore('kiosk.db'), Buffer.alloc(8192, 'x')),
    'a truncated file': () => truncateSync(inStore('kiosk.db'), 9000),
    'a missing table': () => change('DROP TABLE photo'),
    'no versions': () => change('DROP TABLE section'),
    'a foreign database': () => change('PRAGMA application_id=77'),
    'a newer frame': () => change('PRAGMA user_version=99'),
    'a newer queue': () => change("UPDATE section SET version = version + 1 WHERE name = 'queue'"),
    'a room of a newer program': () => change("INSERT INTO section VALUES ('next-room', 1)"),
  };
  test.each(Object.keys(spoil))('%s', async (name) => {
    await threePhotos();
    spoil[name]?.();
    const before = readFileSync(inStore('kiosk.db'));
    const store = await open();
    expect(store.reports).toHaveLength(1);
    const reason = /newer/.test(name) ? 'newer' : /foreign/.test(name) ? 'foreign' : 'damaged';
    expect(store.reports[0]).toMatchObject({ kind: 'set-aside', reason });
    store.close();
    expect(setAsides()).toHaveLength(1);
    expect(setAsides()[0]).toContain('2026-01-05T09-00-00');
    expect(readFileSync(path.join(folder, setAsides()[0] ?? '', 'kiosk.db'))).toEqual(before);
    expect(existsSync(path.join(folder, setAsides()[0] ?? '', 'kiosk.key'))).toBe(true);
    const again = await open();
    expect(again.reports).toMatchObject([{ kind: 'set-aside', reason }]);
    expect(setAsides()).toHaveLength(1);
    again.close();
  });
  test('a key of another machine or account', async () => {
    await threePhotos();
    const store = await open({ cipher: createFixedCipher(9) });
    expect(store.reports).toMatchObject([{ kind: 'set-aside', reason: 'key-unreadable' }]);
    store.close();
  });
  test('and a folder that was set aside works again when it is put back', async () => {
    await threePhotos();
    (await open({ cipher: createFixedCipher(9) })).close();
    rmSync(inStore(''), { recursive: true });
    cpSync(path.join(folder, setAsides()[0] ?? ''), inStore(''), { recursive: true });
    expect(await photosThere()).toBe(3);
  });
  test('except by a visitor, who is refused and moves nothing', async () => {
    await threePhotos();
    const refused = await tryOpen({ cipher: createFixedCipher(9), leavesUnreadable: true });
    expect(refused).toMatchObject({ kind: 'error', error: { detail: { fault: 'key-unreadable' } } });
    expect(setAsides()).toEqual([]);
    expect(await photosThere()).toBe(3);
  });
  test('except at a station that leaves this to a person; damage, which nobody can decide on, is set aside there too', async () => {
    await threePhotos();
    const leavesUnreadable = ['key-unreadable', 'newer'] as const;
    const refused = await tryOpen({ cipher: createFixedCipher(9), leavesUnreadable });
    expect(refused).toMatchObject({ kind: 'error', error: { detail: { fault: 'key-unreadable' } } });
    expect(setAsides()).toEqual([]);
    expect(await photosThere()).toBe(3);
    writeFileSync(inStore('kiosk.db'), 'not a database at all');
    (await open({ leavesUnreadable })).close();
    expect(setAsides()).toHaveLength(1);
  });
  test('when a person has told so, in the process that waited for it', async () => {
    await threePhotos();
    const leavesUnreadable = ['key-unreadable', 'newer'] as const;
    const otherKey = { cipher: createFixedCipher(9) };
    expect(await tryOpen({ ...otherKey, leavesUnreadable })).toMatchObject({ kind: 'error' });
    expect(setAsides()).toEqual([]);
    (await open(otherKey)).close();
    expect(setAsides()).toHaveLength(1);
  });
  test('what can still be read goes on in the new store', async () => {
    await threePhotos();
    const bytes = readFileSync(inStore('kiosk.db'));
    bytes.fill(0x55, 0, 100);
    writeFileSync(inStore('kiosk.db'), bytes);
    const { queue, store, close } = await openStation({ folder });
    expect(store.reports).toMatchObject([{ kind: 'set-aside', reason: 'damaged', savedRows: 3 }]);
    expect(queue.list({ offset: 0, limit: 10, filter: 'open' }).total).toBe(3);
    expect(queue.summary().storageNotice).toBe('set-aside');
    await close();
  });
});

describe('the key', () => {
  test('is restored from its second copy when its file is damaged or gone', async () => {
    await threePhotos();
    for (const harm of [() => rmSync(inStore('kiosk.key')), () => writeFileSync(inStore('kiosk.key'), 'xx')]) {
      harm();
      const store = await open();
      expect(store.reports).toEqual([{ kind: 'key-restored' }]);
      store.close();
      expect(await photosThere()).toBe(3);
    }
  });
  test('is never made anew for a database that one was proven on, nor for one that holds anything sealed', async () => {
    const harms: (() => Promise<void>)[] = [
      async () => (await open()).close(),
      async () => {
        await threePhotos();
        change('DELETE FROM meta');
      },
      async () => {
        const store = await open();
        store.documents.put('people', Buffer.from('sealed'));
        store.close();
        change('DELETE FROM meta');
      },
    ];
    for (const harm of harms) {
      rmSync(inStore(''), { recursive: true, force: true });
      await harm();
      const refused = await tryOpen({ cipher: createFixedCipher(9), leavesUnreadable: true });
      expect(refused).toMatchObject({ kind: 'error', error: { detail: { fault: 'key-unreadable' } } });
    }
  });
  test('is on the disk before the first photo, and never in clear', async () => {
    const plain: Uint8Array[] = [];
    const cipher = createFixedCipher();
    const seal: typeof cipher.seal = (bytes) => {
      plain.push(bytes);
      return cipher.seal(bytes);
    };
    const store = await open({ cipher: { ...cipher, seal } });
    expect(existsSync(inStore('kiosk.key'))).toBe(true);
    store.checkpoint();
    store.close();
    expect(plain).toHaveLength(1);
    for (const name of readdirSync(inStore(''))) {
      expect(readFileSync(inStore(name)).includes(Buffer.from(plain[0] ?? []))).toBe(false);
    }
  });
});

/** What a file says of its sections when each is as new as `sections` make it. */
function newestVersions(sections: readonly StoreSection[]): { name: string; version: number }[] {
  const known = sections.map(({ name, migrations }) => ({ name, version: migrations.length }));
  return [{ name: 'documents', version: 1 }, ...known].sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('migrations', () => {
  const versions = (store: Store) => store.prepare('SELECT name, version FROM section ORDER BY name').all();
  const leftovers = () => readdirSync(inStore('')).filter((name) => name.includes('migration'));

  test('go forward section by section with the photos, and a new room gets its tables', async () => {
    await threePhotos();
    const before = await open();
    expect(versions(before)).toEqual(newestVersions(storeSections));
    before.close();
    const store = await open({ sections: nextSections });
    expect(versions(store)).toEqual(newestVersions(nextSections));
    expect(store.prepare('SELECT count(*) AS n FROM trial').get()).toEqual({ n: 3 });
    expect(store.reports).toEqual([]);
    store.close();
    expect(leftovers()).toEqual([]);
  });
  test('go one way: what the next version wrote is set aside whole by this one, and comes back with that one', async () => {
    await threePhotos();
    (await open({ sections: nextSections })).close();
    const older = await open();
    expect(older.reports).toMatchObject([{ kind: 'set-aside', reason: 'newer' }]);
    older.close();
    rmSync(inStore(''), { recursive: true });
    cpSync(path.join(folder, setAsides()[0] ?? ''), inStore(''), { recursive: true });
    const newer = await open({ sections: nextSections });
    expect(newer.prepare('SELECT count(*) AS n FROM trial').get()).toEqual({ n: 3 });
    newer.close();
  });
  test('that fail leave the last good version of each section, and are taken up from there', async () => {
    await threePhotos();
    const trial = nextSections.at(-1);
    if (trial?.name !== 'trial') throw new Error('the trial section expected last');
    const failing = () => {
      throw new Error('a mistake in a migration');
    };
    const broken = { ...trial, migrations: [...trial.migrations.slice(0, 1), failing] };
    await expect(tryOpen({ sections: [...nextSections.slice(0, -1), broken] })).rejects.toThrow('a mistake');
    const database = new DatabaseSync(inStore('kiosk.db'));
    expect(database.prepare('SELECT name, version FROM section ORDER BY name').all()).toEqual(
      newestVersions(nextSections).map((section) => (section.name === 'trial' ? { ...section, version: 1 } : section)),
    );
    database.close();
    const store = await open({ sections: nextSections });
    expect(store.prepare('SELECT count(*) AS n FROM trial').get()).toEqual({ n: 3 });
    store.close();
    expect(leftovers()).toEqual([]);
  });
  test('a new room on a station that has photos never makes a new key for it', async () => {
    await threePhotos();
    rmSync(inStore('kiosk.key'));
    const store = await open({ sections: nextSections });
    expect(store.reports).toEqual([{ kind: 'key-restored' }]);
    store.close();
  });
});
