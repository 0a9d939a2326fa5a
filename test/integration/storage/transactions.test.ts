import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { openStore, type Store } from '../../../electron/storage/store.ts';
import type { StoreSection } from '../../../electron/storage/store-section.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog } from '../../queue-station.ts';

/** A second room with a table of its own. */
const rowsSection: StoreSection = {
  name: 'rows',
  migrations: [(database) => database.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)')],
  readTables: (database) => void database.prepare('SELECT count(*) FROM row').get(),
  holdsSealedRows: () => false,
  salvage: () => 0,
};

let folder: string;
let store: Store;
async function open(): Promise<Store> {
  const opened = await openStore({
    folder,
    cipher: createFixedCipher(),
    clock: createFakeClock(),
    log: createKeptLog(),
    sections: [...storeSections, rowsSection],
    freeSpaceFloorBytes: 0,
  });
  if (opened.kind === 'error') throw new Error(JSON.stringify(opened.error));
  return opened.value;
}
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-transactions-'));
  store = await open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const putRow = (text: string) =>
  store.transact(() => void store.prepare('INSERT INTO row (text) VALUES (?)').run(text));
const putDocument = (text: string) => store.documents.put(text, Buffer.from(text));

/** What a process that starts now would find. */
async function onDisk() {
  store.close();
  store = await open();
  return {
    rows: store
      .prepare('SELECT text FROM row ORDER BY id')
      .all()
      .map(({ text }) => text),
    hasDocument: (text: string) => store.documents.get(text) !== undefined,
  };
}

describe('the writes of several rooms in one transaction', () => {
  test('are saved together, and are seen by what follows in it', async () => {
    const saved = store.transact(() => {
      putRow('a');
      putDocument('a');
      expect(store.isInTransaction()).toBe(true);
      return [store.prepare('SELECT count(*) AS n FROM row').get()?.n, store.documents.get('a') !== undefined];
    });
    expect(saved).toEqual({ kind: 'ok', value: [1, true] });
    expect(store.isInTransaction()).toBe(false);
    const { rows, hasDocument } = await onDisk();
    expect([rows, hasDocument('a')]).toEqual([['a'], true]);
  });
  test('are one commit, not one each', () => {
    store.checkpoint();
    putRow('a');
    const oneBytes = store.logBytes();
    putDocument('a');
    const apartBytes = store.logBytes();
    store.checkpoint();
    store.transact(() => {
      putRow('b');
      // Nothing of it is in the log before the outermost commit.
      expect(store.logBytes()).toBe(0);
      putDocument('b');
      expect(store.logBytes()).toBe(0);
    });
    expect(store.logBytes()).toBeGreaterThan(oneBytes);
    expect(store.logBytes()).toBeLessThanOrEqual(apartBytes);
  });
  test('never fill a log whose emptying would keep everybody waiting, whoever writes without a pause', () => {
    const megabyte = new Uint8Array(1024 * 1024);
    const afterEach = Array.from({ length: 24 }, (_, number) => {
      expect(store.documents.put(`document ${number}`, megabyte).kind).toBe('ok');
      return store.logBytes();
    });
    expect(Math.max(...afterEach)).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(store.documents.get('document 0')).toEqual(megabyte);
  });
  test('are undone together when the outer body throws, and the mistake comes out', async () => {
    const mistaken = () =>
      store.transact(() => {
        putRow('a');
        putDocument('a');
        throw new Error('a mistake');
      });
    expect(mistaken).toThrow('a mistake');
    expect(store.isInTransaction()).toBe(false);
    const { rows, hasDocument } = await onDisk();
    expect([rows, hasDocument('a')]).toEqual([[], false]);
  });
  test('are undone together when a part throws, however deep, even if somebody catches it', async () => {
    const caught = () =>
      store.transact(() => {
        putDocument('a');
        try {
          store.transact(() => {
            putRow('a');
            store.transact(() => {
              throw new Error('a mistake within');
            });
          });
        } catch {
          // As if nothing had happened.
        }
        putDocument('b');
        return 'all is well';
      });
    expect(caught).toThrow('a mistake within');
    const { rows, hasDocument } = await onDisk();
    expect([rows, hasDocument('a'), hasDocument('b')]).toEqual([[], false, false]);
  });
  test('are undone together when the disk refuses a part: the outermost answers for all', async () => {
    const pages = Number(store.prepare('PRAGMA page_count').get()?.page_count);
    store.prepare(`PRAGMA max_page_count=${pages + 1}`).get();
    let answers = 0;
    const saved = store.transact(() => {
      putRow('a');
      store.documents.put('large', Buffer.alloc(400_000, 1));
      answers += 1;
      return 'not reached';
    });
    expect([saved, answers]).toEqual([{ kind: 'error', error: 'disk-full' }, 0]);
    expect(store.fault()).toBe('disk-full');
    const { rows, hasDocument } = await onDisk();
    expect([rows, hasDocument('large')]).toEqual([[], false]);
    expect(putRow('a').kind).toBe('ok');
  });
  test('a document can be deleted in one, and is there again when it is undone', async () => {
    putDocument('a');
    const undone = () =>
      store.transact(() => {
        store.documents.delete('a');
        expect(store.documents.get('a')).toBeUndefined();
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect((await onDisk()).hasDocument('a')).toBe(true);
    store.transact(() => {
      store.documents.delete('a');
      putRow('instead');
    });
    const { rows, hasDocument } = await onDisk();
    expect([rows, hasDocument('a')]).toEqual([['instead'], false]);
  });
  test('cannot wait: a promise is refused and everything undone, outside and within', async () => {
    const outside = () =>
      store.transact(async () => {
        putRow('a');
      });
    const within = () => store.transact(() => store.transact(async () => void putRow('b')));
    expect(outside).toThrow('got a promise');
    expect(within).toThrow('got a promise');
    expect((await onDisk()).rows).toEqual([]);
  });
});
