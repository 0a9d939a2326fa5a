import type { Mutant } from './mutant.ts';

/** Faults in what the queue concludes: from answers, from silence, from a commit that failed, from who is signed in. */
export const judgementMutants: readonly Mutant[] = [
  {
    name: 'a photo is given up for a newer one that was refused',
    file: 'electron/queue/upload-worker.ts',
    find: "answer.kind === 'accepted' ? this.#outdated(record) : []",
    replacement: 'this.#outdated(record)',
    tests: ['integration/queue/refused-retake.test.ts'],
  },
  {
    name: 'what a slot held before is not remembered',
    file: 'electron/queue/job-transition.ts',
    find: '...record, before: event.sight,',
    replacement: '...record,',
    tests: ['integration/queue/true-receipt.test.ts'],
  },
  {
    name: 'one photo that gets no answer is taken for a dead line',
    file: 'electron/queue/reachability.ts',
    find: 'return this.#answers > mark || (before !== undefined && this.#answers > before.atAnswer);',
    replacement: 'return false;',
    tests: ['integration/queue/one-bad-photo.test.ts'],
  },
  {
    name: 'a dead line is taken for a fault of each photo',
    file: 'electron/queue/reachability.ts',
    find: 'return this.#answers > mark || (before !== undefined && this.#answers > before.atAnswer);',
    replacement: 'return true;',
    tests: ['integration/queue/one-bad-photo.test.ts'],
  },
  {
    name: 'a photo that fails for hours is named to nobody',
    file: 'electron/queue/job-attention.ts',
    find: "? 'keeps-failing' : undefined",
    replacement: '? undefined : undefined',
    tests: ['integration/queue/one-bad-photo.test.ts'],
  },
  {
    name: 'a removal that landed is written back',
    file: 'electron/queue/job-store.ts',
    find: 'if (removed.has(record.seq)) jobIndex.remove(record.id);',
    replacement: '',
    tests: ['integration/queue/failed-commit.test.ts'],
  },
  {
    name: 'audit lines of a commit that landed are written twice',
    file: 'electron/queue/job-store.ts',
    find: '...audit.filter((entry) => !this.#landed.has(entry))',
    replacement: '...audit',
    tests: ['integration/queue/failed-commit.test.ts'],
  },
  {
    name: 'what belongs to a session outlives the process',
    file: 'electron/queue/upload-worker.ts',
    find: 'this.endSessions(({ accountId }) => accountId !== undefined);',
    replacement: '',
    tests: ['integration/queue/session-bound.test.ts'],
  },
  {
    name: 'a visitor’s photo is sent with the next visitor’s account',
    file: 'electron/queue/job-session.ts',
    find: "return signedIn === accountId ? 'fits' : 'foreign'",
    replacement: "return signedIn === accountId ? 'fits' : 'fits'",
    tests: ['integration/queue/session-bound.test.ts'],
  },
  {
    name: 'an export is larger than an import takes',
    file: 'electron/queue/job-transfer.ts',
    find: 'if (taken.length > 0 && sizeBytes > limitBytes) break;',
    replacement: '',
    tests: ['integration/queue/carried-photos.test.ts'],
  },
  {
    name: 'a wrong passphrase is called damage',
    file: 'electron/queue/job-transfer.ts',
    find: "return err('wrong-passphrase');",
    replacement: "return err('damaged');",
    tests: ['integration/queue/carried-photos.test.ts'],
  },
];
