import { expect, test } from 'vitest';
import { simulateDay } from '../../shared-day-simulation.ts';

// In full (ten stations, two thousand people): npm run shared-day.
test('a day of three stations with failing networks, clocks and power ends with the newest photo of everybody, and nobody called twice', async () => {
  const seed = 7;
  const figures = await simulateDay({ stations: 3, people: 45, seed, losesList: true });
  expect({ seed, ...figures }).toMatchObject({ people: 45, askedTwice: 0, wrongInDirectory: 0, disagreements: 0 });
  expect(figures.mostUnitsAMinute).toBeLessThan(1_200);
}, 300_000);
