import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Campaign, finding } from './campaign.ts';
import { brokenPromises, noPromises, takePromises } from './promises.ts';
import { killStation } from './run-station.ts';

/** kill -9 at a random moment of saving, again and again on the same folder: what was called saved is there. */
export const randomKills: Campaign = {
  name: 'kill -9 at random moments',
  async run({ isShort, scratch, random }) {
    const cycles = isShort ? 20 : 1_000;
    const problems: string[] = [];
    let saved = 0;
    let folder = '';
    let promises = noPromises();
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      if (cycle % 20 === 0) {
        if (folder !== '') rmSync(folder, { recursive: true });
        folder = path.join(scratch, `cycle-${cycle}`);
        mkdirSync(folder);
        promises = noPromises();
      }
      // One in four also sends, so that claims, acceptances and erasures are hit too.
      const mode = cycle % 4 === 3 ? 'drain' : 'enqueue';
      const first = cycle * 100_000;
      const sizeBytes = 1_000 + Math.floor(random() * 100_000);
      const run = await killStation({ folder, mode, count: 5_000, first, sizeBytes }, random() * 120);
      const before = promises.saved.size;
      takePromises(run.output, promises);
      saved += promises.saved.size - before;
      if (run.errors !== '') problems.push(`cycle ${cycle}: ${run.errors.slice(0, 500)}`);
      const broken = await brokenPromises(folder, promises);
      problems.push(...broken.map((text) => `cycle ${cycle}: ${text}`));
    }
    return [finding(`${cycles} kills, ${saved} photos called saved, ${problems.length} promises broken`, problems)];
  },
};
