import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDirectory, type Directory } from '../electron/directory/directory.ts';
import { directorySection } from '../electron/directory/people-section.ts';
import { createPeopleStore, type PeopleStore } from '../electron/directory/people-store.ts';
import type { Clock } from '../electron/ports.ts';
import type { DirectorySettings } from '../electron/settings/settings-schema.ts';
import { openStore, type Store } from '../electron/storage/store.ts';
import { createFixedCipher } from './fixed-cipher.ts';

type Parts = Parameters<typeof createDirectory>[0];

/** A directory over a real store in a folder of its own. */
export interface DirectoryStation {
  readonly store: Store;
  readonly people: PeopleStore;
  readonly logged: string[];
  /** A directory as after a start: over what is on the disk. */
  create(more?: {
    readonly settings?: Partial<DirectorySettings>;
    readonly canReadAll?: boolean;
    readonly tenant?: string;
  }): Directory;
}

const settings: DirectorySettings = {
  readingAttribute: 'extensionAttribute1',
  people: 'everybody',
  includesGuests: false,
  includesDisabled: false,
  offlineLimit: 100_000,
};

/** Opens it; `getJson` answers for the directory's service. */
export async function openDirectoryStation(getJson: Parts['getJson'], clock: Clock): Promise<DirectoryStation> {
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const log = { info: note, warn: note, error: note };
  const opened = await openStore({
    folder: mkdtempSync(path.join(tmpdir(), 'directory-')),
    cipher: createFixedCipher(),
    clock,
    log,
    sections: [directorySection],
    freeSpaceFloorBytes: 0,
  });
  if (opened.kind === 'error') throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  return {
    store,
    people: createPeopleStore(store),
    logged,
    create: ({ settings: changes = {}, canReadAll, tenant = 'tidewater' } = {}) =>
      createDirectory({
        settings: { ...settings, ...changes },
        tenant,
        getJson,
        rows: store,
        documents: store.documents,
        canReadAll: () => canReadAll,
        clock,
        log,
      }),
  };
}
