import { describe, expect, test } from 'vitest';
import { portFailure, storeFailure, unreadyFor, usageFailure } from '../../../electron/host/failure.ts';
import type { CompanyMark } from '../../../electron/settings/company-mark.ts';
import { loadedFrom, parseSettings } from '../../../electron/settings/settings-file.ts';

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

describe('a station', () => {
  const own = {
    tenant: { tenantId: 'contoso.com', clientId: '00000000-0000-4000-8000-000000000000' },
    signIn: { mode: 'application' },
  };
  const station = { operatorPinHash: 'scrypt:AAAA:AAAA' };

  /** `value`: what its settings file holds; absent: there is none. */
  const unready = (value: object | undefined, mark: CompanyMark = 'none', isLocked = true) => {
    const file = '/etc/photo-kiosk/settings.json';
    const settings = parseSettings(value ?? {}, file);
    if (settings.kind === 'error') throw new Error(JSON.stringify(settings.error));
    const loaded =
      value === undefined ? { settings: settings.value } : loadedFrom(value, settings.value, file, undefined);
    const settingsHome = { file, kind: 'machine', companyMark: () => mark } as const;
    return unreadyFor({ loaded, settingsHome, dataFolder: '/data' }, isLocked);
  };

  test('in a lobby opens without settings of its own, to be set up', () => {
    expect(unready(undefined)).toBeUndefined();
    expect(unready({ tenant: 'demo' })).toBeUndefined();
  });

  test('in a lobby does not open its operator’s screens to everybody, but in the demo', () => {
    expect(unready(own)).toMatchObject({ code: 78, text: expect.stringContaining('--set-pin=FILE') });
    expect(unready({ ...own, station })).toBeUndefined();
    expect(unready({ ...own, station }, 'company')).toBeUndefined();
  });

  test.each([true, false])(
    'with a company’s data does not open as the demo when its settings are gone, locked: %s',
    (isLocked) => {
      const text = expect.stringMatching(
        /settings are missing: .*settings\.json, and the data in \/data belongs to a company/,
      );
      expect(unready(undefined, 'company', isLocked)).toMatchObject({ code: 78, text });
      const named = expect.stringContaining('settings.json: tenant: expected');
      expect(unready({ station }, 'company', isLocked)).toMatchObject({ code: 78, text: named });
      expect(unready({ tenant: 'demo', station }, 'company', isLocked)).toBeUndefined();
    },
  );

  test('whose registration was removed opens to be set up again, in a lobby behind its PIN', () => {
    expect(unready({ station }, 'released')).toBeUndefined();
    expect(unready({}, 'released')).toMatchObject({ code: 78, text: expect.stringContaining('--set-pin=FILE') });
    expect(unready(undefined, 'released')).toMatchObject({ code: 78, text: expect.stringContaining('are missing') });
    expect(unready({ tenant: 'demo' }, 'company')).toMatchObject({ code: 78 });
    expect(unready(undefined, 'released', false)).toBeUndefined();
  });
});
