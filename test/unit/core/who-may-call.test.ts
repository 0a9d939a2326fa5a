import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { hashPin } from '../../../electron/operator/operator-pin.ts';
import { type CommandName, commandNames } from '../../../shared/contract.ts';
import type { AskedFiles } from '../../../shared/file-picking-contract.ts';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';
import { sampleRequests } from './sample-requests.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

const signInModes = ['application', 'operator', 'self-service'] as const;
const stationModes = ['reception', 'onboarding'] as const;
const tenants = ['demo', 'own'] as const;
type Column = `${(typeof signInModes)[number]} ${'locked' | 'open'}`;

/**
 * What each command answers, written by hand from what people may do at a station (docs/operator.md, docs/sign-in.md), not
 * from the contract: by the way the station signs in, with the operator's screens locked and open. Nobody is signed in but
 * the demo tenant's own application, no photo is saved, and no photo process runs, so that pictures get no further than to it.
 */
const columns: readonly Column[] = [
  'application locked',
  'application open',
  'operator locked',
  'operator open',
  'self-service locked',
  'self-service open',
];
const table = `
  station.snapshot  | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  station.check     | locked               | ok                   | locked               | ok                   | locked               | ok
  station.log       | locked               | ok                   | locked               | ok                   | locked               | ok
  station.saveLog   | locked               | ok                   | locked               | ok                   | locked               | ok
  station.print     | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  station.hint      | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  station.camera    | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  people.search     | ok                   | ok                   | sign-in-needed       | sign-in-needed       | not-allowed          | not-allowed
  people.identify   | unknown-badge        | unknown-badge        | sign-in-needed       | sign-in-needed       | not-allowed          | not-allowed
  people.photo      | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  people.forget     | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  photos.open       | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed
  photos.assess     | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed | photo-process-failed
  uploads.enqueue   | not-found            | photo-process-failed | not-found            | photo-process-failed | sign-in-needed       | sign-in-needed
  uploads.get       | not-found            | not-found            | not-found            | not-found            | not-found            | not-found
  uploads.list      | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.thumbnail | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.retry     | locked               | not-found            | locked               | not-found            | locked               | not-found
  uploads.retryAll  | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.approve   | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.refuse    | locked               | not-found            | locked               | not-found            | locked               | not-found
  uploads.dismiss   | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.withdraw  | locked               | not-found            | locked               | not-found            | locked               | not-found
  uploads.export    | locked               | ok                   | locked               | ok                   | locked               | ok
  uploads.import    | locked               | transfer-another-file| locked               | transfer-another-file| locked               | not-allowed
  uploads.undo      | locked               | not-found            | locked               | not-found            | sign-in-needed       | sign-in-needed
  uploads.former    | locked               | ok                   | locked               | ok                   | locked               | ok
  signIn.start      | locked               | not-allowed          | locked               | ok                   | ok                   | ok
  signIn.cancel     | locked               | ok                   | locked               | ok                   | ok                   | ok
  signIn.signOut    | locked               | ok                   | locked               | ok                   | ok                   | ok
  signIn.me         | not-allowed          | not-allowed          | not-allowed          | not-allowed          | sign-in-needed       | sign-in-needed
  rosters.list        | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.openFile    | locked               | list-unreadable      | locked               | list-unreadable      | not-allowed          | not-allowed
  rosters.openText    | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.groups      | locked               | ok                   | locked               | sign-in-needed       | not-allowed          | not-allowed
  rosters.openGroup   | locked               | wrong-address        | locked               | sign-in-needed       | not-allowed          | not-allowed
  rosters.openPeople  | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.changeDraft | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.matchDraft  | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.keepDraft   | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.template    | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.rows        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.find        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.mend        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.matchAgain  | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.addWalkIn   | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.spareCards  | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.mark        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.move        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.close       | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.erase       | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.results     | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.heldPhoto   | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  rosters.setUp       | locked               | ok                   | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.share       | locked               | not-found            | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.deleteList  | locked               | not-found            | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.leaveList   | locked               | not-found            | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.stopSetUp   | locked               | ok                   | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.handOver    | locked               | not-found            | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.join        | locked               | not-understood       | not-allowed          | not-allowed          | not-allowed          | not-allowed
  rosters.startSession| locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.endSession  | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.turn        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.call        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  rosters.capture     | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  targets.look        | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  targets.find        | locked               | ok                   | locked               | sign-in-needed       | not-allowed          | not-allowed
  targets.contacts    | locked               | wrong-address        | locked               | bad-request          | not-allowed          | not-allowed
  targets.photo       | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  targets.save        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  hotFolder.look      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  hotFolder.open      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  hotFolder.take      | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  hotFolder.leaveOut  | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  files.look        | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  files.choose      | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  files.leave       | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  imports.look        | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  imports.handOver    | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  imports.receive     | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.openList    | locked               | list-unreadable      | locked               | list-unreadable      | not-allowed          | not-allowed
  imports.changeList  | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.forgetList  | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  imports.lookOver    | locked               | bad-request          | locked               | bad-request          | not-allowed          | not-allowed
  imports.choose      | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.items       | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.picture     | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.crop        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.mend        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.save        | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.pause       | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.resume      | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.cancel      | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.report      | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  imports.forget      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  surveys.look        | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  surveys.begin       | locked               | not-found            | locked               | not-found            | not-allowed          | not-allowed
  surveys.pause       | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  surveys.people      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  surveys.report      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  surveys.toList      | locked               | ok                   | locked               | ok                   | not-allowed          | not-allowed
  operator.stay     | locked               | ok                   | locked               | ok                   | locked               | ok
  operator.close    | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed          | not-allowed
  demo.setFault     | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  connect.look      | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.sheet     | locked               | not-now              | locked               | not-now              | locked               | not-now             
  connect.begin     | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.recognise | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.proceed   | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.answer    | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.stop      | locked               | ok                   | locked               | ok                   | locked               | ok                  
  connect.finish    | locked               | not-now              | locked               | not-now              | locked               | not-now             
  connect.remove    | locked               | ok                   | locked               | ok                   | locked               | ok                  
  certificate.look  | locked               | ok                   | locked               | ok                   | locked               | ok
  certificate.renew | locked               | ok                   | locked               | ok                   | locked               | ok
  certificate.removeFormer | locked        | ok                   | locked               | ok                   | locked               | ok
  certificate.stop  | locked               | ok                   | locked               | ok                   | locked               | ok
  settings.read     | locked               | ok                   | locked               | ok                   | locked               | ok                  
  settings.check    | locked               | ok                   | locked               | ok                   | locked               | ok                  
  settings.write    | locked               | ok                   | locked               | ok                   | locked               | ok                  
  settings.setPin   | locked               | not-now              | locked               | not-now              | locked               | not-now             
  settings.export   | locked               | ok                   | locked               | ok                   | locked               | ok                  
  settings.preview  | locked               | ok                   | locked               | ok                   | locked               | ok                  
  settings.import   | locked               | ok                   | locked               | ok                   | locked               | ok                  
  operator.lock     | ok                   | ok                   | ok                   | ok                   | ok                   | ok
  operator.unlock   | ok                   | ok                   | ok                   | ok                   | ok                   | ok
`;
const rows = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([name, ...cells]) => [name as CommandName, new Map(columns.map((column, index) => [column, cells[index]]))]),
);

const ofDirectory: readonly CommandName[] = ['rosters.openGroup', 'rosters.groups', 'targets.find', 'targets.contacts'];

/** Where a company's own tenant differs: nothing to rehearse, files only where somebody stands beside the station, no credential yet. */
function expectedCode(
  name: CommandName,
  column: Column,
  tenant: (typeof tenants)[number],
  mode: (typeof stationModes)[number],
) {
  if (tenant === 'own' && name === 'demo.setFault') return 'not-allowed';
  if (tenant === 'own' && name === 'photos.open' && mode === 'reception') return 'not-allowed';
  if (tenant === 'own' && ofDirectory.includes(name) && column === 'application open') return 'sign-in-needed';
  const isLookUp = name === 'people.search' || name === 'people.identify';
  if (tenant === 'own' && isLookUp && column.startsWith('application')) return 'sign-in-needed';
  return rows.get(name)?.get(column);
}

/** One field that asks, all the time. */
const askedFile: AskedFiles = { choice: 'file', accept: '' };

describe('who may call what', () => {
  test('is written down for every command of the contract', () => {
    expect([...rows.keys()].sort()).toEqual([...commandNames].sort());
    for (const row of rows.values()) expect([...row.values()]).not.toContain(undefined);
  });

  const cases = signInModes.flatMap((signInMode) =>
    stationModes.flatMap((mode) => tenants.map((tenant) => ({ signInMode, mode, tenant }))),
  );
  test.each(cases)('holds at a station for $mode with $signInMode sign-in at a tenant: $tenant', async (kind) => {
    const { signInMode, mode, tenant } = kind;
    const settings = { signIn: { mode: signInMode }, station: { mode } };
    station = await openCoreStation({ settings, tenant, spawnPhotoProcess: noPhotoProcess });
    for (const lock of ['locked', 'open'] as const) {
      const column: Column = `${signInMode} ${lock}`;
      const answers: Record<string, string> = {};
      const expected: Record<string, string | undefined> = {};
      for (const name of rows.keys()) {
        if (lock === 'locked') await station.ask('operator.lock');
        else await station.ask('operator.unlock', { pin: '-' });
        const reply = await station.ask(name, sampleRequests[name]);
        answers[name] = reply.kind === 'ok' ? 'ok' : reply.error.code;
        expected[name] = expectedCode(name, column, tenant, mode);
      }
      expect(answers, column).toEqual(expected);
    }
  });

  test('closing: staff alone, where the shell can be closed and there is a PIN', async () => {
    let closed = 0;
    const closeStation = () => {
      closed += 1;
    };
    const openWith = (stationSettings: object) =>
      openCoreStation({ settings: { station: stationSettings }, spawnPhotoProcess: noPhotoProcess, closeStation });
    station = await openWith({});
    expect(await station.ask('operator.close')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await station.ask('station.snapshot')).not.toHaveProperty('value.canClose');
    await station.core.stop();
    station = await openWith({ operatorPinHash: await hashPin('246810') });
    expect(await station.ask('station.snapshot')).toMatchObject({ value: { canClose: true } });
    expect(await station.ask('operator.close')).toMatchObject({ error: { code: 'locked' } });
    expect(closed).toBe(0);
    await station.ask('operator.unlock', { pin: '246810' });
    expect(await station.ask('operator.close')).toEqual({ kind: 'ok', value: {} });
    expect(closed).toBe(1);
  });

  test('printing into a file: staff alone, where the shell does it', async () => {
    const file = new TextEncoder().encode('%PDF-');
    station = await openCoreStation({
      settings: { station: { operatorPinHash: await hashPin('246810') } },
      spawnPhotoProcess: noPhotoProcess,
      printPage: async () => file,
    });
    expect(await station.ask('station.snapshot')).toMatchObject({ value: { canPrintToFile: true } });
    expect(await station.ask('station.print')).toMatchObject({ error: { code: 'locked' } });
    await station.ask('operator.unlock', { pin: '246810' });
    expect(await station.ask('station.print')).toEqual({ kind: 'ok', value: { file } });
  });

  test.each([
    ['staff alone, where visitors bring no picture', { station: { canChooseFile: false } }, false, 'locked'],
    ['whoever is there, where visitors may bring one', { station: { canChooseFile: true } }, false, 'ok'],
    ['staff alone, where nobody is photographed yet', {}, true, 'locked'],
  ])('choosing files of the machine: %s', async (_name, settings, isUnset, atTheLock) => {
    const home = path.join(tmpdir(), 'kiosk-nobody-at-home');
    const [downloads, desktop, documents, pictures] = ['a', 'b', 'c', 'd'].map((name) => path.join(home, name)) as [
      string,
      string,
      string,
      string,
    ];
    station = await openCoreStation({
      ...{ settings, isUnset, spawnPhotoProcess: noPhotoProcess },
      fileChooser: {
        asked: () => askedFile,
        give: async () => true,
        leave: () => undefined,
        folders: () => ({ home, downloads, desktop, documents, pictures }),
      },
    });
    const answers = async () => {
      const replies = [await station?.ask('files.look', {}), await station?.ask('files.leave')];
      return replies.map((reply) => (reply?.kind === 'error' ? reply.error.code : reply?.kind));
    };
    await station.ask('operator.lock');
    expect(await answers()).toEqual([atTheLock, atTheLock]);
    await station.ask('operator.unlock', { pin: '-' });
    expect(await answers()).toEqual(['ok', 'ok']);
  });

  test('choosing files of the machine: the operator finds all of the user’s folders, visitors the pictures', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'kiosk-somebody-at-home-'));
    const at = (name: string) => path.join(home, name);
    for (const name of ['downloads', 'desktop', 'documents', 'pictures']) mkdirSync(at(name));
    station = await openCoreStation({
      ...{ settings: { station: { canChooseFile: true } }, spawnPhotoProcess: noPhotoProcess },
      fileChooser: {
        asked: () => askedFile,
        give: async () => true,
        leave: () => undefined,
        folders: () => ({
          home,
          downloads: at('downloads'),
          desktop: at('desktop'),
          documents: at('documents'),
          pictures: at('pictures'),
        }),
      },
    });
    const ask = station.ask;
    const own = async () => {
      const reply = (await ask('files.look')) as { value: { places: { kind: string }[] } };
      return reply.value.places.map(({ kind }) => kind).filter((kind) => kind !== 'drive');
    };
    const chosen = async () => (await ask('files.choose', { paths: [at('documents')] })).kind;
    await ask('operator.lock');
    expect([await own(), await chosen()]).toEqual([['pictures'], 'error']);
    await ask('operator.unlock', { pin: '-' });
    expect([await own(), await chosen()]).toEqual([['downloads', 'desktop', 'documents', 'pictures'], 'ok']);
    rmSync(home, { recursive: true });
  });

  const isGoneWhereUnset = (name: CommandName) =>
    /^(rosters|hotFolder|imports|surveys|targets)\./.test(name) ||
    (['people.search', 'people.identify', 'uploads.enqueue'] as CommandName[]).includes(name);
  test('a station in a lobby that nobody has set up takes nobody’s photo, looks for nobody and keeps no list', async () => {
    station = await openCoreStation({ isUnset: true, spawnPhotoProcess: noPhotoProcess });
    expect(await station.ask('station.snapshot')).toMatchObject({ value: { isUnset: true, needsPin: true } });
    for (const lock of ['operator.lock', 'operator.unlock'] as const) {
      await station.ask(lock, { pin: '-' });
      for (const name of [...rows.keys()].filter(isGoneWhereUnset)) {
        expect(await station.ask(name, sampleRequests[name]), name).toMatchObject({ error: { code: 'not-allowed' } });
      }
    }
    expect(await station.ask('connect.look')).toMatchObject({ value: { connection: { phase: 'none' } } });
  });

  /** By the way the station signs in; locked and open. Everything else is as in the table above. */
  const atBadgeStations: Partial<Record<CommandName, readonly [string, string]>> = {
    'people.search': ['locked', 'ok'],
    'uploads.enqueue': ['not-allowed', 'photo-process-failed'],
  };
  test('holds at a station that asks for a badge: no search by name, no photo of anybody whose badge was not shown', async () => {
    const settings = { station: { trust: 'badge' } };
    station = await openCoreStation({ settings, tenant: 'demo', spawnPhotoProcess: noPhotoProcess });
    for (const [index, lock] of (['locked', 'open'] as const).entries()) {
      for (const name of rows.keys()) {
        if (lock === 'locked') await station.ask('operator.lock');
        else await station.ask('operator.unlock', { pin: '-' });
        const reply = await station.ask(name, sampleRequests[name]);
        const expected =
          atBadgeStations[name]?.[index] ?? expectedCode(name, `application ${lock}`, 'demo', 'reception');
        expect(reply.kind === 'ok' ? 'ok' : reply.error.code, `${name} ${lock}`).toBe(expected);
      }
    }
  });
});
