import { openSharedDay } from '../shared-day.ts';
import { type Bench, type BenchRow, valueAtMost } from './bench.ts';

const people = 12;

/** The worst of several stations' photos, from "saved" at one station to the other station's list, by the service's clock. */
async function handOver(): Promise<{
  readonly worstMs: number;
  readonly requestsAPerson: number;
  readonly mostUnits: number;
}> {
  const day = await openSharedDay();
  try {
    const lobby = await day.open('Lobby', { people, isOurs: true });
    await day.pass(60_000);
    const hall = await day.open('Hall');
    await day.pass(60_000);
    const { meter } = day.tenant.lists;
    const before = meter.requests();
    const startMs = day.clock.nowMs();
    let worstMs = 0;
    for (const { personKey } of lobby.rows()) {
      const claim = lobby.sync.claim(lobby.rosterId, personKey);
      await day.pass(1_000);
      await claim;
      lobby.capture(personKey);
      const savedMs = day.clock.nowMs();
      while (hall.row(personKey)?.state.kind !== 'captured') await day.pass(500);
      worstMs = Math.max(worstMs, day.clock.nowMs() - savedMs);
      await day.pass(30_000);
    }
    // Both stations look every ten seconds and say every forty that they are there, whether or not anything happens.
    const lastedMs = day.clock.nowMs() - startMs;
    const regular = 2 * (lastedMs / 10_000 + lastedMs / 40_000);
    return { worstMs, requestsAPerson: (meter.requests() - before - regular) / people, mostUnits: meter.highest() };
  } finally {
    await day.close();
  }
}

/** What it costs to join stations, by the service's clock: no machine is fast or slow in it. */
export const bench: Bench = {
  topic: 'roster',
  async run(): Promise<BenchRow[]> {
    const { worstMs, requestsAPerson, mostUnits } = await handOver();
    return [
      {
        name: 'from saved at one station to the other’s list, at worst',
        value: worstMs / 1_000,
        unit: 's',
        goal: valueAtMost(13),
      },
      {
        name: 'requests a person, beside the regular looks and signs of life',
        value: requestsAPerson,
        unit: 'requests',
        goal: valueAtMost(8),
      },
      { name: 'the most units of a minute', value: mostUnits, unit: 'units', goal: valueAtMost(1_200) },
    ];
  },
};
