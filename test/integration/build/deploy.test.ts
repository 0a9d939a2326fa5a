import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { stationExitCodes } from '../../../electron/host/exit-code.ts';

const deploy = path.resolve(import.meta.dirname, '../../../build/deploy');
const read = (name: string) => readFileSync(path.join(deploy, name), 'utf8');
const never = [stationExitCodes.ok, stationExitCodes.usage, stationExitCodes.closed];

describe('what starts a station again', () => {
  test('systemd: for as long as it takes, and not after a stop on purpose or a refused command line', () => {
    const unit = read('linux/photo-kiosk.service');
    expect(unit).toMatch(/^Restart=always$/m);
    expect(unit).toMatch(/^StartLimitIntervalSec=0$/m);
    expect(unit).toMatch(new RegExp(`^RestartPreventExitStatus=${never.join(' ')}$`, 'm'));
    expect(unit).toMatch(/^LoadCredentialEncrypted=photo-kiosk\.key:/m);
  });

  test('Shell Launcher: the same codes', () => {
    const actions = [...read('windows/shell-launcher.xml').matchAll(/ReturnCode="(\d+)" Action="(\w+)"/g)];
    expect(Object.fromEntries(actions.map(([, code, action]) => [code, action]))).toEqual({
      [stationExitCodes.ok]: 'DoNothing',
      [stationExitCodes.usage]: 'DoNothing',
      [stationExitCodes.closed]: 'DoNothing',
      [stationExitCodes.restart]: 'RestartShell',
    });
    expect(read('windows/shell-launcher.xml')).toContain('<DefaultAction Action="RestartShell" />');
    expect(read('windows/shell-launcher.xml')).toContain('Photo Kiosk.exe&quot; --supervised');
  });

  test.each(['windows/shell-launcher.xml', 'macos/photo-kiosk.mobileconfig', 'macos/app.photo-kiosk.station.plist'])(
    '%s is well-formed',
    (name) => {
      const parser = new SaxesParser();
      const faults: string[] = [];
      parser.on('error', (fault) => void faults.push(fault.message));
      parser.write(read(name)).close();
      expect(faults).toEqual([]);
    },
  );
});

test.skipIf(process.platform === 'win32')(
  'the session in cage ends with the station’s own code, which cage itself hides',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-session-'));
    const put = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(path.join(folder, name), 0o755);
      return path.join(folder, name);
    };
    // As cage 0.1.4 does: whatever its program ends with, 0.
    put('cage', 'while [ "$1" != "--" ]; do shift; done; shift; "$@"; exit 0');
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, XDG_RUNTIME_DIR: folder };
    const end = (app: string) =>
      spawnSync(path.join(deploy, 'linux/kiosk-session'), { env: { ...env, PHOTO_KIOSK_APP: app }, encoding: 'utf8' });
    for (const code of [0, 64, 75, 79]) expect(end(put(`app${code}`, `exit ${code}`)).status).toBe(code);
    const told = end(put('app-told', 'echo "$@"'));
    expect(told.stdout.trim().split(' ')[0]).toBe('--supervised');
    put('cage', 'exit 1');
    expect(end(put('app0', 'exit 0')).status).toBe(stationExitCodes.broken);
    rmSync(folder, { recursive: true, force: true });
  },
);
