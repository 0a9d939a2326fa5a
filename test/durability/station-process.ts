/**
 * A station in a process of its own, to be killed. `node station-process.ts FOLDER MODE COUNT FIRST SIZE`
 * writes one line to stdout the moment something is promised, with a synchronous write:
 * `saved ID PERSON NUMBER SHA256`, `refused CODE`, `STATE ID`, `ready`, `done`.
 */
import { writeSync } from 'node:fs';
import type { UploadJob } from '../../shared/upload-job.ts';
import { openStation, sampleCapture, samplePhoto, sha256 } from '../queue-station.ts';
import { formerStation } from './former-station.ts';
import { nextSections } from './next-sections.ts';

const [folder = '', mode = 'enqueue', countText = '1', firstText = '0', sizeText = '3000'] = process.argv.slice(2);
const count = Number(countText);
const first = Number(firstText);
const sizeBytes = Number(sizeText);
const say = (line: string) => writeSync(1, `${line}\n`);

const station = await openStation({
  folder,
  ...(mode === 'migrate' ? { store: { sections: nextSections } } : {}),
  ...(mode === 'undo' ? formerStation : {}),
});
const { queue, store } = station;
say('ready');

/** What another room keeps of a photo, as the roster will: saved with it or not at all. */
const putRow = (job: UploadJob) => void store.documents.put(`row ${job.id}`, Buffer.from(job.personName));

if (mode === 'enqueue' || mode === 'together') {
  for (let number = first; number < first + count; number += 1) {
    const person = number % 7;
    const photo = samplePhoto(number, sizeBytes);
    const saved = queue.enqueue(sampleCapture(person, photo), mode === 'together' ? putRow : undefined);
    if (saved.kind === 'ok') say(`saved ${saved.value.id} ${person} ${number} ${sha256(photo)}`);
    else say(`refused ${saved.error.code}`);
    if (number % 50 === 49) store.checkpoint();
  }
}
if (mode === 'drain' || mode === 'undo') {
  const undone = new Set<string>();
  const isDone = () => queue.list({ offset: 0, limit: 1, filter: 'open' }).total === 0;
  const drained = new Promise<void>((resolve) => {
    queue.onJobChanged((job) => {
      say(`${job.state.kind} ${job.id}`);
      // Read back now instead of on schedule.
      if (job.state.kind === 'accepted') setImmediate(() => queue.retry(job.id));
      if (mode !== 'undo' || job.former === undefined || undone.has(job.id)) return;
      undone.add(job.id);
      if (queue.undo(job.id).kind === 'ok') say(`undoing ${job.id}`);
    });
    queue.onSummaryChanged(() => isDone() && resolve());
    if (isDone()) resolve();
  });
  queue.start();
  await queue.retryAll();
  await drained;
}
// Until it is killed; the limit only ends one that was forgotten.
if (mode === 'hold') await new Promise((resolve) => setTimeout(resolve, 600_000));
await station.close();
say('done');
