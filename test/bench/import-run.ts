/**
 * `node import-run.ts FOLDER COUNT DATA [faces|no-faces] [CANCEL-AT]`: imports a folder of pictures named after people of the test's own. Prints
 * `begun`, then `PHASE DONE` as it goes on, at the end the milliseconds of the dry run and of the saving, and how many photos were
 * saved. What the dry run said of every file is in `DATA/said.json`. With CANCEL-AT it is cancelled once so many are saved.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openFolder } from '../../electron/bulk/folder-source.ts';
import { openImportStation } from '../import-station.ts';
import { folderPerson, namesakes, saidOf } from '../picture-folder.ts';

console.log('begun');
const [folder = '', count = '0', data = '', faces = 'faces', cancelAt = 'Infinity'] = process.argv.slice(2);
const people = [...namesakes, ...Array.from({ length: Number(count) }, (_, index) => folderPerson(index))];
const station = await openImportStation(data, { people, hasFaces: faces === 'faces', endsProcesses: true });
let told = '';
const running = station.prepare({
  source: openFolder(folder),
  onChange() {
    const { phase, done } = running.progress();
    const line = `${phase} ${done}`;
    if (line !== told) console.log(line);
    told = line;
    if (phase === 'queueing' && done >= Number(cancelAt)) running.cancel();
  },
});
const startMs = performance.now();
await running.lookOver();
const lookedMs = performance.now();
writeFileSync(path.join(data, 'said.json'), JSON.stringify([...saidOf(running.items())]));
const savingMs = performance.now();
await running.queue();
const savedMs = performance.now();
const { states } = running.progress();
console.log(JSON.stringify({ lookMs: lookedMs - startMs, saveMs: savedMs - savingMs, saved: states.queued }));
await running.close();
await station.close();
