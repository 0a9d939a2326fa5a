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
const storeTests = ['integration/storage/store.test.ts'];
const readBack = ['integration/storage/durability-read-back.test.ts'];
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
    find: "if (version > versions) return 'newer';",
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
    tests: ['integration/queue/upload-queue.test.ts'],
  },
  {
    name: 'a migration and its number are written apart',
    file: databaseFile,
    find: "database.exec('BEGIN IMMEDIATE');\n    try {\n      steps[next]",
    replacement:
      "try {\n      steps[next]?.(database);\n      database.exec('BEGIN IMMEDIATE');\n      steps[steps.length]",
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
    find: 'if (!isDurable(database)) {',
    replacement: 'if (false) {',
    tests: readBack,
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
    file: store,
    find: "fault === 'io' || fault === 'damaged'",
    replacement: "fault === 'damaged'",
    tests: suspectHandle,
  },
  {
    name: 'the handle is kept after damage',
    file: store,
    find: "fault === 'io' || fault === 'damaged'",
    replacement: "fault === 'io'",
    tests: suspectHandle,
  },
  {
    name: 'the handle is kept after every fault',
    file: store,
    find: 'if (isHandleSuspect(fault)) this.close();',
    replacement: '',
    tests: suspectHandle,
  },
  {
    name: 'the name of the database is not synced',
    file: storeFolder,
    find: 'syncFolder(storeFolder);\n      if (isRestored)',
    replacement: 'if (isRestored)',
    tests: powerCut,
  },
];

/** Faults in what is kept on the disk: sealing and storage. */
export const diskMutants: readonly Mutant[] = [...sealing, ...storage];
