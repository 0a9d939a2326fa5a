import { expect, test } from 'vitest';
import { importCampaign } from '../../import-campaign.ts';

// That a kill while photos are saved loses and doubles nothing is in every run (`import-command.test.ts`).
const isWhole = process.env.KIOSK_TESTS === 'whole';

test.runIf(isWhole)(
  'killed while it looks, while it saves, and cancelled, an import of files of every kind comes to the right end, once',
  async () => {
    const lines: string[] = [];
    const figures = await importCampaign({ rounds: 1, widthPx: 800 }, (line) => lines.push(line));
    const none = { saidWrong: 0, lost: 0, doubled: 0, uncalledFor: 0, missing: 0, savedAgain: 0 };
    expect({ ...figures, lines }).toMatchObject({ ...none, isSound: true, lines: { length: 7 } });
  },
  1_200_000,
);
