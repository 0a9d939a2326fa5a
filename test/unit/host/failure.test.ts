import { describe, expect, test } from 'vitest';
import { portFailure, storeFailure, unreadyFor, usageFailure } from '../../../electron/host/failure.ts';
import { parseSettings } from '../../../electron/settings/settings-file.ts';

describe('why the store could not be opened', () => {
  test('a folder that another kiosk uses is said in a sentence with what to do, without codes', () => {
    const { code, text } = storeFailure(
      { code: 'not-saved-storage', detail: { fault: 'in-use', folder: '/data' } },
      '/data',
    );
    expect(code).toBe(69);
    expect(text).toBe(
      "The station's data in /data cannot be opened. Another kiosk is using this folder: stop that one, or name another folder with --data.",
    );
  });

  test('a fault without a sentence of its own is named with its facts', () => {
    const { code, text } = storeFailure({ code: 'not-saved-storage', detail: { fault: 'not-durable' } }, '/data');
    expect(code).toBe(69);
    expect(text).toContain('not-saved-storage, fault: not-durable');
  });
});

test('a command line that is not understood is told with how it is written', () => {
  const { code, text } = usageFailure('--port: expected a number from 0 to 65535, got x');
  expect(code).toBe(64);
  expect(text).toMatch(/^--port: expected .*\nusage: npm start/);
});

test.each([
  [{ code: 'EADDRINUSE' }, '--port: 80 is in use by another program'],
  [{ code: 'EACCES' }, '--port: this user may not listen on 80'],
  [new Error('no such thing'), 'the browser host did not start: no such thing'],
])('a port that cannot be had is told in a sentence: %o', (cause, text) => {
  expect(portFailure(cause, 80)).toEqual({ code: 1, text });
});

describe('a station in a lobby', () => {
  const unready = (file: string | undefined, value: object) => {
    const settings = parseSettings(value, 'settings.json');
    if (settings.kind === 'error') throw new Error(JSON.stringify(settings.error));
    return unreadyFor({ ...(file === undefined ? {} : { file }), settings: settings.value });
  };
  const own = {
    tenant: { tenantId: 'contoso.com', clientId: '00000000-0000-4000-8000-000000000000' },
    signIn: { mode: 'application' },
  };

  test('opens without settings of its own, to be set up', () => {
    expect(unready(undefined, {})).toBeUndefined();
    expect(unready('/etc/photo-kiosk/settings.json', { tenant: 'demo' })).toBeUndefined();
  });

  test('does not open its operator’s screens to everybody, but in the demo', () => {
    expect(unready('/s.json', own)).toMatchObject({ code: 78, text: expect.stringContaining('--set-pin=FILE') });
    const station = { operatorPinHash: 'scrypt:AAAA:AAAA' };
    expect(unready('/s.json', { ...own, station })).toBeUndefined();
  });
});
