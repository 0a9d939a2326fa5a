import type { Mutant } from './mutant.ts';

const plan = 'electron/bulk/import-plan.ts';
const planned = ['unit/bulk/import-plan.test.ts'];
const paced = 'electron/bulk/paced-reader.ts';
const read = ['unit/bulk/paced-reader.test.ts'];

export const bulkMutants: readonly Mutant[] = [
  {
    name: 'one picture goes to two people',
    file: plan,
    find: "if (neighbours.isOfSeveral(draft)) found.add('same-picture');",
    replacement: '',
    tests: planned,
  },
  {
    name: 'whoever shared a picture with somebody who is left out stays held back',
    file: 'electron/bulk/same-bytes.ts',
    find: 'if (now.isOfSeveral !== before.isOfSeveral) return',
    replacement: 'if (now.isOfSeveral && !before.isOfSeveral) return',
    tests: planned,
  },
  {
    name: 'of two that a person took the later stays, too',
    file: 'electron/bulk/same-bytes.ts',
    find: 'if (now.firstTaken === before.firstTaken) return [];',
    replacement: 'if (true) return [];',
    tests: planned,
  },
  {
    name: 'somebody gets two pictures',
    file: plan,
    find: "if (others.some((other) => other.sha256 !== draft.sha256)) found.add('several-files');",
    replacement: '',
    tests: planned,
  },
  {
    name: 'a picture that no rule lets through goes because somebody pressed take',
    file: plan,
    find: "if (has('unreadable') || has('too-small')) return 'refused';",
    replacement: '',
    tests: planned,
  },
  {
    name: 'reading many photos goes on although the service asked for quiet',
    file: paced,
    find: 'this.#quietUntilMs = Math.max(this.#quietUntilMs, this.#clock.monotonicMs() + delayMs);',
    replacement: '',
    tests: read,
  },
  {
    name: 'everybody is asked although the line is gone',
    file: paced,
    find: 'if (endings.has(outcome.kind)) this.#ending = outcome;',
    replacement: '',
    tests: read,
  },
  {
    name: 'a run after a killed one saves everybody again',
    file: 'electron/bulk/picture-import.ts',
    find: 'this.#parts.ledger.note(match.person.objectId, fileSha256, job.id)',
    replacement: 'undefined',
    tests: ['integration/cli/import-command.test.ts'],
  },
  {
    name: 'a list that was read when the screens locked is kept behind the lock',
    file: 'electron/core/import-desk.ts',
    find: 'if (listTurn !== mine) return notNow;',
    replacement: '',
    tests: ['integration/core/imports.test.ts'],
  },
  {
    name: 'a file that was kept when everything was erased is counted among the next',
    file: 'electron/bulk/handed-files.ts',
    find: "if (key !== under) return err({ code: 'not-now', detail: { what: 'import' } });",
    replacement: '',
    tests: ['integration/bulk/handed-files.test.ts'],
  },
  {
    name: 'a lock while a place is opened that is not there forgets nothing',
    file: 'electron/core/import-desk.ts',
    find: "if (source?.kind !== 'ok' && hasLockedWhileOpening) forgetHanded();",
    replacement: '',
    tests: ['integration/core/imports.test.ts'],
  },
  {
    name: 'files that were chosen for one field are given to another',
    file: 'electron/picking/file-picking.ts',
    find: 'if (fileChooser.asked() !== asked) return notNow();',
    replacement: '',
    tests: ['integration/picking/file-picking.test.ts'],
  },
  {
    name: 'a station that is told to rest while its settings change does not',
    file: 'electron/core/renewable-core.ts',
    find: 'if (rests !== restsBefore) current.rest();',
    replacement: '',
    tests: ['unit/core/renewable-core.test.ts'],
  },
];
