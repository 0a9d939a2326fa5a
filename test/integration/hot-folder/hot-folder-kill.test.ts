import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import { openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { startProcess } from '../../started-process.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'kiosk-hot-kill-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('kill -9 beside a camera loses no photo: each file is somebody’s, once, or waits for staff', async () => {
  const [dataFolder, folder] = [path.join(base, 'data'), mkdtempSync(path.join(base, 'tether-'))];
  const script = 'test/durability/hot-folder-process.ts';
  const started = await startProcess(script, [dataFolder, folder], /(captured \S+\s+){2}/);
  await started.end('SIGKILL');
  const said = new Set([...started.output().matchAll(/^captured (\S+)$/gm)].map(([, name = '']) => name));
  expect(said.size).toBeGreaterThanOrEqual(2);

  const settings = { station: { mode: 'onboarding', hotFolder: folder } };
  const { core, ask } = await openCoreStation({ dataFolder, settings });
  async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>) {
    const reply = await ask(name, request);
    if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value as CommandReply<Name>;
  }
  core.start();
  try {
    await done('operator.unlock', { pin: '-' });
    const { rosters } = await done('rosters.list', {});
    const rosterId = rosters[0]?.roster.id ?? '';
    const { rows } = await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 50 });
    const captured = rows.filter(({ row }) => row.state.kind === 'captured');
    const { jobs } = await done('uploads.list', { filter: 'all', offset: 0, limit: 100 });
    expect(captured.length).toBeGreaterThanOrEqual(said.size);
    // Every row that is done has the one job that carries its photo, and nobody has another.
    expect(jobs.map(({ id }) => id).sort()).toEqual(captured.map(({ job }) => job?.id).sort());
    // A file is either a photo, or waits under the pictures without a person: what was killed in between is neither lost nor used.
    const files = readdirSync(folder);
    await eventually(async () => {
      const { pictures } = await done('hotFolder.look', {});
      expect(pictures.length).toBe(files.length - captured.length);
      expect(pictures.filter(({ name }) => said.has(name))).toEqual([]);
    });
  } finally {
    await core.stop();
  }
});
