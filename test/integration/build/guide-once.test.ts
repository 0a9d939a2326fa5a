import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandsBelow } from '../../package/guide-commands.ts';

const unit = 'photo-kiosk.service';
const hasVerify = spawnSync('systemd-analyze', ['--version']).status === 0;
const [, once = '', again = ''] = commandsBelow('Settings, credential, start');
let folder: string;
const at = (...names: readonly string[]) => path.join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-once-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, script: string): void {
  writeFileSync(at(name), `#!/bin/sh\n${script}\n`);
  chmodSync(at(name), 0o755);
}

/** Carries a block out as it is pasted, with everything of the machine in `folder`; what systemd and the journal were asked. */
function paste(block: string): readonly string[] {
  mkdirSync(at('bin'), { recursive: true });
  put('bin/sudo', '"$@"');
  for (const name of ['systemctl', 'journalctl']) put(`bin/${name}`, `echo "${name} $*" >>${at('asked')}`);
  writeFileSync(at('asked'), '');
  const env = { ...process.env, PATH: `${at('bin')}:${process.env.PATH}` };
  const { status, stderr } = spawnSync('sh', ['-e', '-c', block.replaceAll('/run/systemd', at('run'))], { env });
  expect(`${status}${stderr}`).toBe('0');
  return readFileSync(at('asked'), 'utf8').trim().split('\n');
}

test.skipIf(process.platform !== 'linux')(
  'a command in the place of the station ends before the journal is read, and before the station is put back',
  () => {
    const added = `run/system/${unit}.d/once.conf`;
    expect(paste(once)).toEqual([
      'systemctl daemon-reload',
      `systemctl restart ${unit}`,
      `journalctl -u ${unit} -n 40`,
    ]);
    // Of any other type `restart` returns as soon as the command has begun.
    expect(readFileSync(at(added), 'utf8')).toMatch(/^\[Service\]\nType=oneshot\n/);
    expect(readFileSync(at(added), 'utf8')).toMatch(/^ExecStart=\nExecStart=\/\S+ --check\nRestart=no$/m);
    expect(paste(again)).toEqual(['systemctl daemon-reload', `systemctl restart ${unit}`]);
    expect(() => readFileSync(at(added))).toThrow('ENOENT');
  },
);

test.skipIf(!hasVerify)('systemd takes what the guide adds to the unit', () => {
  paste(once);
  const program = at('kiosk-session');
  put('kiosk-session', '');
  copyFileSync(path.resolve(import.meta.dirname, '../../../build/deploy/linux', unit), at('run/system', unit));
  for (const name of [unit, `${unit}.d/once.conf`]) {
    const text = readFileSync(at('run/system', name), 'utf8');
    writeFileSync(at('run/system', name), text.replaceAll('/usr/share/photo-kiosk/kiosk-session', program));
  }
  const told = spawnSync('systemd-analyze', ['verify', at('run/system', unit)], { encoding: 'utf8' });
  expect(`${told.status}${told.stderr}`).toBe('0');
});
