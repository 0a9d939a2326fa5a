import { expect, test } from 'vitest';
import { spreadRoomNews } from '../../../electron/core/room-news.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import type { DemoFault } from '../../../shared/station.ts';
import type { QueueSummary, UploadJob } from '../../../shared/upload-job.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';

/** News of one kind with somebody who tells them. */
function news<Value>() {
  const listeners = new Set<(value: Value) => void>();
  return {
    listeners,
    tell: (value: Value) => listeners.forEach((listener) => void listener(value)),
    on: (listener: (value: Value) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The rooms' news, and what the rooms are told in turn, in order. */
function setUp() {
  const told: unknown[] = [];
  const lines: unknown[][] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  const jobs = news<UploadJob>();
  const summaries = news<QueueSummary>();
  const signIns = news<SignInState>();
  const faults = news<DemoFault>();
  const end = spreadRoomNews({
    events: { emit: (name) => void told.push(name) },
    log: { info: note, warn: note, error: note },
    queue: { onJobChanged: jobs.on, onSummaryChanged: summaries.on, hint: (hint) => void told.push(['queue', hint]) },
    signIn: { onChange: signIns.on },
    photos: { forget: (personId) => void told.push(['forget', personId]), clear: () => void told.push('clear') },
    directoryRefresh: { onOnline: () => void told.push('refresh') },
    withAddress: (job) => job,
    demo: { onFault: faults.on },
  });
  return { told, lines, jobs, summaries, signIns, faults, end };
}

test('a sign-in wakes the queue, proves the network and refreshes the directory', () => {
  const { told, signIns } = setUp();
  signIns.tell({ kind: 'signed-in', validUntilMs: 1, permissions: [] });
  expect(told).toEqual(['signIn.changed', ['queue', 'signed-in'], ['queue', 'network-online'], 'refresh']);
});

test('a sign-out forgets every picture that the last person looked at', () => {
  const { told, signIns } = setUp();
  signIns.tell({ kind: 'signed-out' });
  expect(told).toEqual(['clear', 'signIn.changed'].reverse());
});

test('a confirmed photo is looked up afresh; one on its way is not, nor that of a group', () => {
  const { told, jobs } = setUp();
  jobs.tell(sampleJob({ target: 'user:7', state: { kind: 'confirmed', confirmedAtMs: 1 } }));
  expect(told).toEqual([['forget', '7'], 'uploads.changed']);
  told.length = 0;
  jobs.tell(sampleJob({ target: 'user:7', state: { kind: 'sending' } }));
  jobs.tell(sampleJob({ target: 'group:7', state: { kind: 'confirmed', confirmedAtMs: 1 } }));
  expect(told).toEqual(['uploads.changed', 'uploads.changed']);
});

test('so is the photo of somebody whom the finished job does not name any more, and only theirs where it is known', () => {
  const { told, jobs } = setUp();
  const forgotten = () => told.splice(0).filter((news) => news !== 'uploads.changed');
  jobs.tell(sampleJob({ id: 'a', target: 'user:anna@example.com', state: { kind: 'sending' } }));
  expect(forgotten()).toEqual([]);
  jobs.tell(sampleJob({ id: 'a', target: 'user:anna@example.com', state: { kind: 'accepted', acceptedAtMs: 1 } }));
  jobs.tell(sampleJob({ id: 'a', target: 'user', state: { kind: 'confirmed', confirmedAtMs: 1 } }));
  expect(forgotten()).toEqual([
    ['forget', 'anna@example.com'],
    ['forget', 'anna@example.com'],
  ]);
  jobs.tell(sampleJob({ id: 'b', target: 'user', state: { kind: 'confirmed', confirmedAtMs: 1 } }));
  expect(forgotten()).toEqual(['clear']);
});

test('a queue that reaches the network refreshes the directory, one that does not leaves it alone', () => {
  const { told, summaries } = setUp();
  summaries.tell({ ...sampleSnapshot.queue, network: 'offline' });
  summaries.tell({ ...sampleSnapshot.queue, network: 'online' });
  expect(told).toEqual(['queue.changed', 'queue.changed', 'refresh']);
});

test('rehearsing “network off” tells the queue at once, and any other rehearsal that it is back', () => {
  const { told, faults } = setUp();
  faults.tell('network-off');
  faults.tell('slow');
  expect(told).toEqual(['demo.changed', ['queue', 'network-offline'], 'demo.changed', ['queue', 'network-online']]);
});

test('after the end no news are spread', () => {
  const { jobs, summaries, signIns, faults, end } = setUp();
  end();
  expect([jobs, summaries, signIns, faults].map(({ listeners }) => listeners.size)).toEqual([0, 0, 0, 0]);
});

test('the log says what became of a photo, and never whose it is', () => {
  const { lines, jobs } = setUp();
  const job = { id: 'job-1', personName: 'Ada', target: 'user:ada@contoso.com', attempts: 2 };
  jobs.tell(sampleJob({ ...job, state: { kind: 'parked', reason: 'no-such-target' } }));
  expect(lines).toEqual([
    [
      'upload.changed',
      expect.objectContaining({ job: 'job-1', state: 'parked', reason: 'no-such-target', attempts: 2 }),
    ],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/ada/i);
});
