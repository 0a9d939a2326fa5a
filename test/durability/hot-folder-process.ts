import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract.ts';
import { openCoreStation } from '../core-station.ts';
import { portraitJpeg } from '../fixture-photo.ts';

/**
 * `node hot-folder-process.ts DATA FOLDER`: a station whose camera puts a picture into the folder for each person of a roster, one
 * after the other. Says `captured NAME` once a photo was made of the file. Made to be killed at any moment.
 */
const [dataFolder = '', folder = ''] = process.argv.slice(2);
const crop = { centreXPx: 100, centreYPx: 100, edgePx: 200, rotationDeg: 0 };
const lookEveryMs = 100;
const station = await openCoreStation({ dataFolder, settings: { station: { mode: 'onboarding', hotFolder: folder } } });
station.core.start();

async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>> {
  const reply = await station.ask(name, request);
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as CommandReply<Name>;
}
async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(lookEveryMs);
  }
}

await done('operator.unlock', { pin: '-' });
await until(async () => ((await done('hotFolder.look', {})).state === 'watching' ? true : undefined));
const people = station.demo.directory.people.filter(({ isGuest, isEnabled }) => !isGuest && isEnabled).slice(0, 12);
await done('rosters.openText', { text: people.map(({ userPrincipalName }) => userPrincipalName).join('\n') });
await done('rosters.matchDraft', { name: 'Kill' });
const rosterId = (await done('rosters.keepDraft', { name: 'Kill' })).summary.roster.id;
const { session } = await done('rosters.startSession', { rosterId });
const rows = (await done('rosters.rows', { rosterId, filter: 'open', query: '', offset: 0, limit: 50 })).rows;
const portrait = await portraitJpeg(200);
for (const [index, { row }] of rows.entries()) {
  const call = { rosterId, sessionId: session.id, personKey: row.personKey };
  await done('rosters.call', call);
  const name = `${process.pid}-${index}.jpg`;
  const shade = 0.6 + index / 40 + (process.pid % 1000) / 100_000;
  const ready = path.join(path.dirname(folder), name);
  await writeFile(ready, await sharp(portrait).modulate({ brightness: shade }).jpeg().toBuffer());
  await rename(ready, path.join(folder, name));
  const shot = await until(async () => {
    const own = (await done('hotFolder.take', { ...call, shown: [] })).picture;
    if (own !== undefined) return own;
    // On a busy machine a look may have come so late that nobody can tell for whom the picture was: staff say it.
    const late = (await done('hotFolder.look', {})).pictures.find((picture) => picture.name === name);
    return late && (await done('hotFolder.open', { pictureId: late.id })).picture;
  });
  await done('rosters.capture', { ...call, capture: shot.capture, crop, noticeVersion: '1', pictureId: shot.id });
  process.stdout.write(`captured ${name}\n`);
}
