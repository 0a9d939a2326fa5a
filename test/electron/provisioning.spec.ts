import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/demo-tenant.ts';
import { obstacle } from './shell-app.ts';

const root = path.resolve(import.meta.dirname, '../..');

interface InstalledStation {
  readonly demo: DemoTenant;
  readonly dataFolder: string;
  put(name: string, content: string): string;
  /** Starts the app as an administrator's script does. `end` asks it to stop. */
  start(...options: readonly string[]): {
    readonly ended: Promise<{ readonly exitCode: number | null; readonly said: string }>;
    end(): void;
  };
}

/** A station whose tenant is a demo tenant on a socket, and that has no credential yet. */
const test = base.extend<{ readonly installed: InstalledStation }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  installed: async ({}, use) => {
    const demo = createDemoTenant();
    const server = await serveDemoTenant(demo, { port: 0 });
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-provisioning-'));
    const dataFolder = path.join(folder, 'data');
    mkdirSync(path.join(folder, 'home'));
    const put = (name: string, content: string) => {
      writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    };
    const { tenantId, clientId } = demo;
    const tenant = { tenantId, clientId, authority: server.url, graphUrl: server.url };
    const config = put(
      'settings.json',
      JSON.stringify({ tenant, signIn: { mode: 'application', credential: 'secret' } }),
    );
    const ends: (() => void)[] = [];
    await use({
      demo,
      dataFolder,
      put,
      start(...options) {
        const sandbox = obstacle === undefined ? [] : ['--no-sandbox'];
        const child = spawn(
          process.env.KIOSK_ELECTRON ?? 'electron',
          [...sandbox, root, `--config=${config}`, `--data=${dataFolder}`, ...options],
          { env: { ...process.env, KIOSK_STATE: path.join(folder, 'home') }, detached: true },
        );
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
        // The executable may be a launcher that passes no signal on: its whole group is asked.
        const end = () => {
          if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
        };
        ends.push(end);
        const ended = new Promise<{ exitCode: number | null; said: string }>((resolve) => {
          child.once('close', (exitCode) => resolve({ exitCode, said }));
        });
        return { ended, end };
      },
    });
    for (const end of ends) end();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

test('an installed app takes its secret from a file, wipes the file, and signs in with it', async ({ installed }) => {
  const { demo, dataFolder, put, start } = installed;
  const file = put('secret.txt', `${demo.clientSecret}\r\n`);
  const handed = await start(`--provision=${file}`, '--wipe').ended;
  expect(handed.said).toContain('The secret is sealed and kept.');
  expect(handed.exitCode).toBe(0);
  expect(existsSync(file)).toBe(false);
  const sealed = readFileSync(path.join(dataFolder, 'sign-in/credential.sealed'));
  expect(sealed.includes(demo.clientSecret)).toBe(false);
  expect(existsSync(path.join(dataFolder, 'station.key'))).toBe(false);

  const station = start();
  const granted = () =>
    demo
      .requests()
      .filter(
        ({ area, path: at, status }) => area === 'sign-in' && at.includes('/oauth2/v2.0/token') && status === 200,
      );
  await expect.poll(() => granted().length).toBeGreaterThan(0);
  const second = put('second.txt', 'another');
  expect(await start(`--provision=${second}`, '--wipe').ended).toMatchObject({
    exitCode: 65,
    said: expect.stringContaining('The station is running.'),
  });
  expect(existsSync(second)).toBe(true);
  station.end();
  await station.ended;
});

test('what the settings do not ask for is refused with one line and a code, and stays where it is', async ({
  installed,
}) => {
  const { dataFolder, put, start } = installed;
  const file = put('station.pem', '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n');
  const refused = await start(`--provision=${file}`, '--wipe').ended;
  expect(refused.exitCode).toBe(65);
  expect(refused.said).toContain('The settings ask for the other kind.');
  expect(existsSync(file)).toBe(true);
  expect(existsSync(path.join(dataFolder, 'sign-in/credential.sealed'))).toBe(false);
});
