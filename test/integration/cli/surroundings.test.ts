import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const stack = /\n\s+at |node:internal|Error:/;

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input?: Uint8Array;
}

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'kiosk-surroundings-'));

/** What was compiled once need not be again: of no meaning to the program, and half of each start. */
const compileCache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? newFolder() };

/** Runs a program of ours with this environment and no other. */
function run(script: string, args: readonly string[], { env = {}, cwd, input }: Surroundings) {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...compileCache, ...env },
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    error += chunk;
  });
  child.stdin.end(input);
  return new Promise<{ code: number | null; out: string; error: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, error }));
  });
}

const kiosk = (args: readonly string[], surroundings: Surroundings) => run('electron/cli.ts', args, surroundings);

/** A station of a tenant of its own, on no network. */
function station(signIn: object = { mode: 'application' }) {
  const cwd = newFolder();
  const config = path.join(cwd, 'settings.json');
  const tenant = { tenantId: 'tidewater.example', clientId: '11111111-2222-3333-4444-555555555555' };
  writeFileSync(config, JSON.stringify({ tenant, signIn }));
  return { cwd, options: ['--config', config, '--data', path.join(cwd, 'data')] };
}

describe('the environment is input', () => {
  test.each([
    ['http://anna:hunter2@proxy.example:99999', 'http://[...]@proxy.example:99999'],
    ['anna:hunter2@proxy.example:port', '[...]@proxy.example[...]'],
    ['socks5://anna:hunter2@proxy.example', 'socks5://[...]@proxy.example (socks5 is not supported)'],
  ])('a proxy like %s is told in one line without its password, and the command goes on', async (value, shown) => {
    const { cwd, options } = station();
    const { code, error } = await kiosk(['whoami', ...options], { cwd, env: { HTTPS_PROXY: value } });
    const lines = error.trim().split('\n');
    expect(lines[0]).toBe(
      `HTTPS_PROXY: expected an address like http://proxy.example.com:8080, got ${shown}; going on without this proxy`,
    );
    // What the command itself says: nobody has handed a credential over yet.
    expect(code).toBe(1);
    expect(error).not.toContain('hunter2');
    expect(error).not.toMatch(stack);
  });

  test('a proxy without a scheme is a proxy, not an error', async () => {
    const { cwd, options } = station();
    const ran = await kiosk(['whoami', ...options], { cwd, env: { https_proxy: 'proxy.example:8080' } });
    expect(ran.error).not.toContain('proxy');
    expect(ran.code).toBe(1);
  });

  test.skipIf(process.platform !== 'linux')('empty and relative folders of the environment are not used', async () => {
    const cwd = newFolder();
    const home = newFolder();
    for (const value of ['', 'relative']) {
      const env = { HOME: home, XDG_DATA_HOME: value, XDG_CONFIG_HOME: value };
      expect(await kiosk(['queue', 'list'], { cwd, env })).toMatchObject({ code: 0, error: '' });
    }
    expect(existsSync(path.join(home, '.local/share/photo-kiosk'))).toBe(true);
    expect([existsSync(path.join(cwd, 'photo-kiosk')), existsSync(path.join(cwd, 'relative'))]).toEqual([false, false]);
  });

  test('without a home the named files are enough', async () => {
    const { cwd, options } = station();
    for (const env of [{}, { HOME: '' }, { HOME: 'nowhere' }]) {
      expect(await kiosk(['queue', 'list', ...options], { cwd, env })).toMatchObject({ code: 0, error: '' });
    }
  });

  test('a data folder that is none is told in a line by every program, never with a stack', async () => {
    const cwd = newFolder();
    const file = path.join(cwd, 'file');
    writeFileSync(file, '');
    const line = (at: string, code: string) =>
      `The data folder ${at}: expected a folder that this user may write to, got ${code}. Name another one with --data.\n`;
    const below = path.join(file, 'below');
    expect(await kiosk(['queue', 'list', '--data', file], { cwd })).toEqual({
      code: 2,
      out: '',
      error: line(file, 'EEXIST'),
    });
    expect(await kiosk(['queue', 'list', '--data', below], { cwd })).toMatchObject({ error: line(below, 'ENOTDIR') });
    expect(await run('electron/browser.ts', ['--no-open', '--data', file], { cwd })).toEqual({
      code: 69,
      out: '',
      error: line(file, 'EEXIST'),
    });
    for (const name of ['--data', '--config']) {
      const ran = await kiosk(['queue', 'list', name, ''], { cwd });
      expect(ran).toMatchObject({ code: 2, error: expect.stringMatching(/^--\w+: expected a \w+, got nothing\n$/) });
    }
  });

  test('a log folder that cannot be made does not keep the station from starting', async () => {
    const data = newFolder();
    writeFileSync(path.join(data, 'logs'), '');
    mkdirSync(path.join(data, 'station.key'));
    // It comes as far as the key, which is broken here on purpose: no process is left running.
    const ran = await run('electron/browser.ts', ['--no-open', '--data', data], { cwd: data });
    expect(ran).toMatchObject({
      code: 69,
      error: expect.stringMatching(/^The key file .* is not a regular file\.\n$/),
    });
  });

  test('a secret is read as Windows pipes it: UTF-16, with a mark, in pieces', async () => {
    const { cwd, options } = station({ mode: 'application', credential: 'secret' });
    for (const input of [
      Buffer.from('\uFEFFs3cret~value\r\n', 'utf16le'),
      Buffer.from('\uFEFFs3cret~value\r\n'),
      Buffer.from('s3cret~value'),
    ]) {
      const ran = await kiosk(['provision', '--secret', ...options], { cwd, input });
      expect(ran).toMatchObject({ code: 0, error: '' });
    }
  });
});
