import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRosterStation } from '../../roster-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-roster-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = path.resolve(import.meta.dirname, '../../durability/roster-process.ts');
const people = 40;

/** Runs the station and kills it as soon as it has said `lines` lines; resolves with what it said. */
function runAndKill(lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, folder, String(people)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(said));
  });
}

test('kill -9 in the middle of a morning loses nothing that was said, and the list is whole or not there', async () => {
  const captured = new Set<string>();
  for (const lines of [1, 2, 5, 9, 14]) {
    for (const line of await runAndKill(lines)) if (line.startsWith('captured ')) captured.add(line.slice(9));
    const { rosters, close } = await openRosterStation({ folder });
    const roster = rosters.byName('Kill');
    const read = roster.kind === 'ok' ? rosters.rows(roster.value.id) : roster;
    if (read.kind === 'error') throw new Error(JSON.stringify(read.error));
    const { rows, unread } = read.value;
    expect(unread).toEqual({ damaged: 0, newer: 0 });
    expect(rows.map((row) => row.entry.employeeNumber)).toEqual(
      Array.from({ length: people }, (_, index) => String(index)),
    );
    const onDisk = new Set(rows.filter((row) => row.state.kind === 'captured').map((row) => row.entry.employeeNumber));
    for (const number of captured) expect(onDisk.has(number)).toBe(true);
    await close();
  }
  expect(captured.size).toBeGreaterThan(20);
});
