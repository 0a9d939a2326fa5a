import { expect, test } from 'vitest';
import { createJobPages } from '../../../renderer/screens/operator/job-pages.ts';
import { createOperatorStay } from '../../../renderer/screens/operator/operator-stay.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createKioskDouble } from '../../kiosk-double.ts';
import { settled } from '../../kiosk-stage.ts';
import { operatorHandlers, sampleJobs } from '../../operator-double.ts';

function setUp() {
  const jobs = sampleJobs(200);
  const double = createKioskDouble(operatorHandlers(jobs, () => undefined));
  const clock = createFakeClock();
  const told = () => double.calls.filter(({ name }) => name === 'operator.stay').length;
  return { api: double.api, clock, jobs, told };
}

test('whoever touches the screen is told to the core, once in ten seconds', () => {
  const { api, clock, told } = setUp();
  const stay = createOperatorStay({ api, clock });
  stay();
  expect(told()).toBe(0);
  clock.advance(10_000);
  for (let touch = 0; touch < 50; touch += 1) stay();
  expect(told()).toBe(1);
  clock.advance(9_999);
  stay();
  expect(told()).toBe(1);
  clock.advance(1);
  stay();
  expect(told()).toBe(2);
});

test('a list that reads itself again says nothing of anybody', async () => {
  const { api, clock, jobs, told } = setUp();
  const pages = createJobPages({ api, clock });
  pages.look(0, 15);
  await settled();
  for (const job of jobs.slice(0, 20)) {
    pages.note({ ...job, id: `new-${job.id}` });
    clock.advance(20_000);
    await settled();
  }
  expect(told()).toBe(0);
});
