import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../electron/loopback/loopback-server.ts';
import { createLoopbackTransport } from '../../../renderer/api/loopback-transport.ts';
import { createKioskApi } from '../../../shared/kiosk-api.ts';
import { pastedListLimit } from '../../../shared/roster-contract.ts';
import { documentLimit } from '../../../shared/settings-editing.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';

let station: CoreStation;
let server: LoopbackServer;
beforeEach(async () => {
  station = await openCoreStation();
  station.core.start();
  server = await startLoopbackServer({
    core: station.core,
    answerFile: async () => ({ status: 404, headers: {}, body: new Uint8Array() }),
    securityHeaders: {},
    clock: createSystemClock(),
    log: { info() {}, warn() {}, error() {} },
  });
});
afterEach(async () => {
  await server.close();
  await station.core.stop();
});

/** The page in its browser, over HTTP, with the operator's screens unlocked. */
async function openPage() {
  let secret = new URL(server.issueLaunchUrl()).hash.slice(1);
  let cookie = '';
  const api = createKioskApi(
    createLoopbackTransport({
      async fetch(target, init) {
        const headers = new Headers(init?.headers);
        for (const [name, value] of [
          ['origin', server.origin],
          ['sec-fetch-site', 'same-origin'],
          ['cookie', cookie],
        ]) {
          headers.set(name ?? '', value ?? '');
        }
        const response = await fetch(`${server.origin}${target}`, { ...init, headers });
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
        return response;
      },
      takeSecret() {
        const taken = secret;
        secret = '';
        return taken;
      },
      storage: { getItem: () => null, setItem: () => {}, removeItem: () => {} },
      setTimer: () => {},
    }),
  );
  expect(await api.commands['operator.unlock']({ pin: '-' })).toMatchObject({ kind: 'ok' });
  return api.commands;
}

test('a pasted list of 20,000 people is opened in a browser, too, and so is the longest that the contract allows', async () => {
  const page = await openPage();
  const lines = Array.from({ length: 20_000 }, (_, index) => `社員 ${index},somebody.${index}@tidewater.example`);
  const opened = await page['rosters.openText']({ text: ['name,mail', ...lines].join('\n') });
  expect(opened).toMatchObject({ kind: 'ok', value: { draft: { people: 20_000, isUsable: true } } });

  const line = `${'語'.repeat(999)}\n`;
  const longest = line.repeat(pastedListLimit / line.length);
  expect(longest).toHaveLength(pastedListLimit);
  const { kind } = await page['rosters.openText']({ text: longest });
  expect(kind).toBe('ok');
  // One more is refused by the contract, not lost.
  expect(await page['rosters.openText']({ text: `${longest}a` })).toMatchObject({ error: { code: 'bad-request' } });
});

test('settings in a wide script are read up to the characters that the contract counts', async () => {
  const page = await openPage();
  const texts = { en: '語'.repeat(4000), ja: '語'.repeat(4000), ar: '語'.repeat(4000), 'zh-Hans': '語'.repeat(4000) };
  const document = JSON.stringify({ station: { notice: { text: texts } } }).padEnd(documentLimit, ' ');
  expect(await page['settings.check']({ document })).toEqual({ kind: 'ok', value: { problems: [] } });
  const wide = JSON.stringify({ station: { name: '語'.repeat(59_000) } });
  expect(await page['settings.check']({ document: wide })).toMatchObject({
    kind: 'ok',
    value: { problems: [{ at: 'station.name' }] },
  });
});
