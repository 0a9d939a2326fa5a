import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
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

  test('launchd: whatever ends otherwise than on purpose', () => {
    expect(plistOf('macos/app.photo-kiosk.station.plist')).toMatchObject({
      ProgramArguments: ['/Applications/Photo Kiosk.app/Contents/MacOS/Photo Kiosk', '--supervised'],
      RunAtLoad: true,
      KeepAlive: { SuccessfulExit: false },
    });
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parts: Element[];
  text: string;
}

/** The tree of an XML file; one that is not well-formed is an error. */
function treeOf(name: string): Element {
  const root: Element = { name: '', attributes: {}, parts: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.on('opentag', (tag) => {
    const made = { name: tag.name, attributes: tag.attributes as Record<string, string>, parts: [], text: '' };
    open.at(-1)?.parts.push(made);
    open.push(made);
  });
  parser.on('text', (text) => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(read(name)).close();
  return root.parts[0] ?? root;
}

/** What a property list says. */
function plistOf(name: string): unknown {
  const value = ({ name: kind, parts, text }: Element): unknown => {
    if (kind === 'true' || kind === 'false') return kind === 'true';
    if (kind === 'integer') return Number(text);
    if (kind === 'string') return text;
    if (kind === 'array') return parts.map(value);
    if (kind !== 'dict') throw new Error(`${name}: expected a kind of property list, got <${kind}>`);
    const entries = parts.flatMap((part, at) => {
      if (at % 2 === 1) return [];
      const next = parts[at + 1];
      if (part.name !== 'key' || next === undefined)
        throw new Error(`${name}: expected a key with a value, got ${part.text}`);
      return [[part.text, value(next)] as const];
    });
    expect(new Set(entries.map(([key]) => key)).size, name).toBe(entries.length);
    return Object.fromEntries(entries);
  };
  const root = treeOf(name);
  expect(root).toMatchObject({ name: 'plist', attributes: { version: '1.0' }, parts: [{ name: 'dict' }] });
  return value(root.parts[0] as Element);
}

/** What Microsoft documents of each element of Shell Launcher v2: its attributes, and the elements in it, in their order. */
const shellLauncher: Readonly<Record<string, readonly [attributes: string, parts: string]>> = {
  ShellLauncherConfiguration: ['xmlns xmlns:V2', 'Profiles Configs'],
  Profiles: ['', 'DefaultProfile Profile'],
  DefaultProfile: ['', 'Shell'],
  'Profiles Profile': ['ID', 'Shell'],
  Shell: ['Shell V2:AppType V2:AllAppsFullScreen', 'ReturnCodeActions DefaultAction'],
  ReturnCodeActions: ['', 'ReturnCodeAction ReturnCodeAction ReturnCodeAction ReturnCodeAction'],
  ReturnCodeAction: ['ReturnCode Action', ''],
  DefaultAction: ['Action', ''],
  Configs: ['', 'Config'],
  Config: ['', 'Account Profile'],
  Account: ['Name', ''],
  'Config Profile': ['ID', ''],
};

describe('what an administrator puts on a Windows machine', () => {
  const root = treeOf('windows/shell-launcher.xml');
  const all = (element: Element): Element[] => [element, ...element.parts.flatMap(all)];
  const named = (name: string) => all(root).filter((element) => element.name === name);

  test('Shell Launcher’s file has the elements and attributes that are documented, and no other', () => {
    const look = (element: Element, above: string): void => {
      const known = shellLauncher[`${above} ${element.name}`] ?? shellLauncher[element.name];
      expect(known, element.name).toBeDefined();
      const [attributes = '', parts = ''] = known ?? [];
      for (const name of Object.keys(element.attributes)) expect(attributes.split(' '), element.name).toContain(name);
      // The shell of everybody else is Windows' own, and nothing happens at its end.
      const isOthers = above === 'DefaultProfile';
      expect(element.parts.map(({ name }) => name).join(' '), element.name).toBe(isOthers ? '' : parts);
      for (const part of element.parts) look(part, element.name);
    };
    look(root, '');
    for (const { attributes } of [...named('ReturnCodeAction'), ...named('DefaultAction')]) {
      expect(['RestartShell', 'RestartDevice', 'ShutdownDevice', 'DoNothing']).toContain(attributes.Action);
    }
  });

  test('its account has the profile that there is', () => {
    const [own, used] = named('Profile').map(({ attributes }) => attributes.ID);
    expect(own).toMatch(/^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/);
    expect(used).toBe(own);
  });

  test('the script finds the file beside it, the account in it, and the program where the installer puts it', () => {
    const script = read('windows/setup-station.ps1');
    expect(script).toMatch(/^#Requires -RunAsAdministrator$/m);
    const [, beside = ''] = /Join-Path \$PSScriptRoot '([^']+)'/.exec(script) ?? [];
    const [, replaced = ''] = /\$xml\.Replace\('([^']+)'/.exec(script) ?? [];
    expect(read(`windows/${beside}`).split(replaced)).toHaveLength(2);
    const [, program = ''] = /Join-Path \$env:ProgramFiles '([^']+)'/.exec(script) ?? [];
    expect(named('Shell').map(({ attributes }) => attributes.Shell)).toContain(
      `"%ProgramFiles%\\${program}" --supervised`,
    );
    const rows = [...script.matchAll(/^ {2}@\('(HKLM:[^']+)', '(\w+)', (\d+)\),?$/gm)];
    expect(rows.length).toBe(script.match(/'HKLM:/g)?.length);
    expect(new Set(rows.map(([, key, name]) => `${key}\\${name}`)).size).toBe(rows.length);
  });

  test('the script closes every bracket and every text that it opens', () => {
    const script = read('windows/setup-station.ps1').replaceAll(/<#[\s\S]*?#>/g, '');
    const bare = script.replaceAll(/'[^'\n]*'|"(?:`.|[^"`\n])*"/g, '').replaceAll(/#.*$/gm, '');
    expect(bare).not.toMatch(/['"]/);
    const open: string[] = [];
    for (const sign of bare.match(/[()[\]{}]/g) ?? []) {
      if ('([{'.includes(sign)) open.push(sign);
      else expect(`${open.pop()}${sign}`).toMatch(/^(\(\)|\[\]|\{\})$/);
    }
    expect(open).toEqual([]);
  });
});

test('a Mac’s profile names each payload once, of kinds that are documented, and the app by what it is', () => {
  const profile = plistOf('macos/photo-kiosk.mobileconfig') as Record<string, unknown> & {
    PayloadContent: (Record<string, unknown> & { AllowedApplications?: Record<string, string>[] })[];
  };
  const payloads = [profile, ...profile.PayloadContent];
  for (const payload of payloads) {
    expect(payload).toMatchObject({ PayloadVersion: 1, PayloadType: expect.any(String) });
    expect(payload.PayloadIdentifier).toMatch(/^app\.photo-kiosk\.station(\.\w+)?$/);
    expect(payload.PayloadUUID).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  }
  for (const key of ['PayloadIdentifier', 'PayloadUUID'] as const) {
    expect(new Set(payloads.map((payload) => payload[key])).size).toBe(payloads.length);
  }
  expect(payloads.map(({ PayloadType }) => PayloadType)).toEqual(['Configuration', 'com.apple.asam', 'com.apple.MCX']);
  const [, appId] = /^appId: (\S+)$/m.exec(readFileSync(path.join(deploy, '../../electron-builder.yml'), 'utf8')) ?? [];
  expect(profile.PayloadContent[0]?.AllowedApplications).toEqual([
    { BundleIdentifier: appId, TeamIdentifier: 'TEAMID' },
  ]);
});

test.skipIf(process.platform === 'win32')(
  'the session in cage ends with the station’s own code, which cage itself hides, and has all of each frame shown where there is no graphics card',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-session-'));
    const put = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(path.join(folder, name), 0o755);
      return path.join(folder, name);
    };
    // As cage 0.1.4 does: whatever its program ends with, 0.
    put('cage', 'while [ "$1" != "--" ]; do shift; done; shift; "$@"; exit 0');
    const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${folder}:${process.env.PATH}`, XDG_RUNTIME_DIR: folder };
    const end = (app: string, ...args: readonly string[]) =>
      spawnSync(path.join(deploy, 'linux/kiosk-session'), args, {
        env: { ...env, PHOTO_KIOSK_APP: app },
        encoding: 'utf8',
      });
    for (const code of [0, 64, 75, 79]) expect(end(put(`app${code}`, `exit ${code}`)).status).toBe(code);
    const told = (...args: readonly string[]) =>
      end(put('app-told', 'echo "$@"'), ...args)
        .stdout.trim()
        .split(' ');
    const always = ['--supervised', '--ozone-platform=x11'];
    env.PHOTO_KIOSK_CARDS = folder;
    expect(told()).toEqual([...always, '--ui-disable-partial-swap']);
    // What needs the station's display and key is carried out in its session, and starts no station.
    const once = [['--provision=/home/kiosk/key.pem', '--wipe'], ['--check']];
    for (const args of once) {
      expect(told(...args)).toEqual([...args, '--ozone-platform=x11', '--ui-disable-partial-swap']);
    }
    for (const args of [[], ...once]) expect(auditArgv(told(...args), 'linux')).toEqual([]);
    writeFileSync(path.join(folder, 'renderD128'), '');
    expect(told()).toEqual(always);
    for (const args of once) expect(told(...args)).toEqual([...args, '--ozone-platform=x11']);
    put('cage', 'exit 1');
    expect(end(put('app0', 'exit 0')).status).toBe(stationExitCodes.broken);
    rmSync(folder, { recursive: true, force: true });
  },
);
