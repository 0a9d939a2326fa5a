import { expect, test } from 'vitest';
import { ListReach } from '../../../electron/roster/list-reach.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createKeptLog } from '../../queue-station.ts';

const minuteMs = 60_000;
const full = err({ kind: 'full' } as const);

/** A list that was reached, beside a station that told it something just then. */
function openReach() {
  const clock = createFakeClock();
  const others = { heardMs: clock.nowMs() };
  const reach = new ListReach({
    ...{ clock, log: createKeptLog() },
    serviceNowMs: clock.nowMs,
    othersHeardMs: () => others.heardMs,
  });
  reach.note(ok(undefined), true);
  return { clock, others, reach, startMs: clock.nowMs() };
}

test('a list that takes no more rows of this station is no silence of all as long as others tell it something', () => {
  const { clock, others, reach, startMs } = openReach();
  for (let minute = 1; minute <= 10; minute += 1) {
    clock.advance(minuteMs);
    // It was only to be told something, and was not read.
    reach.note(full, false);
    others.heardMs = clock.nowMs() - 1_000;
    reach.note(full, true);
  }
  reach.note(ok(undefined), true);
  expect(reach.silence(startMs, clock.nowMs())).toBe(10 * minuteMs);
});

test('a full list that nobody tells anything is nobody’s silence, from the last that was told on', () => {
  const { clock, others, reach, startMs } = openReach();
  clock.advance(minuteMs);
  others.heardMs = startMs + 5_000;
  for (let minute = 1; minute <= 10; minute += 1) {
    reach.note(full, true);
    clock.advance(minuteMs);
  }
  reach.note(ok(undefined), true);
  expect(reach.silence(startMs, clock.nowMs())).toBe(minuteMs);
});
