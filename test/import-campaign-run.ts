import { importCampaign } from './import-campaign.ts';

/**
 * `npm run import-campaign -- [ROUNDS] [WIDTH]`: a folder of pictures of every kind, in full three thousand of them with twelve
 * megapixels, imported with kills, a cancel and reruns. Prints its figures; ends with 1 when anything was lost, doubled or told
 * wrongly, or when all processes together took more than 600 MB.
 */
const [rounds = 125, widthPx = 4_000] = process.argv.slice(2).map(Number);
const figures = await importCampaign({ rounds, widthPx }, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
const { saidWrong, lost, doubled, uncalledFor, missing, savedAgain, isSound, peakMb = 0 } = figures;
if (saidWrong + lost + doubled + uncalledFor + missing + savedAgain > 0 || !isSound || peakMb > 600)
  process.exitCode = 1;
