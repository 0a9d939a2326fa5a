import process from 'node:process';
import { lineOf, openRosterStation } from '../roster-station.ts';

/**
 * A station that imports a list of `count` people into the roster "Kill" and photographs them one after another, saying each
 * time only what the store has answered: `imported`, then `captured <number>`. Made to be killed at any moment.
 */
const [folder = '', count = '0'] = process.argv.slice(2);
const { rosters } = await openRosterStation({ folder });
const incoming = Array.from({ length: Number(count) }, (_, index) => lineOf({ employeeNumber: String(index) }));
const imported = rosters.importList('Kill', incoming);
if (imported.kind === 'error') throw new Error(JSON.stringify(imported.error));
process.stdout.write('imported\n');
const { id } = imported.value.roster;
const read = rosters.rows(id);
if (read.kind === 'error') throw new Error(JSON.stringify(read.error));
for (const { personKey, entry, state } of read.value.rows) {
  if (state.kind !== 'open') continue;
  const capture = { jobId: `job-${entry.employeeNumber}`, capturedAtMs: 1, station: 'test' };
  const applied = rosters.apply(id, personKey, { kind: 'capture', capture });
  if (applied.kind === 'error') throw new Error(JSON.stringify(applied.error));
  process.stdout.write(`captured ${entry.employeeNumber}\n`);
}
