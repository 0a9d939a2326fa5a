/**
 * `node import-run.ts FOLDER COUNT DATA`: imports a folder of pictures named after people of the test's own and prints
 * `begun`, then the milliseconds of the dry run and of the saving, and how many photos were saved.
 */
import { openFolder } from '../../electron/bulk/folder-source.ts';
import { openImportStation } from '../import-station.ts';
import { folderPerson } from '../picture-folder.ts';

console.log('begun');
const [folder = '', count = '0', data = ''] = process.argv.slice(2);
const people = Array.from({ length: Number(count) }, (_, index) => folderPerson(index));
const station = await openImportStation(data, { people });
const running = station.prepare({ source: openFolder(folder) });
const startMs = performance.now();
await running.lookOver();
const lookedMs = performance.now();
await running.queue();
const savedMs = performance.now();
const { states } = running.progress();
console.log(JSON.stringify({ lookMs: lookedMs - startMs, saveMs: savedMs - lookedMs, saved: states.queued }));
await running.close();
await station.close();
