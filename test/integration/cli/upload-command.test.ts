import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatAdvice } from '../../../shared/picture-format-words.ts';
import { aoi, astronaut, type CommandStation, openCommandStation } from './command-station.ts';

let station: CommandStation;
beforeAll(async () => {
  station = await openCommandStation();
});
afterAll(() => station.close());
afterEach(() => station.clearFaults());
const kiosk = (...args: string[]) => station.kiosk(...args);
const inFolder = (name: string) => station.inFolder(name);

describe('upload', () => {
  it('makes a picture file the photo, and with --verify reads it back', async () => {
    const ran = await kiosk('upload', aoi, astronaut, '--verify');
    expect(ran.out).toContain('Confirmed');
    expect(ran.exitCode).toBe(0);
    expect((await station.tenant.photo({ user: 'aoi.tanaka@tidewater.example' }))?.widthPx).toBe(648);
  });

  it('says accepted, and no more, without --verify', async () => {
    const { json, exitCode } = await kiosk('upload', aoi, 'test/fixtures/coffee.png', '--json');
    expect(json).toMatchObject({ isOk: true, state: 'accepted', target: aoi });
    expect(json).not.toHaveProperty('receipt');
    expect(json.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(exitCode).toBe(0);
  });

  it('names a format that is not taken and the way out, in the language asked for', async () => {
    const heic = 'test/fixtures/reports/h01-iphone.heic';
    const english = await kiosk('upload', aoi, heic);
    expect(english).toMatchObject({
      exitCode: 2,
      error: `${heic}: expected a picture in JPEG, PNG, WebP, AVIF, GIF, TIFF, BMP, got HEIC\n${formatAdvice('heic', 'en')}`,
    });
    expect((await kiosk('upload', aoi, heic, '--language', 'ja')).error).toContain(formatAdvice('heic', 'ja'));
    expect((await kiosk('upload', '--help')).out).toContain('(JPEG, PNG, WebP, AVIF, GIF, TIFF, BMP)');
  });

  it('takes a BMP, a JPEG without its end and the larger picture of a raw file, and says what will not be sharp', async () => {
    for (const [name, edgePx] of [
      ['h03-small.bmp', 150],
      ['j01-no-eoi.jpg', 300],
      ['t11-phone-raw.dng', 180],
    ] as const) {
      const ran = await kiosk('upload', aoi, `test/fixtures/reports/${name}`);
      expect(ran.exitCode).toBe(0);
      expect(ran.error).toContain(`the picture has ${edgePx} pixels across, the photo 648: it will not be sharp.`);
    }
    expect((await kiosk('upload', aoi, astronaut)).error).toBe('');
  });

  it('finds a person whose name was typed with accents of their own', async () => {
    const ran = await kiosk('upload', aoi.replace('tanaka', 'tana\u0301ka'), astronaut, '--json');
    expect(ran.json.target).toBe('user:aoi.tan\u00e1ka@tidewater.example');
  });

  it('does not call a lost photo confirmed', async () => {
    station.tenant.failNext('lost-write');
    const { json, exitCode } = await kiosk('upload', aoi, 'test/fixtures/chelsea.png', '--verify', '--json');
    expect(json).toMatchObject({ isOk: false, state: 'accepted', receipt: 'older-photo' });
    expect(exitCode).toBe(3);
  });

  it('sends a file byte for byte with --as-is, by either method', async () => {
    const file = inFolder('square.jpg');
    await sharp(astronaut).resize(300, 300).jpeg().toFile(file);
    const { size } = await stat(file);
    for (const method of ['PUT', 'patch']) {
      const { json } = await kiosk('upload', aoi, file, '--as-is', '--method', method, '--json');
      expect(json).toMatchObject({ isOk: true, sizeBytes: size });
      expect(station.tenant.requests().at(-1)?.method).toBe(method.toUpperCase());
    }
  });

  it('leaves no metadata in what it sends', async () => {
    const file = inFolder('gps.jpg');
    await sharp(astronaut)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'canary-copyright' } })
      .toFile(file);
    expect((await readFile(file)).includes('canary-copyright')).toBe(true);
    const sent: Buffer[] = [];
    const ran = await kiosk('upload', aoi, file, '--json');
    expect(ran.exitCode).toBe(0);
    const out = inFolder('back.jpg');
    await kiosk('photo', aoi, '--out', out);
    sent.push(await readFile(out));
    expect(sent.some((bytes) => bytes.includes('canary-copyright'))).toBe(false);
  });

  it.each([
    ['network-off', 3, 'offline'],
    ['throttled', 3, 'throttled'],
    ['refused', 1, 'refused'],
  ] as const)('ends in %s with exit code %i, the meaning and what to do', async (fault, exitCode, kind) => {
    station.tenant.setFault(fault);
    const ran = await kiosk('upload', aoi, astronaut, '--json');
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.json).toMatchObject({ isOk: false, outcome: { kind } });
    expect(String(ran.json.meaning).length).toBeGreaterThan(10);
    expect(String(ran.json.whatToDo).length).toBeGreaterThan(10);
  });

  it('explains a refusal to people in their language, with the ids for the admin', async () => {
    station.tenant.setFault('refused');
    const ran = await kiosk('upload', aoi, astronaut, '--language', 'ja');
    expect(ran.out).toBe('');
    expect(ran.error).toMatch(/権限|許可|拒否/);
    expect(ran.error).toMatch(/request-id: [0-9a-f-]{36}/);
    expect(ran.error).toContain(aoi);
    expect(ran.error).not.toContain(station.tenant.clientSecret);
  });

  it('never promises that a photo it did not send goes out by itself, and hands on how long to wait', async () => {
    station.tenant.setFault('network-off');
    const offline = await kiosk('upload', aoi, astronaut);
    expect(offline.error).not.toContain('by itself');
    expect(offline.error).toContain('run the command again');
    station.tenant.setFault('throttled');
    const throttled = await kiosk('upload', aoi, astronaut);
    expect(throttled.error).not.toContain('by itself');
    expect(throttled.error).toContain('Retry-After: 10 s');
    expect((await kiosk('upload', aoi, astronaut, '--json')).json).toMatchObject({ retryAfterMs: 10_000 });
  });

  it('says why it cannot tell whether an accepted photo is there', async () => {
    // The read before sending succeeds, the one after it is answered by a portal.
    station.tenant.failNext({ kind: 'headers', headers: {} }, { on: 'photo-read' });
    station.tenant.failNext('captive-portal', { on: 'photo-read', count: 2 });
    const ran = await kiosk('upload', aoi, astronaut, '--verify', '--json');
    expect(ran.json).toMatchObject({
      isOk: false,
      state: 'accepted',
      receipt: 'cannot-tell',
      readBack: { kind: 'offline', code: 'captive-portal' },
    });
    expect(ran.exitCode).toBe(3);
  });

  it('ends with 4 when the station must be signed in first', async () => {
    const ran = await kiosk(
      'upload',
      aoi,
      astronaut,
      '--json',
      '--config',
      station.config,
      '--data',
      inFolder('unprovisioned'),
    );
    expect(ran.json).toMatchObject({ isOk: false, outcome: { kind: 'sign-in-needed' } });
    expect(ran.exitCode).toBe(4);
  });
});
