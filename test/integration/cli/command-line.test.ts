import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../electron/cli/commands.ts';
import { openSession } from '../../../electron/cli/session.ts';
import { servedEdgesPx } from '../../../electron/graph/dialects.ts';
import { sampleClientId } from '../../sample-client-id.ts';
import { aoi, astronaut, type CommandStation, openCommandStation } from './command-station.ts';

let station: CommandStation;
beforeAll(async () => {
  station = await openCommandStation();
});
afterAll(() => station.close());
afterEach(() => station.clearFaults());
const kiosk = (...args: string[]) => station.kiosk(...args);
const inFolder = (name: string) => station.inFolder(name);

describe('wrong input', () => {
  beforeAll(async () => {
    await writeFile(inFolder('empty.jpg'), '');
    await writeFile(inFolder('words.jpg'), 'no picture');
    await writeFile(inFolder('large.jpg'), Buffer.alloc(4 * 1024 * 1024));
    await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .toFile(inFolder('tiny.jpg'));
    await writeFile(inFolder('bad.json'), '{"tenant":"prod","colour":1}');
    await writeFile(
      inFolder('http.json'),
      JSON.stringify({
        tenant: {
          tenantId: 'x.example',
          clientId: 'de300000-7e4a-4c1d-8f00-0000000000a1',
          graphUrl: 'http://graph.microsoft.com',
        },
      }),
    );
  });

  it.each<[string, () => string[], RegExp]>([
    ['no command', () => [], /usage: npm run kiosk/],
    ['an unknown command', () => ['frob'], /expected one of .*upload.*, got "frob"/],
    ['an unknown option', () => ['upload', aoi, astronaut, '--fast'], /--fast/],
    ['a missing argument', () => ['upload', aoi], /expected 2 arguments, got 1/],
    ['an argument too many', () => ['delete', aoi, 'x'], /expected 1 argument, got 2/],
    ['a target that is none', () => ['upload', 'aoi', astronaut], /expected me, user:ID-OR-UPN.*got "aoi"/],
    [
      'a method that is none',
      () => ['upload', aoi, astronaut, '--method', 'POST'],
      /expected PUT or PATCH, got "POST"/,
    ],
    ['sizes and a file', () => ['photo', aoi, '--sizes', '--out', 'x.jpg'], /--sizes: expected no --size or --out/],
    ['a size that is not served', () => ['photo', aoi, '--size', '241'], /expected one of 48, .*648, got "241"/],
    [
      'a file that is not there',
      () => ['upload', aoi, 'nowhere.jpg'],
      /nowhere.jpg: expected a readable picture file, got ENOENT/,
    ],
    ['a folder', () => ['upload', aoi, station.folder], /expected a picture file, got something that is not a file/],
    ['an empty file', () => ['upload', aoi, inFolder('empty.jpg')], /got an empty file/],
    ['a file that is no picture', () => ['upload', aoi, inFolder('words.jpg')], /expected .*got/],
    ['a picture too small', () => ['upload', aoi, inFolder('tiny.jpg')], /expected at least 48 pixels, got 20x20/],
    [
      'a file too large to send',
      () => ['upload', aoi, inFolder('large.jpg'), '--as-is'],
      /expected at most 4194303 bytes, got 4194304 bytes/,
    ],
    ['a PNG sent as it is', () => ['upload', aoi, astronaut, '--as-is'], /expected a JPEG picture/],
    ['a target to check that is none', () => ['check', '--target', 'aoi'], /expected me, user:ID-OR-UPN.*got "aoi"/],
    ['a language that is none', () => ['check', '--language', 'fr'], /expected en, ja, zh-Hans, got "fr"/],
    ['settings that cannot be read', () => ['check', '--config', inFolder('none.json')], /none.json/],
    ['settings that are wrong', () => ['check', '--config', inFolder('bad.json')], /colour/],
    [
      'settings that would send a token in clear',
      () => ['check', '--config', inFolder('http.json')],
      /expected an https URL/,
    ],
  ])('%s ends with 2, says expected and actual, and sends nothing', async (_, args, message) => {
    const sent = () => station.tenant.requests().filter((request) => request.area === 'graph').length;
    const before = sent();
    const ran = await kiosk(...args());
    expect(ran.exitCode).toBe(2);
    expect(ran.error).toMatch(message);
    expect(ran.out).toBe('');
    expect(sent()).toBe(before);
    if (args().length > 0) {
      const machine = await kiosk(...args(), '--json');
      expect(machine).toMatchObject({ exitCode: 2, json: { isOk: false } });
      expect(String(machine.json.error)).toMatch(message);
    }
  });
});

describe('photo and delete', () => {
  it('show, save and remove a photo', async () => {
    await kiosk('upload', aoi, astronaut);
    expect((await kiosk('photo', aoi, '--json')).json).toMatchObject({ isOk: true, hasPhoto: true, widthPx: 648 });
    const file = inFolder('240.jpg');
    expect((await kiosk('photo', aoi, '--size', '240', '--out', file)).exitCode).toBe(0);
    expect((await sharp(file).metadata()).width).toBe(240);
    expect((await kiosk('delete', aoi, '--json')).json).toEqual({ isOk: true, target: aoi, was: 'deleted' });
    expect((await kiosk('delete', aoi, '--json')).json).toEqual({ isOk: true, target: aoi, was: 'no-photo' });
    expect((await kiosk('photo', aoi, '--json')).json).toMatchObject({ isOk: true, hasPhoto: false });
  });

  it('tell in which sizes a photo is served, and that there is none', async () => {
    await kiosk('upload', aoi, 'test/fixtures/coffee.png');
    const { json, exitCode } = await kiosk('photo', aoi, '--sizes', '--json');
    const stored = (await station.tenant.photo({ user: 'aoi.tanaka@tidewater.example' }))?.widthPx ?? 0;
    const sizes = servedEdgesPx.filter((edge) => edge <= stored).map((edge) => ({ widthPx: edge, heightPx: edge }));
    expect([json, exitCode]).toEqual([{ isOk: true, target: aoi, hasPhoto: true, sizes }, 0]);
    expect((await kiosk('photo', aoi, '--sizes')).out).toContain(`${aoi}: 48 × 48, 64 × 64, `);
    await kiosk('delete', aoi);
    expect(await kiosk('photo', aoi, '--sizes')).toMatchObject({ exitCode: 0, out: `${aoi} has no photo.` });
    station.tenant.setFault('network-off');
    expect((await kiosk('photo', aoi, '--sizes')).error).toContain('a photo could not be read');
  });

  it('reach somebody by a mail address that is not their account’s name', async () => {
    const [person] = station.tenant.directory.people.filter(
      ({ id }) => id === station.tenant.directory.person(aoi.slice(5))?.id,
    );
    if (person === undefined) throw new Error('nobody to address');
    station.tenant.directory.put({ ...person, mail: 'aoi@mail.example' });
    expect((await kiosk('upload', 'user:aoi@mail.example', astronaut, '--verify')).out).toContain('Confirmed');
    const seen = await kiosk('photo', 'user:aoi@mail.example', '--json');
    expect(seen.json).toMatchObject({ isOk: true, target: 'user:aoi@mail.example', widthPx: 648 });
    station.tenant.directory.put(person);
  });

  it('fail when a file was asked for and there is no photo', async () => {
    await kiosk('delete', aoi);
    const file = inFolder('none.jpg');
    expect((await kiosk('photo', aoi, '--out', file)).exitCode).toBe(1);
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('say of a read and of a deletion what failed, not that a photo did not arrive', async () => {
    station.tenant.setFault('network-off');
    expect((await kiosk('photo', aoi)).error).toContain('a photo could not be read');
    expect((await kiosk('delete', aoi, '--language', 'ja')).error).toContain('写真を削除できませんでした');
  });

  it('say nothing of a file that was not written because the photo went away between two reads', async () => {
    await kiosk('upload', aoi, astronaut);
    station.tenant.failNext({ kind: 'headers', headers: {} }, { on: 'photo-read' });
    station.tenant.failNext({ kind: 'answer', status: 404, code: 'ImageNotFound' }, { on: 'photo-read' });
    const file = inFolder('gone.jpg');
    const ran = await kiosk('photo', aoi, '--out', file, '--json');
    expect(ran).toMatchObject({ exitCode: 1, json: { isOk: false, hasPhoto: false } });
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('answer in the language that was asked for', async () => {
    await kiosk('delete', aoi);
    expect((await kiosk('photo', aoi, '--language', 'zh-Hans')).out).toBe(`${aoi} 没有照片。`);
    expect((await kiosk('upload', aoi, astronaut, '--verify', '--language', 'ja')).out).toContain('確認済み');
  });

  it('say what cannot be deleted', async () => {
    const ran = await kiosk('delete', 'team:x', '--json');
    expect(ran).toMatchObject({ exitCode: 1, json: { outcome: { kind: 'unsupported', code: 'delete-not-in-api' } } });
  });

  it('say that there is no such person', async () => {
    const ran = await kiosk('photo', 'user:nobody@tidewater.example', '--json');
    expect(ran).toMatchObject({ exitCode: 1, json: { outcome: { kind: 'no-such-target' } } });
  });
});

describe('check', () => {
  it('is all well, and says so to people and machines', async () => {
    const ran = await kiosk('check', '--json');
    expect(ran.exitCode).toBe(0);
    const lines = ran.json.lines as { item: string; light: string }[];
    expect(lines.filter(({ light }) => light !== 'green' && light !== 'skipped')).toEqual([]);
    expect((await kiosk('check', '--language', 'zh-Hans')).out).toContain('时钟');
  });

  it('ends with 1 and a fix for what is wrong', async () => {
    station.tenant.setFault('network-off');
    const ran = await kiosk('check');
    expect(ran.exitCode).toBe(1);
    expect(ran.error).toContain('FAIL');
    expect(ran.error).toContain('→');
  });

  it('reads the photo of whom it is told, and compares the permissions for that kind of target', async () => {
    const read = () =>
      station.tenant
        .requests()
        .filter((request) => request.method === 'GET')
        .at(-1)?.target;
    expect((await kiosk('check', '--target', aoi, '--json')).exitCode).toBe(0);
    expect(read()).toBe(aoi);
    const team = `team:${station.tenant.directory.groups.find((group) => group.isTeam)?.id}`;
    const permissions = async (...more: string[]) => {
      const ran = await kiosk('check', '--target', team, '--json', ...more);
      const lines = ran.json.lines as { item: string; light: string; detail?: Record<string, unknown> }[];
      return lines.find(({ item }) => item === 'permissions');
    };
    expect(await permissions()).toMatchObject({ light: 'green' });
    expect(read()).toBe(team);
    // Another registration of this tenant has no permission for teams.
    const other = inFolder('slots.json');
    const settings = JSON.parse(await readFile(station.config, 'utf8')) as { tenant: object };
    await writeFile(
      other,
      JSON.stringify({ ...settings, tenant: { ...settings.tenant, clientId: sampleClientId('slots') } }),
    );
    const session = await openSession({ config: other, data: inFolder('slots') });
    await session.signIn.provision({ kind: 'secret', secret: station.tenant.clientSecret });
    await session.close();
    expect(await permissions('--config', other, '--data', inFolder('slots'))).toMatchObject({
      light: 'red',
      detail: { permissions: 'TeamSettings.ReadWrite.All' },
    });
  });

  it('does not call a policy that it may not read a fault', async () => {
    station.tenant.setPolicy({ photoSource: 'onPremises' });
    const ran = await kiosk('check', '--json');
    const policy = (ran.json.lines as { item: string; code: string }[]).find(({ item }) => item === 'photo-policy');
    station.tenant.setPolicy({ photoSource: 'cloud' });
    // The kiosk's own registration may not read the policy, and need not.
    expect(policy?.code).toBe('not-readable');
  });
});

describe('as a program', () => {
  function program(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve) => {
      const { folder } = station;
      const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, LANG: 'C' };
      execFile(process.execPath, ['electron/cli.ts', ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  }

  it('works out of the box against the embedded demo tenant, without settings', async () => {
    const ran = await program(['upload', aoi, astronaut, '--verify', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ isOk: true, state: 'confirmed' });
    expect(ran.code).toBe(0);
  });

  it('sets the exit code and keeps stdout clean for machines', async () => {
    const ran = await program(['photo', 'nonsense', '--json']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ isOk: false });
    expect(ran.stderr).toBe('');
  });

  it('explains itself', async () => {
    const ran = await program(['--help']);
    expect(ran.code).toBe(0);
    for (const { name, load } of commands) {
      const command = await load();
      expect(command.name).toBe(name);
      expect(ran.stdout).toContain(command.usage);
    }
  });
});
