import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDriveLook } from '../../../electron/picking/drive-look.ts';
import { listFolder } from '../../../electron/picking/folder-list.ts';
import { macDrives, machineDrives } from '../../../electron/picking/machine-drives.ts';
import { folderEntryLimit } from '../../../shared/file-picking-contract.ts';
import { eventually } from '../../eventually.ts';
import { openPickingMachine, type PickingMachine } from './picking-machine.ts';

let machine: PickingMachine;
beforeEach(() => {
  machine = openPickingMachine();
});
afterEach(() => machine.remove());
const at: PickingMachine['at'] = (...names) => machine.at(...names);
const picking: PickingMachine['picking'] = (parts) => machine.picking(parts);

/** The names that a look tells, of folders with a stroke behind them. */
async function namesIn(pick: Pick<ReturnType<PickingMachine['picking']>, 'look'>, where: string) {
  const reply = await pick.look(where);
  if (reply.kind === 'error') return reply.error.code;
  return reply.value.folder?.entries.map(({ kind, name }) => (kind === 'folder' ? `${name}/` : name));
}

test('folders that are there are offered, and in them folders first, then the files that fit, by name and number', async () => {
  const pick = picking();
  const reply = await pick.look();
  const kinds = reply.kind === 'ok' ? reply.value.places.map(({ kind }) => kind) : [];
  expect(kinds.filter((kind) => kind !== 'drive')).toEqual(['downloads', 'pictures']);
  expect(await namesIn(pick, at('Downloads'))).toEqual(['lists/', 'station/', 'b9.csv', 'b10.csv']);
});

test('a file is told with its size and its time, a folder with the way back to its place', async () => {
  const reply = await picking().look(at('Downloads/lists'));
  expect(reply).toMatchObject({
    value: {
      folder: { name: 'lists', parent: at('Downloads'), isCut: false, entries: [{ name: 'day.csv', sizeBytes: 5 }] },
    },
  });
  expect(await picking().look(at('Downloads'))).not.toHaveProperty('value.folder.parent');
});

test('of a folder that is chosen whole everything in it is told, and the folder itself is given', async () => {
  machine.asked = { choice: 'folder', accept: '' };
  const pick = picking();
  expect(await namesIn(pick, at('Downloads'))).toContain('face.jpg');
  expect(await pick.choose([at('Downloads/lists')])).toMatchObject({ kind: 'ok' });
  expect(machine.given).toEqual([[at('Downloads/lists')]]);
});

test('what is hidden, the station’s own or outside the places can neither be looked at nor chosen, by whatever way it is named', async () => {
  symlinkSync(at('private'), at('Downloads/way-out'));
  symlinkSync(at('private/secret.csv'), at('Downloads/secret.csv'));
  const pick = picking();
  for (const where of [
    'private',
    'Downloads/.keys',
    'Downloads/station',
    'Downloads/../private',
    'Downloads/way-out',
    '.',
  ]) {
    expect(await namesIn(pick, at(where)), where).toBe('not-found');
  }
  const files = ['private/secret.csv', 'Downloads/.hidden.csv', 'Downloads/.keys/k.csv', 'Downloads/station/kiosk.csv'];
  for (const file of [...files, 'Downloads/secret.csv', 'Downloads/way-out/secret.csv', 'Downloads/nothing.csv']) {
    expect(await pick.choose([at('Downloads/b9.csv'), at(file)]), file).toMatchObject({ error: { code: 'not-found' } });
  }
  for (const where of ['relative', '', '/', 'Downloads\0']) expect(await namesIn(pick, where), where).toBe('not-found');
  expect(machine.given).toEqual([]);
});

test('visitors see of the user’s folders the pictures alone', async () => {
  machine.asked = { choice: 'file', accept: 'image/*' };
  const pick = picking({ isOperator: false });
  expect(await namesIn(pick, at('Downloads'))).toBe('not-found');
  expect(await namesIn(pick, at('Pictures'))).toEqual(['face.png']);
  // Where the system names one folder for everything, what staff saved lies in it.
  const together = picking({ isOperator: false, pictures: 'Downloads' });
  for (const where of ['Pictures', 'Downloads']) expect(await namesIn(together, at(where))).toBe('not-found');
});

test('a home in the place of a folder is nobody’s to look at', async () => {
  machine.asked = { choice: 'folder', accept: '' };
  for (const isOperator of [true, false]) {
    const pick = picking({ isOperator, pictures: '.' });
    for (const where of ['.', 'private']) expect(await namesIn(pick, at(where)), where).toBe('not-found');
    expect(await pick.choose([at('private')])).toMatchObject({ error: { code: 'not-found' } });
  }
  expect(machine.given).toEqual([]);
});

test('what a camera’s program put there of other people is staff’s alone, on a drive and below the pictures', async () => {
  machine.asked = { choice: 'file', accept: 'image/*' };
  mkdirSync(at('Pictures/camera'));
  writeFileSync(at('Pictures/camera/ada.jpg'), '');
  const parts = { hotFolder: at('Pictures/camera') };
  expect(await namesIn(picking(parts), at('Pictures/camera'))).toEqual(['ada.jpg']);
  const visitor = picking({ ...parts, isOperator: false });
  expect(await namesIn(visitor, at('Pictures/camera'))).toBe('not-found');
  expect(await visitor.choose([at('Pictures/camera/ada.jpg')])).toMatchObject({ error: { code: 'not-found' } });
  machine.asked = { choice: 'folder', accept: '' };
  expect(await visitor.choose([at('Pictures')])).toMatchObject({ error: { code: 'not-found' } });
  expect(machine.given).toEqual([]);
});

/** Paths of a machine of which one is on a drive that answers no longer once it is `dead`. */
function dyingDrive(named: string) {
  const drive = { isDead: false, asked: Promise.withResolvers<void>() };
  const realOf = (one: string): Promise<string> => {
    if (!drive.isDead || one !== named) return realpath(one);
    drive.asked.resolve();
    return new Promise(() => undefined);
  };
  return { drive, realOf };
}

test('a camera’s folder on a drive that answers no longer holds nobody up, and stays staff’s alone', async () => {
  machine.asked = { choice: 'file', accept: 'image/*' };
  mkdirSync(at('Pictures/camera'));
  writeFileSync(at('Pictures/camera/ada.jpg'), '');
  symlinkSync(at('Pictures/camera'), at('hot'));
  const { drive, realOf } = dyingDrive(at('hot'));
  const visitor = picking({ isOperator: false, hotFolder: at('hot'), realOf });
  expect(await namesIn(visitor, at('Pictures'))).toEqual(['camera/', 'face.png']);
  drive.isDead = true;
  const looked = namesIn(visitor, at('Pictures'));
  await drive.asked.promise;
  machine.clock.advance(1_500);
  expect(await looked).toEqual(['camera/', 'face.png']);
  // From now on without waiting for it: the clock stands still.
  expect(await namesIn(visitor, at('Pictures/camera'))).toBe('not-found');
  expect(await visitor.choose([at('Pictures/camera/ada.jpg')])).toMatchObject({ error: { code: 'not-found' } });
  expect(await visitor.choose([at('Pictures/face.png')])).toMatchObject({ kind: 'ok' });
});

test('a folder on a drive that answers no longer is not there after a moment', async () => {
  const { drive, realOf } = dyingDrive(at('Downloads/lists'));
  const pick = picking({ realOf });
  drive.isDead = true;
  const looked = namesIn(pick, at('Downloads/lists'));
  await drive.asked.promise;
  machine.clock.advance(1_500);
  expect(await looked).toBe('not-found');
  expect(await pick.choose([at('Downloads/lists')])).toMatchObject({ error: { code: 'not-found' } });
});

test('a folder whose list does not come is not there after a while, nor asked again before it came', async () => {
  const lists = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  let listed = 0;
  const pick = picking({
    async listOf(folder, what) {
      listed += 1;
      lists[0].resolve();
      await lists[1].promise;
      return listFolder(folder, what);
    },
  });
  const looked = namesIn(pick, at('Downloads/lists'));
  await lists[0].promise;
  machine.clock.advance(10_000);
  expect(await looked).toBe('not-found');
  // From now on without waiting for it: the clock stands still.
  expect(await namesIn(pick, at('Downloads/lists'))).toBe('not-found');
  expect(listed).toBe(1);
  lists[1].resolve();
  await eventually(async () => expect(await namesIn(pick, at('Downloads/lists'))).toEqual(['day.csv']));
});

test('the machine is asked for its drives once for each list of places, not for each step into them', async () => {
  const pick = picking({ isOperator: false, drives: [at('private')], removable: [at('private')] });
  for (const where of [undefined, at('private'), at('private')]) await pick.look(where);
  expect(machine.drivesAsked).toBe(1);
  await pick.look();
  expect(machine.drivesAsked).toBe(2);
  expect(await pick.choose([at('private/secret.csv')])).toMatchObject({ kind: 'ok' });
  expect(machine.drivesAsked).toBe(2);
  for (const end of [() => undefined, () => pick.leave()]) {
    end();
    machine.asked = { choice: 'file', accept: '.csv' };
    expect(await namesIn(pick, at('private'))).toEqual(['secret.csv']);
  }
  expect(machine.drivesAsked).toBe(4);
});

test('drives of macOS are all its volumes but the link to the machine’s own, and what is hidden', async () => {
  for (const name of ['R&D', '.timemachine']) mkdirSync(at('private', name));
  symlinkSync('/', at('private/Macintosh HD'));
  symlinkSync(at('Pictures'), at('private/elsewhere'));
  // A link into a volume that is gone is told as it is: whoever followed one into a dead server would wait for ever.
  symlinkSync(at('nowhere'), at('private/gone'));
  const names = (await macDrives(at('private'))).map((drive) => path.relative(at('private'), drive));
  expect(names.filter((name) => name !== 'secret.csv').sort()).toEqual(['R&D', 'elsewhere', 'gone']);
});

test('a machine that did not tell its drives is asked again with the next step, and one that did is believed', async () => {
  const drives = [at('private')];
  const answers: (readonly string[] | undefined | Error)[] = [undefined, new Error('no such tool'), drives];
  const pick = picking({
    ...{ drives, isOperator: false },
    removableAmong: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const looks = [];
  for (const _ of [1, 2, 3, 4]) looks.push(await namesIn(pick, at('private')));
  expect(looks).toEqual(['not-found', 'not-found', ['secret.csv'], ['secret.csv']]);
  expect(machine.drivesAsked).toBe(1);
});

test('a machine that did not even tell what is plugged in is asked again, for visitors too', async () => {
  const answers = [Promise.reject(new Error('no such folder')), Promise.resolve(['stick'])];
  const look = createDriveLook({
    all: () => answers.shift() ?? Promise.resolve([]),
    removableAmong: async (some) => some,
  });
  expect([await look.shown(false), await look.shown(false), await look.shown(true)]).toEqual([
    [],
    ['stick'],
    ['stick'],
  ]);
});

test('a tool of the system that is not there tells nothing of drives, also not that there are none', async () => {
  const another = process.platform === 'darwin' ? 'win32' : 'darwin';
  expect(await machineDrives(another).removableAmong([at('private')])).toBeUndefined();
});

test('a drive that nobody takes away again is staff’s alone', async () => {
  const drives = [at('private')];
  expect(await namesIn(picking({ drives }), at('private'))).toEqual(['secret.csv']);
  expect(await namesIn(picking({ drives, isOperator: false }), at('private'))).toBe('not-found');
});

test('a folder that holds the station’s own files is not given whole', async () => {
  machine.asked = { choice: 'folder', accept: '' };
  const pick = picking();
  expect(await pick.choose([at('Downloads')])).toMatchObject({ error: { code: 'not-found' } });
  expect(machine.given).toEqual([]);
  expect(await pick.choose([at('Pictures')])).toMatchObject({ kind: 'ok' });
});

test('of a drive that Windows has used nothing of the system is shown', async () => {
  machine.asked = { choice: 'file', accept: '' };
  for (const name of ['$RECYCLE.BIN', 'System Volume Information']) mkdirSync(at('Pictures', name));
  writeFileSync(at('Pictures/Thumbs.db'), '');
  expect(await namesIn(picking(), at('Pictures'))).toEqual(['face.png']);
  expect(await namesIn(picking(), at('Pictures/System Volume Information'))).toBe('not-found');
});

test('nothing is told or given while no field asks for files, also after one was given some', async () => {
  const pick = picking();
  expect(await pick.choose([at('Downloads/b9.csv')])).toMatchObject({ kind: 'ok' });
  expect(await namesIn(pick, at('Downloads'))).toBe('not-now');
  expect(await pick.choose([at('Downloads/b9.csv')])).toMatchObject({ error: { code: 'not-now' } });
  machine.asked = { choice: 'file', accept: '' };
  pick.leave();
  expect(await pick.look()).toMatchObject({ error: { code: 'not-now' } });
  expect(machine.given).toHaveLength(1);
});

test('what was chosen for one field is given to no other that asks while the disk is waited for', async () => {
  const pick = picking({
    async realOf(named) {
      machine.asked = { choice: 'file', accept: '' };
      return realpath(named);
    },
  });
  expect(await pick.choose([at('Downloads/b9.csv')])).toMatchObject({ error: { code: 'not-now' } });
  expect(machine.given).toEqual([]);
});

test('of more files than anybody looks through the newest are told, by name, and that there are others', async () => {
  for (let index = 0; index <= folderEntryLimit; index += 1) {
    writeFileSync(at('Pictures', `${index}.csv`), '');
    // The one that comes last by its name is the newest.
    utimesSync(at('Pictures', `${index}.csv`), 1_000 + index, 1_000 + index);
  }
  const reply = await picking().look(at('Pictures'));
  expect(reply).toMatchObject({ value: { folder: { isCut: true } } });
  const entries = (reply.kind === 'ok' && reply.value.folder?.entries) || [];
  expect(entries).toHaveLength(folderEntryLimit);
  expect([entries.at(0)?.name, entries.at(-1)?.name]).toEqual(['1.csv', `${folderEntryLimit}.csv`]);
});
