import { expect, test } from 'vitest';
import { importCampaign } from '../../import-campaign.ts';

test('kill -9 in the middle of an import loses and doubles nothing; the next run does the rest, and one more nothing', async () => {
  const lines: string[] = [];
  const figures = await importCampaign({ rounds: 1, widthPx: 400, isShort: true }, (line) => lines.push(line));
  expect({ ...figures, lines }).toMatchObject({
    ...{ lost: 0, doubled: 0, uncalledFor: 0, missing: 0, savedAgain: 0, isSound: true },
    lines: [
      expect.anything(),
      expect.stringMatching(/^killed while it saves: [1-9]/),
      ...['to the end', 'once more'].map((name) => `${name}: ${figures.saved} photos in the queue, sound`),
    ],
  });
});
