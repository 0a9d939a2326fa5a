import { storeSections } from '../../electron/core/store-sections.ts';
import { queueSection } from '../../electron/queue/queue-section.ts';
import type { StoreSection } from '../../electron/storage/store-section.ts';

/** A room such as the next version may bring: tables of its own, in two steps. */
const trialSection: StoreSection = {
  name: 'trial',
  migrations: [
    (database) => database.exec('CREATE TABLE trial (id INTEGER PRIMARY KEY, value BLOB)'),
    (database) => database.exec('INSERT INTO trial SELECT seq, record FROM job'),
  ],
  readTables(database) {
    database.prepare('SELECT count(*), sum(length(value)) FROM trial').get();
  },
  holdsSealedRows: (database) => database.prepare('SELECT 1 FROM trial LIMIT 1').get() !== undefined,
  salvage: () => 0,
};

/** The queue with one step more. */
const nextQueueSection: StoreSection = {
  ...queueSection,
  migrations: [...queueSection.migrations, (database) => database.exec('ALTER TABLE job ADD COLUMN note BLOB')],
};

/** The sections of a next version: every room of this one, the queue with one step more, and a new room. */
export const nextSections: readonly StoreSection[] = [
  ...storeSections.map((section) => (section === queueSection ? nextQueueSection : section)),
  trialSection,
];
