import { expect, test } from 'vitest';
import { createJobPages } from '../../../renderer/screens/operator/job-pages.ts';
import { pageLength, rowAt } from '../../../renderer/screens/operator/list-pages.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createKioskDouble } from '../../kiosk-double.ts';
import { operatorHandlers, sampleJobs } from '../../operator-double.ts';

/** The list over a double with so many jobs. `settled` waits for every answer under way. */
function setUp(count: number) {
  const jobs = sampleJobs(count);
  const double = createKioskDouble(operatorHandlers(jobs, () => undefined));
  const clock = createFakeClock();
  const pages = createJobPages({ api: double.api, clock });
  const asked = () => double.calls.filter(({ name }) => name === 'uploads.list').length;
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { jobs, pages, clock, asked, settled };
}

test('only the pages that are looked at are asked for, and others are let go', async () => {
  const { pages, asked, settled, jobs } = setUp(10_000);
  expect(asked()).toBe(0);
  pages.look(0, 15);
  await settled();
  expect(asked()).toBe(1);
  expect(pages.state.getState().total).toBe(10_000);
  pages.look(5000, 5015);
  await settled();
  expect([...pages.state.getState().pages.keys()]).toEqual([5000 / pageLength]);
  expect(rowAt(pages.state.getState(), 5007)?.id).toBe(jobs[5007]?.id);
  expect(rowAt(pages.state.getState(), 3)).toBeUndefined();
});

test('a job’s news are in its row at once, without asking again', async () => {
  const { pages, asked, settled, jobs, clock } = setUp(50);
  pages.look(0, 15);
  await settled();
  const [job] = jobs;
  if (job === undefined) throw new Error('no job');
  pages.note({ ...job, state: { kind: 'sending' } });
  expect(rowAt(pages.state.getState(), 0)?.state.kind).toBe('sending');
  clock.advance(10_000);
  await settled();
  expect(asked()).toBe(1);
});

test('a burst of new photos is read once, and the new ones are on top', async () => {
  const { pages, asked, settled, jobs, clock } = setUp(50);
  pages.look(0, 15);
  await settled();
  const fresh = sampleJobs(3).map((job, index) => ({ ...job, id: `new-${index}` }));
  jobs.unshift(...fresh);
  for (const job of fresh) pages.note(job);
  expect(asked()).toBe(1);
  clock.advance(1000);
  await settled();
  expect(asked()).toBe(2);
  expect(rowAt(pages.state.getState(), 0)?.id).toBe('new-0');
  expect(pages.state.getState().total).toBe(53);
});

test('an answer for another filter counts for nothing', async () => {
  const { pages, settled } = setUp(70);
  pages.look(0, 15);
  pages.choose('attention');
  await settled();
  expect(pages.state.getState().filter).toBe('attention');
  expect(pages.state.getState().total).toBe(20);
  expect(rowAt(pages.state.getState(), 0)?.state.kind).toBe('parked');
});

test('a list that cannot be read says so, and can be asked for again', async () => {
  let isLocked = true;
  const jobs = sampleJobs(5);
  const handlers = operatorHandlers(jobs, () => undefined);
  const double = createKioskDouble({
    'uploads.list': async (request) => {
      if (isLocked) throw new Error('the host is gone');
      const answer = await handlers['uploads.list']?.(request);
      if (answer === undefined) throw new Error('no handler');
      return answer;
    },
  });
  const pages = createJobPages({ api: double.api, clock: createFakeClock() });
  pages.look(0, 5);
  await new Promise((resolve) => setImmediate(resolve));
  expect(pages.state.getState()).toMatchObject({ hasFailed: true, total: undefined });
  isLocked = false;
  pages.reload();
  await new Promise((resolve) => setImmediate(resolve));
  expect(pages.state.getState()).toMatchObject({ hasFailed: false, total: 5 });
});

test('closing leaves no timer behind', async () => {
  const { pages, asked, settled, clock } = setUp(5);
  pages.look(0, 5);
  await settled();
  pages.note({ ...(sampleJobs(1)[0] as ReturnType<typeof sampleJobs>[number]), id: 'another' });
  pages.close();
  clock.advance(10_000);
  await settled();
  expect(asked()).toBe(1);
});

test('what is looked for is asked of the core from the top; what was found stays until the answer, and an older answer counts for nothing', async () => {
  const { pages, settled, jobs } = setUp(1_000);
  pages.look(500, 515);
  await settled();
  pages.find('anto');
  pages.find('antoine');
  expect(pages.state.getState().total).toBe(1_000);
  await settled();
  const { total, pages: held } = pages.state.getState();
  expect(total).toBe(jobs.filter(({ personName }) => personName.startsWith('Antoine')).length);
  expect([...held.keys()]).toEqual([0]);
  expect(rowAt(pages.state.getState(), 0)?.personName).toBe('Antoine Lefèvre');
  pages.find('');
  await settled();
  expect(pages.state.getState().total).toBe(1_000);
});
