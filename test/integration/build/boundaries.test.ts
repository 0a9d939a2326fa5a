import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Imports that must be refused: a file, what it imports, and the rule that says no. */
const forbidden = [
  ['shared/reads-a-room.ts', '../electron/queue/a.ts', 'shared-stands-alone'],
  ['shared/reads-node.ts', 'node:fs', 'shared-stands-alone'],
  ['shared/reads-react.ts', 'react', 'shared-stands-alone'],
  ['renderer/reads-a-room.ts', '../electron/queue/a.ts', 'renderer-sees-only-shared'],
  ['renderer/reads-node.ts', 'node:fs', 'renderer-has-no-node'],
  ['electron/auth/reads-a-room.ts', '../queue/a.ts', 'room-auth-sees-only-what-it-stands-on'],
  ['electron/queue/reads-the-wiring.ts', '../core/a.ts', 'room-queue-sees-only-what-it-stands-on'],
  ['electron/photo/reads-the-host.ts', '../host/a.ts', 'room-photo-sees-only-what-it-stands-on'],
  ['electron/queue/reads-a-shell.ts', '../desktop/a.ts', 'room-queue-sees-only-what-it-stands-on'],
  ['electron/storage/reads-a-room.ts', '../queue/a.ts', 'room-storage-sees-only-what-it-stands-on'],
  ['electron/http/reads-a-room.ts', '../graph/a.ts', 'room-http-sees-only-what-it-stands-on'],
  ['electron/sealing/reads-the-host.ts', '../host/a.ts', 'room-sealing-sees-only-what-it-stands-on'],
  ['electron/host/reads-a-room.ts', '../queue/a.ts', 'room-host-sees-only-what-it-stands-on'],
  ['electron/host/reads-the-wiring.ts', '../core/a.ts', 'room-host-sees-only-what-it-stands-on'],
  ['electron/core/reads-a-shell.ts', '../loopback/a.ts', 'room-core-sees-only-what-it-stands-on'],
  ['electron/core/reads-the-host.ts', '../host/a.ts', 'room-core-sees-only-what-it-stands-on'],
  ['electron/core/handlers/asks-the-gate.ts', '../../operator/operator-gate.ts', 'handlers-ask-nobody-who-calls'],
  ['electron/core/handlers/asks-the-sign-in.ts', '../../auth/a.ts', 'handlers-ask-nobody-who-calls'],
  ['electron/core/handlers/asks-the-session.ts', '../session-account.ts', 'handlers-ask-nobody-who-calls'],
  ['electron/core/handlers/knows-who-may.ts', '../../../shared/command-access.ts', 'handlers-ask-nobody-who-calls'],
  ['electron/cli/reads-a-shell.ts', '../desktop/a.ts', 'room-cli-sees-only-what-it-stands-on'],
  ['electron/loopback/reads-the-store.ts', '../storage/a.ts', 'room-loopback-sees-only-what-it-stands-on'],
  ['electron/desktop/reads-the-settings.ts', '../settings/a.ts', 'room-desktop-sees-only-what-it-stands-on'],
  [
    'electron/a-room-of-tomorrow/reads-a-room.ts',
    '../queue/a.ts',
    'room-a-room-of-tomorrow-sees-only-what-it-stands-on',
  ],
  ['electron/auth/reads-electron.ts', 'electron', 'electron-only-in-the-shell'],
  ['electron/auth/reads-an-entry.ts', '../cli.ts', 'nothing-imports-an-entry'],
  ['electron/auth/reads-a-test.ts', '../../test/a.ts', 'nothing-imports-test-or-build'],
  ['electron/auth/reads-the-build.ts', '../../build/a.ts', 'nothing-imports-test-or-build'],
  ['electron/ports.ts', './queue/a.ts', 'ports-are-types'],
  ['electron/preload.ts', './queue/a.ts', 'preload-knows-the-contract-only'],
  ['electron/loose.ts', './ports.ts', 'no-other-file-at-the-root-imports'],
  ['electron/browser.ts', './loose.ts', 'no-other-file-at-the-root'],
  ['electron/auth/comes-round.ts', './goes-round.ts', 'no-circular'],
  ['electron/auth/reads-nothing.ts', './not-there.ts', 'resolvable'],
] as const;

/** Imports that must go through: the same rooms, doing what they are for. */
const allowed = [
  ['shared/reads-shared.ts', './a.ts'],
  ['renderer/reads-shared.ts', '../shared/a.ts'],
  ['electron/auth/stands-on-http.ts', '../http/a.ts'],
  ['electron/a-room-of-tomorrow/stands-on-storage.ts', '../storage/a.ts'],
  ['electron/core/wires-a-room-of-tomorrow.ts', '../a-room-of-tomorrow/a.ts'],
  ['electron/core/handlers/uses-a-room.ts', '../../operator/a.ts'],
  ['electron/core/handlers/is-told-who-calls.ts', '../caller.ts'],
  ['electron/cli/uses-the-wiring.ts', '../core/a.ts'],
  ['electron/desktop/knows-electron.ts', 'electron'],
  ['electron/boot.ts', 'electron'],
  ['electron/auth/ends-a-process.ts', '../host/exit-code.ts'],
  ['electron/process/ends-a-process.ts', '../host/exit-code.ts'],
  ['electron/desktop/ends-a-process.ts', '../host/exit-code.ts'],
  ['electron/loopback/ends-a-process.ts', '../host/exit-code.ts'],
  ['test/reads-a-room.ts', '../electron/queue/a.ts'],
] as const;

describe('boundaries', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-boundaries-'));
  let violations: z.infer<typeof reportSchema>['summary']['violations'] = [];

  function put(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { flag: 'a' });
  }

  beforeAll(async () => {
    copyFileSync(path.join(root, '.dependency-cruiser.cjs'), path.join(folder, '.dependency-cruiser.cjs'));
    for (const name of ['electron', 'react']) {
      put(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      put(`node_modules/${name}/index.js`, 'module.exports = 1;\n');
    }
    const rooms = readdirSync(path.join(root, 'electron'), { withFileTypes: true }).filter((it) => it.isDirectory());
    for (const room of [...rooms.map(({ name }) => name), 'a-room-of-tomorrow'])
      put(`electron/${room}/a.ts`, 'export const a = 1;\n');
    for (const place of ['shared', 'renderer', 'test', 'build']) put(`${place}/a.ts`, 'export const a = 1;\n');
    const others = [
      'operator/operator-gate.ts',
      'core/session-account.ts',
      'core/caller.ts',
      'host/exit-code.ts',
      'cli.ts',
    ];
    for (const file of others) put(`electron/${file}`, 'export const a = 1;\n');
    put('shared/command-access.ts', 'export const a = 1;\n');
    put('electron/auth/goes-round.ts', "import './comes-round.ts';\n");
    for (const [file, imported] of [...forbidden, ...allowed]) put(file, `import '${imported}';\n`);
    const cli = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const args = [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'shared',
      'electron',
      'renderer',
      'test',
      'build',
    ];
    const out = await new Promise<string>((resolve) => {
      // Its exit code counts violations; the report says which.
      execFile(process.execPath, [cli, ...args], { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout) => resolve(stdout));
    });
    violations = reportSchema.parse(JSON.parse(out)).summary.violations;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(forbidden)('%s may not import %s', (file, _, rule) => {
    expect(violations.filter(({ from }) => from === file).map((violation) => violation.rule.name)).toContain(rule);
  });
  test.each(allowed)('%s may import %s', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});
