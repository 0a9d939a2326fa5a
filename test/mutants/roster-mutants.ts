import type { Mutant } from './mutant.ts';

const merge = 'electron/roster/merge.ts';
const merged = ['unit/roster/merge.test.ts'];
const shared = ['integration/roster/shared-roster.test.ts'];
const turns = ['integration/roster/shared-turns.test.ts'];
const trouble = ['integration/roster/shared-list-trouble.test.ts'];

/** Faults in what several stations promise each other about one roster. */
export const rosterMutants: readonly Mutant[] = [
  {
    name: 'of two photos the one that is told last wins, whichever is newer',
    file: merge,
    find: 'if (order !== 0) return order > 0 ? a : b;',
    replacement: 'if (order !== 0) return b;',
    tests: merged,
  },
  {
    name: 'a photo that was confirmed is only sent again in the next record',
    file: merge,
    find: 'const stage = stages.indexOf(a.stage) >= stages.indexOf(b.stage) ? a.stage : b.stage;',
    replacement: 'const stage = b.stage;',
    tests: merged,
  },
  {
    name: 'two stations call the same person',
    file: 'electron/roster/row-claim.ts',
    find: "if (other !== undefined) return { kind: 'taken', by: other };",
    replacement: '',
    tests: shared,
  },
  {
    name: 'without the list a station calls people of another one’s part',
    file: 'electron/roster/share-order.ts',
    find: 'isForOthers: ({ personKey, position }) => isThere(personKey) || parts.isForOthers(position),',
    replacement: 'isForOthers: ({ personKey }) => isThere(personKey),',
    tests: turns,
  },
  {
    name: 'a station that has lost the list calls whom the others are about to call',
    file: 'electron/roster/share-order.ts',
    find: 'return { ...order, ahead: { after: glance.places(), count, isPassedOver } };',
    replacement: 'return order;',
    tests: turns,
  },
  {
    name: 'somebody is called again whom a station had called before it was cut off',
    file: 'electron/roster/share-glance.ts',
    find: 'isThere: (key) => this.claimedBy(key, nowMs) !== undefined || isHeld(key),',
    replacement: 'isThere: (key) => this.claimedBy(key, nowMs) !== undefined,',
    tests: turns,
  },
  {
    name: 'without the list somebody is called who stood before another camera when it was lost',
    file: 'electron/roster/share-order.ts',
    find: 'glance.callsElsewhere(knownUntilMs, silence);',
    replacement: 'glance.callsElsewhere(Number.MAX_SAFE_INTEGER);',
    tests: turns,
  },
  {
    name: 'a photo that another station overwrote stays overwritten',
    file: 'electron/roster/kept-photos.ts',
    find: "if (list === 'read' && isBest && isOverwritten(record, nowMs)) this.#sendAgain(row, known, captureId);",
    replacement: '',
    tests: shared,
  },
  {
    name: 'a station that lost its roster ends the sharing for all',
    file: 'electron/roster/share-standing.ts',
    find: "return share.isErasing() ? 'erased' : 'lost';",
    replacement: "return 'erased';",
    tests: trouble,
  },
  {
    name: 'a station brings back the rows that another one has erased on purpose',
    file: 'electron/roster/share-exchange.ts',
    find: 'await this.#goOnAlone();\n      return read;',
    replacement: '',
    tests: shared,
  },
  {
    name: 'what a newer version wrote into a row is lost with the first change of an older one',
    file: 'electron/roster/shared-record.ts',
    find: "if (!Object.hasOwn(recordParts, name)) return 'other';",
    replacement: 'if (!Object.hasOwn(recordParts, name)) return undefined;',
    tests: merged,
  },
  {
    name: 'of two rows for one person each station keeps to another one',
    file: 'electron/roster/share-book.ts',
    find: 'const isCopy = known.itemId !== undefined && isBefore(known.itemId, listed.itemId);',
    replacement: 'const isCopy = false;',
    tests: trouble,
  },
  {
    name: 'a station whose clock is far ahead when it starts erases a shared roster for all',
    file: 'electron/roster/roster-retention.ts',
    find: 'if (time === undefined) return daysSince(wallMs) > eraseAfterDays;',
    replacement: 'if (daysSince(wallMs) > eraseAfterDays) return true;\n    if (time === undefined) return false;',
    tests: ['integration/roster/shared-ending.test.ts'],
  },
  {
    name: 'a station whose clock was wrong at closing erases a shared roster for all at another time than the others',
    file: 'electron/roster/share-standing.ts',
    find: 'share.change({ closedAtMs: nowMs });',
    replacement: 'share.change({ closedAtMs: roster.value.closedAtMs });',
    tests: ['integration/roster/shared-ending.test.ts'],
  },
  {
    name: 'a station that nobody has told whose a list is writes its people into it',
    file: 'electron/roster/share-exchange.ts',
    find: 'const told = this.#share.mayTell ? await this.#share.push(isOver) : ok(0);',
    replacement: 'const told = await this.#share.push(isOver);',
    tests: ['integration/roster/foreign-list.test.ts'],
  },
  {
    name: 'two stations with one changed file prove to each other that a list is theirs',
    file: 'electron/roster/list-proof.ts',
    find: 'else this.#isTold ||= note.isProved === true;',
    replacement: 'else this.#isTold = true;',
    tests: ['integration/roster/foreign-list.test.ts'],
  },
];
