import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFolder } from '../../../electron/bulk/folder-source.ts';
import type { PictureImport } from '../../../electron/bulk/picture-import.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { ChildLink } from '../../../electron/process/child-link.ts';
import { type ImportStation, openImportStation } from '../../import-station.ts';
import { commented, folderPerson } from '../../picture-folder.ts';

const people = [0, 1].map(folderPerson);
const [portraitName, catName] = people.map(({ employeeId }) => `${employeeId}.jpg`) as [string, string];
let scratch: string;
let folder: string;
let station: ImportStation | undefined;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-failing-faces-'));
  folder = path.join(scratch, 'pictures');
  await mkdir(folder);
  for (const [name, fixture] of [[portraitName, 'astronaut.png'] as const, [catName, 'chelsea.png'] as const]) {
    const drawn = sharp(path.resolve(import.meta.dirname, '../../fixtures', fixture));
    await writeFile(path.join(folder, name), await drawn.resize(1_000).jpeg().toBuffer());
  }
});
let data: string;
beforeEach(async () => {
  data = await mkdtemp(path.join(scratch, 'data-'));
});
afterEach(async () => {
  await station?.close();
  station = undefined;
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A face process that is killed in the middle of each picture for which `isKilled` says so. */
const killing = (isKilled: () => boolean) => (link: ChildLink, kind: 'photo' | 'face') =>
  kind === 'photo'
    ? link
    : {
        ...link,
        post(message: unknown) {
          link.post(message);
          if (isKilled()) link.kill();
        },
      };

/** A face process that runs and never hears of a picture. */
const deaf = (link: ChildLink, kind: 'photo' | 'face') => (kind === 'photo' ? link : { ...link, post() {} });

async function lookedOver(
  options: Omit<Parameters<typeof openImportStation>[1], 'people'>,
  { of = people, from = folder } = {},
): Promise<PictureImport> {
  station = await openImportStation(data, { people: of, ...options });
  const running = station.prepare({ source: openFolder(from) });
  await running.lookOver();
  return running;
}
const said = (running: PictureImport) =>
  Object.fromEntries(
    running
      .items()
      .map(({ name, state, findings }) => [name, [state, ...findings.filter((finding) => finding !== 'not-sharp')]]),
  );
const unknown = ['held', 'faces-unknown'];

test.each([
  ['is killed in the middle of every picture', { spawned: killing(() => true) }],
  ['hangs at every picture', { spawned: deaf, faceTimeLimitMs: 100 }],
])(
  'where the face reader %s, no picture is saved before a person takes it, and all can be taken',
  async (_what, options) => {
    const running = await lookedOver(options);
    expect(said(running)).toEqual({ [portraitName]: unknown, [catName]: unknown });
    expect(running.progress()).toMatchObject({
      phase: 'ready',
      findings: { 'faces-unknown': 2 },
      states: { ready: 0 },
    });
    await running.mend(portraitName, { decision: 'take' });
    expect(said(running)).toEqual({ [portraitName]: ['ready', 'faces-unknown'], [catName]: unknown });
    running.choose({ takes: new Set(['faces-unknown']), takesNewest: false, keepsPresent: false });
    await running.queue();
    expect(running.progress().states).toMatchObject({ queued: 2, held: 0 });
  },
);

test('a face reader that fails once is asked once more, and the picture is told as it is', async () => {
  let killed = 0;
  const running = await lookedOver({ spawned: killing(() => killed++ === 0) });
  expect(killed).toBeGreaterThan(1);
  expect(said(running)).toEqual({ [portraitName]: ['ready'], [catName]: ['held', 'no-face'] });
  expect(running.items().find(({ name }) => name === portraitName)?.cropBy).toBe('face');
});

/** A folder with so many small portraits, each of somebody and in bytes of its own. */
async function manyPortraits(count: number) {
  const from = await mkdtemp(path.join(scratch, 'many-'));
  const of = Array.from({ length: count }, (_, index) => folderPerson(index));
  const portrait = await sharp(path.resolve(import.meta.dirname, '../../fixtures/astronaut.png'))
    .jpeg()
    .toBuffer();
  for (const { employeeId, id } of of) await writeFile(path.join(from, `${employeeId}.jpg`), commented(portrait, id));
  return { from, of };
}

test('a picture given to another person keeps what was seen in it, also where the face reader fails by then', async () => {
  let isDead = false;
  const running = await lookedOver({ spawned: killing(() => isDead) });
  isDead = true;
  const person = { objectId: 'another', displayName: 'Somebody else' };
  await running.mend(portraitName, { match: { kind: 'matched', person, by: 'person' } });
  expect(running.items().find(({ name }) => name === portraitName)).toMatchObject({
    match: { person },
    state: 'ready',
    cropBy: 'face',
  });
});

test('a face reader that fails for minutes is given up, which is told, and the rest waits for a person', async () => {
  const many = await manyPortraits(20);
  const system = createSystemClock();
  let started = 0;
  const clock = { ...system, monotonicMs: () => system.monotonicMs() + started * 30_000 };
  const kill = killing(() => true);
  const spawned = (link: ChildLink, kind: 'photo' | 'face') => {
    if (kind === 'face') started += 1;
    return kill(link, kind);
  };
  const running = await lookedOver({ spawned, clock }, many);
  // Six times half a minute, beside the few pictures that were under way with them; all of them would be forty.
  expect(started).toBeLessThan(20);
  expect(running.progress()).toMatchObject({
    phase: 'ready',
    hasGivenUpFaces: true,
    findings: { 'faces-unknown': 20 },
    states: { held: 20, ready: 0 },
  });
});
