import { simulateDay } from './shared-day-simulation.ts';

/**
 * `npm run shared-day -- [STATIONS] [PEOPLE] [SEED]`: a day of several stations with one roster, in full ten of them and two thousand
 * people. Prints its figures; ends with 1 when a photo or a person was lost, or when somebody was called twice.
 */
const [stations = 10, people = 2_000, seed = Math.floor(Math.random() * 1_000_000)] = process.argv.slice(2).map(Number);
const figures = await simulateDay({ stations, people, seed, losesList: true }, (line) =>
  process.stdout.write(`${line}\n`),
);
process.stdout.write(`${JSON.stringify({ stations, seed, ...figures }, undefined, 2)}\n`);
const { wrongInDirectory, disagreements, askedTwice, mostUnitsAMinute } = figures;
if (wrongInDirectory + disagreements + askedTwice > 0 || mostUnitsAMinute > 1_200) process.exitCode = 1;
