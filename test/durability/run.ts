/**
 * `npm run test:durability [-- --short] [-- --only WORD] [-- --seed N]`: does harm to the queue in every way we know and
 * counts what it cost, two campaigns at a time. The last line counts campaigns.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bitFlips } from './bit-flips.ts';
import type { Campaign, Finding } from './campaign.ts';
import { diskFaults } from './disk-faults.ts';
import { httpFaults } from './http-faults.ts';
import { killsAtEachWrite } from './kills-at-each-write.ts';
import { modelRuns } from './model-runs.ts';
import { randomKills } from './random-kills.ts';
import { stationVariable } from './run-station.ts';
import { simulatedWeeks } from './simulated-weeks.ts';
import { bundleStation } from './station-bundle.ts';
import { syncBeforeSaved } from './sync-before-saved.ts';

const campaigns: readonly Campaign[] = [
  diskFaults,
  killsAtEachWrite,
  randomKills,
  syncBeforeSaved,
  bitFlips,
  modelRuns,
  simulatedWeeks,
  httpFaults,
];

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = campaigns.filter(({ name }) => values.only === undefined || name.includes(values.only));
if (chosen.length === 0) {
  console.error(`--only: expected part of ${campaigns.map(({ name }) => name).join(', ')}; got ${values.only}`);
  process.exit(2);
}

/** mulberry32: small, seeded, good enough to choose where to hurt. */
function seededRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function folderIn(parent: string): string {
  return mkdtempSync(path.join(parent, 'kiosk-durability-'));
}

async function runCampaign(campaign: Campaign): Promise<readonly Finding[]> {
  const scratch = folderIn(tmpdir());
  let fastScratch = path.join(scratch, 'fast');
  try {
    fastScratch = folderIn('/dev/shm');
  } catch {
    mkdirSync(fastScratch);
  }
  try {
    return await campaign.run({ isShort: values.short, scratch, fastScratch, random: seededRandom(seed) });
  } catch (cause) {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    return [{ kind: 'failed', text: 'ended early', problems: [text] }];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(fastScratch, { recursive: true, force: true });
  }
}

const counts = { passed: 0, failed: 0, skipped: 0 };

function tell(name: string, seconds: number, findings: readonly Finding[]): void {
  console.log(`\n${name} (${seconds} s)`);
  for (const { kind, text, problems = [] } of findings) {
    counts[kind] += 1;
    console.log(`  ${kind.padEnd(8)}${text}`);
    for (const problem of problems) console.log(`          ${problem}`);
  }
}

/** One campaign in a process of its own: its words and figures, as they are told when it runs alone. */
function runApart(campaign: Campaign, station: string): Promise<string> {
  const args = ['--only', campaign.name, '--seed', String(seed), ...(values.short ? ['--short'] : [])];
  const child = spawn(process.execPath, [import.meta.filename, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [stationVariable]: station },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}

/** Every campaign, two at a time: most of one is waiting for a station to start and to end. */
async function runAll(station: string): Promise<void> {
  const left = chosen.entries();
  const work = async () => {
    for (const [, campaign] of left) {
      const output = await runApart(campaign, station);
      const [, own = output] = /^durability.*\n([\s\S]*?)\n\d+ passed, \d+ failed, \d+ skipped\n*$/.exec(output) ?? [];
      const sums = /(\d+) passed, (\d+) failed, (\d+) skipped\n*$/.exec(output)?.slice(1).map(Number);
      console.log(own);
      counts.passed += sums?.[0] ?? 0;
      counts.failed += sums?.[1] ?? 1;
      counts.skipped += sums?.[2] ?? 0;
    }
  };
  await Promise.all([work(), work()]);
}

console.log(`durability, ${values.short ? 'short' : 'full'}, seed ${seed}`);
const [only] = chosen;
if (chosen.length === 1 && only !== undefined) {
  const startedMs = performance.now();
  const findings = await runCampaign(only);
  tell(only.name, Math.round((performance.now() - startedMs) / 1000), findings);
} else {
  const folder = folderIn(tmpdir());
  try {
    await runAll(await bundleStation(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
