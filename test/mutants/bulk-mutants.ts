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
];
