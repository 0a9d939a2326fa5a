import type { Mutant } from './mutant.ts';

const rows = 'electron/storage/row-cipher.ts';
const encryption = 'electron/sealing/authenticated-encryption.ts';
const durableFile = 'electron/sealing/durable-file.ts';
const durable = ['integration/sealing/durable-file.test.ts'];
const powerCut = ['integration/storage/power-cut.test.ts'];
const rowTests = ['unit/storage/row-cipher.test.ts'];
const databaseFile = 'electron/storage/database-file.ts';
const storeFolder = 'electron/storage/store-folder.ts';
const store = 'electron/storage/store.ts';
const connection = 'electron/storage/connection.ts';
const schema = 'electron/storage/schema.ts';
const salvageFaults = ['integration/storage/salvage-faults.test.ts'];
const storeTests = ['integration/storage/store.test.ts'];
const readBack = ['integration/storage/durability-read-back.test.ts'];
const transactions = ['integration/storage/transactions.test.ts'];
const released = ['integration/storage/released-database.test.ts'];
const fileFaults = ['integration/storage/file-faults.test.ts'];
const suspectHandle = ['integration/storage/suspect-handle.test.ts'];

const sealing: readonly Mutant[] = [
  {
    name: 'a sealed row opens in another row',
    file: rows,
    find: 'place.row}',
    replacement: "'row'}",
    tests: rowTests,
  },
  {
    name: 'the tag of what was sealed is not checked',
    file: encryption,
    find: 'decipher.final();',
    replacement: '',
    tests: ['unit/sealing/authenticated-encryption.test.ts', ...rowTests],
  },
  {
    name: 'two texts are sealed under one nonce',
    file: encryption,
    find: 'const nonce = randomBytes(nonceBytes);',
    replacement: 'const nonce = Buffer.alloc(nonceBytes, randomBytes.length);',
    tests: ['unit/sealing/authenticated-encryption.test.ts'],
  },
  {
    name: 'the bytes of a file are not synced',
    file: durableFile,
    find: 'bytes, written);\n    fsyncSync(descriptor);',
    replacement: 'bytes, written);',
    tests: durable,
  },
  {
    name: 'the name of a file is not synced',
    file: durableFile,
    find: 'throw error;\n  }\n  syncFolder(folder);',
    replacement: 'throw error;\n  }',
    tests: durable,
  },
  {
    name: 'no folder is ever synced',
    file: durableFile,
    find: "openSync(folder, 'r');\n  try {\n    fsyncSync(descriptor);",
    replacement: "openSync(folder, 'r');\n  try {",
    tests: [...durable, ...powerCut],
  },
  {
    name: 'the name of a new folder is not synced',
    file: durableFile,
    find: 'syncFolder(path.dirname(made));',
    replacement: 'path.dirname(made);',
    tests: [...durable, ...powerCut],
  },
  {
    name: 'the removal of a secret is not synced',
    file: 'electron/sealing/sealed-file.ts',
    find: 'if (ours.length > 0) syncFolder(folder);',
    replacement: '',
    tests: durable,
  },
  {
    name: 'a key file that others can read is used',
    file: 'electron/sealing/key-file-cipher.ts',
    find: '(found.mode & 0o077) !== 0',
    replacement: 'false',
    tests: ['integration/sealing/key-file-cipher.test.ts'],
  },
];

const storage: readonly Mutant[] = [
  {
    name: 'a commit does not wait for the disk',
    file: databaseFile,
    find: 'PRAGMA synchronous=FULL',
    replacement: 'PRAGMA synchronous=NORMAL',
    tests: storeTests,
  },
  {
    name: 'deleted bytes stay in the file',
    file: databaseFile,
    find: 'PRAGMA secure_delete=ON',
    replacement: 'PRAGMA secure_delete=OFF',
    tests: storeTests,
  },
  {
    name: 'a newer database is opened',
    file: databaseFile,
    find: "if (frame > frameVersion) return 'newer';",
    replacement: '',
    tests: storeTests,
  },
  {
    name: 'a foreign database is opened',
    file: databaseFile,
    find: 'if (application !== applicationId)',
    replacement: 'if (false)',
    tests: storeTests,
  },
  {
    name: 'erased bytes stay in the write-ahead log',
    file: store,
    find: 'wal_checkpoint(TRUNCATE)',
    replacement: 'wal_checkpoint(PASSIVE)',
    tests: ['integration/queue/erasing.test.ts'],
  },
  {
    name: 'a migration and its number are written apart',
    file: databaseFile,
    find: 'inTransaction(database, () => {\n        migrate(database);',
    replacement: 'migrate(database);\n      inTransaction(database, () => {',
    tests: ['integration/storage/half-migration.test.ts'],
  },
  {
    name: 'durability is believed',
    file: databaseFile,
    find: "return pragma(database, 'journal_mode') === 'wal' && Number(pragma(database, 'synchronous')) === 2;",
    replacement: 'return pragma !== undefined;',
    tests: readBack,
  },
  {
    name: 'durability is not asked after the first write',
    file: storeFolder,
    find: 'if (isDurable(database)) return',
    replacement: 'if (isDurable !== undefined) return',
    tests: readBack,
  },
  {
    name: 'a notice of a former start is not told again',
    file: 'electron/storage/set-aside.ts',
    find: '.filter((folder) => !isThere(join(folder, dismissedName)))',
    replacement: '.slice(0, 0)',
    tests: ['integration/storage/store-notices.test.ts'],
  },
  {
    name: 'a store that is gone is not missed',
    file: 'electron/storage/store-marker.ts',
    find: "isNew ? 'emptied' : 'older'",
    replacement: "isNew ? undefined : 'older'",
    tests: ['integration/storage/store-notices.test.ts'],
  },
  {
    name: 'rows are brought over twice',
    file: storeFolder,
    find: '() => putMeta(database, done, new Uint8Array([1]))',
    replacement: '() => {}',
    tests: ['integration/storage/store-notices.test.ts'],
  },
  {
    name: 'a store without a write-ahead log is used',
    file: databaseFile,
    find: "pragma(database, 'journal_mode') === 'wal' && ",
    replacement: '',
    tests: readBack,
  },
  {
    name: 'the handle is kept after a failed fsync',
    file: connection,
    find: "fault === 'io' || fault === 'damaged'",
    replacement: "fault === 'damaged'",
    tests: suspectHandle,
  },
  {
    name: 'the handle is kept after damage',
    file: connection,
    find: "fault === 'io' || fault === 'damaged'",
    replacement: "fault === 'io'",
    tests: suspectHandle,
  },
  {
    name: 'the handle is kept after every fault',
    file: connection,
    find: '    else this.close();',
    replacement: '',
    tests: suspectHandle,
  },
  {
    name: 'a handle is closed over the only copy of its photos',
    file: connection,
    find: 'if (this.#isSuspect) this.#generation += 1;\n    else this.close();',
    replacement: 'this.close();',
    tests: suspectHandle,
  },
  {
    name: 'a handle that is not to be trusted is written to again once its file is back',
    file: connection,
    find: 'if (this.#isSuspect && ',
    replacement: 'if (false && ',
    tests: suspectHandle,
  },
  {
    name: 'a fault of the moment ends the bringing over of what a damaged store held',
    file: 'electron/storage/salvage.ts',
    find: 'if (storageFault(error) !== undefined) throw error;',
    replacement: '',
    tests: salvageFaults,
  },
  {
    name: 'a sector that cannot be read keeps the station shut for good',
    file: 'electron/storage/set-aside.ts',
    find: 'if (refused < mostRefused) throw error;',
    replacement: 'throw error;',
    tests: salvageFaults,
  },
  {
    name: 'a sector that the disk does not give for a moment is left behind for good',
    file: 'electron/storage/set-aside.ts',
    find: 'if (refused < mostRefused) throw error;',
    replacement: '',
    tests: salvageFaults,
  },
  {
    name: 'a row that the disk does not give for a moment is left behind for good',
    file: 'electron/storage/salvage.ts',
    find: 'if (isDiskError(error)) throw error;',
    replacement: '',
    tests: salvageFaults,
  },
  {
    name: 'a page that the disk does not give for a moment sets the store aside',
    file: storeFolder,
    find: "|| found.error !== 'damaged') return found;",
    replacement: '|| true) return found;',
    tests: salvageFaults,
  },
  {
    name: 'a file that cannot be asked about for a moment sets the store aside',
    file: databaseFile,
    find: 'const fault = storageFault(error);',
    replacement: 'const fault = undefined;',
    tests: ['integration/storage/every-file-call.test.ts'],
  },
  {
    name: 'a store that is not at its path is written',
    file: connection,
    find: "        this.#requirePlace();\n        database.exec('BEGIN",
    replacement: "        database.exec('BEGIN",
    tests: fileFaults,
  },
  {
    name: 'a handle opened anew is believed durable',
    file: connection,
    find: 'if (!isDurable(database)) {',
    replacement: 'if (false) {',
    tests: fileFaults,
  },
  {
    name: 'another store loses its log when the former one is closed',
    file: connection,
    find: 'if (this.#isPathAnothers())',
    replacement: 'if (false)',
    tests: suspectHandle,
  },
  {
    name: 'the name of the database is not synced',
    file: storeFolder,
    find: '        syncFolder(storeFolder);\n',
    replacement: '',
    tests: powerCut,
  },
];

const sections: readonly Mutant[] = [
  {
    name: 'a room of a newer program is overlooked',
    file: schema,
    find: 'known.get(name) ?? 0)',
    replacement: 'known.get(name) ?? version)',
    tests: storeTests,
  },
  {
    name: 'a newer version of a room is overlooked',
    file: schema,
    find: 'version > (known',
    replacement: 'version > 1 + (known',
    tests: storeTests,
  },
  {
    name: 'a file of the first frame forgets which tables it has',
    file: schema,
    find: 'putSectionVersion(database, name, version);\n  database.exec(`PRAGMA',
    replacement: 'name.repeat(version);\n  database.exec(`PRAGMA',
    tests: released,
  },
  {
    name: 'a step of a section is not counted',
    file: databaseFile,
    find: 'putSectionVersion(database, name, step + 1);',
    replacement: '',
    tests: storeTests,
  },
  {
    name: 'a key is made anew for a database that holds documents',
    file: 'electron/storage/documents.ts',
    find: "prepare('SELECT 1 FROM document LIMIT 1').get() !== undefined",
    replacement: "prepare('SELECT 1 FROM document LIMIT 1').get() === null",
    tests: storeTests,
  },
  {
    name: 'a key is made anew for a database that holds jobs',
    file: 'electron/queue/queue-section.ts',
    find: "prepare('SELECT 1 FROM job LIMIT 1').get() !== undefined",
    replacement: "prepare('SELECT 1 FROM job LIMIT 1').get() === null",
    tests: storeTests,
  },
  {
    name: 'released names of a record are not understood',
    file: 'electron/queue/job-record-format.ts',
    find: 'nextVerificationAtMs: nextCheckAtMs',
    replacement: 'nextCheckAtMs',
    tests: released,
  },
  {
    name: "a newer program's record is taken for a damaged one",
    file: 'electron/queue/job-table.ts',
    find: "if (record.kind === 'newer') rows.newer.push",
    replacement: "if (record.kind === 'newer') rows.damaged.push",
    tests: ['integration/queue/newer-records.test.ts'],
  },
];

const together: readonly Mutant[] = [
  {
    name: 'a part that failed is forgotten when somebody caught it',
    file: connection,
    find: 'if (transaction.failure !== undefined) throw transaction.failure.error;',
    replacement: '',
    tests: transactions,
  },
  {
    name: 'what failed is not undone',
    file: connection,
    find: 'rollBack(database);\n        throw error;',
    replacement: 'throw error;',
    tests: transactions,
  },
  {
    name: 'a transaction commits before its promise is kept',
    file: connection,
    find: 'if (isPromise(value))',
    replacement: 'if (isPromise(undefined))',
    tests: transactions,
  },
  {
    name: 'the queue joins a transaction that may undo it',
    file: 'electron/queue/job-table.ts',
    find: 'if (store.isInTransaction())',
    replacement: 'if (false)',
    tests: ['integration/queue/saved-together.test.ts'],
  },
  {
    name: 'what goes with a photo is saved after it',
    file: 'electron/queue/job-table.ts',
    find: '      alongside?.();\n      return ledger;\n    });',
    replacement: '      return ledger;\n    });\n    alongside?.();',
    tests: ['integration/queue/saved-together.test.ts'],
  },
];

/** Faults in what is kept on the disk: sealing, storage, and what several rooms save together. */
export const diskMutants: readonly Mutant[] = [...sealing, ...storage, ...sections, ...together];
