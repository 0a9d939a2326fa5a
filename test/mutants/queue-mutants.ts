import type { Mutant } from './mutant.ts';

const transition = 'electron/queue/job-transition.ts';
const choice = 'electron/queue/next-work.ts';
const pacer = 'electron/queue/pacer.ts';
const transitions = ['unit/queue/job-transition.test.ts'];
const pacing = ['unit/queue/pacer.test.ts'];
const restart = ['integration/queue/restart.test.ts'];
const queue = ['integration/queue/upload-queue.test.ts'];

/** Faults in the upload queue. */
export const queueMutants: readonly Mutant[] = [
  {
    name: 'two uploads for one slot at a time',
    file: choice,
    find: '!jobIndex.isSlotBusy(record.slot)',
    replacement: 'true',
    tests: queue,
  },
  {
    name: 'a refused photo is sent again and again',
    file: transition,
    find: "case 'refused':\n",
    replacement: "case 'refused':\n      return waiting(counted);\n",
    tests: transitions,
  },
  {
    name: 'a transient failure ends the job',
    file: transition,
    find: 'return waiting({ ...record, failures, trouble },',
    replacement: "return failures > 9 ? parked(record, 'refused') : waiting({ ...record, failures, trouble },",
    tests: transitions,
  },
  {
    name: 'being offline counts as an attempt',
    file: transition,
    find: 'return waiting(told);',
    replacement: 'return waiting(counted);',
    tests: transitions,
  },
  {
    name: 'many stations try again in the same moment',
    file: 'electron/queue/backoff.ts',
    find: 'leastMs + random *',
    replacement: 'leastMs + 1 *',
    tests: pacing,
  },
  {
    name: 'a photo is erased before it is confirmed',
    file: 'electron/queue/job-record.ts',
    find: 'return state.nextVerificationAtMs === undefined;',
    replacement: 'return true;',
    tests: transitions,
  },
  {
    name: 'a photo withdrawn while it was being sent is sent again',
    file: transition,
    find: "if (record.isWithdrawing) return ended(told, 'withdrawn');",
    replacement: '',
    tests: transitions,
  },
  {
    name: 'an older photo that waits is kept and sent',
    file: 'electron/queue/job-admission.ts',
    find: "entry.record.state.kind === 'waiting' || entry.record.state.kind === 'parked'",
    replacement: 'false',
    tests: queue,
  },
  {
    name: 'an older photo whose sending failed is sent again',
    file: transition,
    find: "if (event.isOutdated) return ended(told, 'superseded');",
    replacement: '',
    tests: transitions,
  },
  {
    name: 'what was being sent when the process ended is forgotten',
    file: 'electron/queue/job-recovery.ts',
    find: 'jobStore.record(interrupted);',
    replacement: '',
    tests: restart,
  },
  {
    name: 'the ledger is not written',
    file: 'electron/queue/job-table.ts',
    find: 'ledgerFormat.write(ledger)))',
    replacement: 'ledgerFormat.write(this.#ledger)))',
    tests: restart,
  },
  {
    name: 'other bytes than the ones shown are saved',
    file: 'electron/queue/job-admission.ts',
    find: "|| createHash('sha256').update(photo).digest('hex') !== photoSha256) {",
    replacement: ') {',
    tests: queue,
  },
  {
    name: 'photos are taken without room on the disk',
    file: 'electron/queue/job-admission.ts',
    find: 'if (!store.hasRoom(sizeBytes))',
    replacement: 'if (false)',
    tests: queue,
  },
  {
    name: 'a damaged photo is sent',
    file: 'electron/queue/job-table.ts',
    find: "=== record.photoSha256 ? ok(photo) : err('damaged')",
    replacement: "!== '' ? ok(photo) : err('damaged')",
    tests: restart,
  },
  {
    name: 'the queue does not wait as long as Retry-After says',
    file: pacer,
    find: 'retryAfterMs ?? probeDelayMs(',
    replacement: 'probeDelayMs(',
    tests: pacing,
  },
  {
    name: 'a job does not wait as long as Retry-After says',
    file: transition,
    find: 'Math.max(ownMs, retryAfterMs)',
    replacement: 'ownMs',
    tests: transitions,
  },
  {
    name: 'news of the network shorten a throttle',
    file: pacer,
    find: "probeSoon({ ...pacer, network: 'online' }, ['offline'],",
    replacement: "probeSoon({ ...pacer, network: 'online' }, ['offline', 'throttled'],",
    tests: pacing,
  },
  {
    name: 'a photo that a newer one outdates is sent',
    file: choice,
    find: 'if (jobIndex.isOutdated(entry.record)) return { outdated: entry.record };',
    replacement: '',
    tests: ['integration/queue/withdrawn-retake.test.ts'],
  },
  {
    name: 'a photo that a newer one outdates waits for ever',
    file: choice,
    find: 'if (jobIndex.isOutdated(entry.record)) return { outdated: entry.record };',
    replacement: 'if (jobIndex.isOutdated(entry.record)) continue;',
    tests: ['integration/queue/withdrawn-retake.test.ts'],
  },
  {
    name: 'a clock that jumped erases photos',
    file: 'electron/queue/upload-queue.ts',
    find: 'before !== undefined && isClockSteady(before, now)',
    replacement: 'before !== undefined',
    tests: ['integration/queue/clock-jumps.test.ts'],
  },
  {
    name: 'every clock counts as steady',
    file: 'electron/queue/queue-retention.ts',
    find: ' <= steadyWithinMs;',
    replacement: ' <= Number.POSITIVE_INFINITY;',
    tests: ['integration/queue/clock-jumps.test.ts'],
  },
  {
    name: 'the audit grows for ever',
    file: 'electron/queue/audit-log.ts',
    find: 'seq - first >= lineLimit',
    replacement: 'false',
    tests: ['integration/queue/audit-rotation.test.ts'],
  },
  {
    name: 'the audit loses lines that belong to its chain',
    file: 'electron/queue/audit-log.ts',
    find: 'WHERE seq < ?',
    replacement: 'WHERE seq > ?',
    tests: ['integration/queue/audit-rotation.test.ts'],
  },
  {
    name: 'an import ignores the hash of its photos',
    file: 'electron/queue/job-admission.ts',
    find: "|| createHash('sha256').update(photo).digest('hex') !== photoSha256) return undefined;",
    replacement: ') return undefined;',
    tests: ['integration/queue/import-hash.test.ts'],
  },
  {
    name: 'a changed line of the audit goes unnoticed',
    file: 'electron/queue/audit-log.ts',
    find: '|| chain !== expected',
    replacement: '',
    tests: queue,
  },
  {
    name: 'a transfer file is opened with any passphrase',
    file: 'electron/queue/job-transfer.ts',
    find: "passphrase.normalize('NFC')",
    replacement: 'passphrase.slice(0, 0)',
    tests: queue,
  },
  {
    name: 'a read-back that could not be made counts as one',
    file: transition,
    find: 'isBlind(receipt) && event.isOwnFault !== true ? 0 : 1',
    replacement: '1',
    tests: transitions,
  },
];
