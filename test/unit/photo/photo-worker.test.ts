import { describe, expect, test } from 'vitest';
import type { PhotoResult } from '../../../electron/photo/photo-messages.ts';
import { createPhotoWorker } from '../../../electron/photo/photo-worker.ts';
import type { ChildLink, ProcessAnswer, ProcessAsk } from '../../../electron/process/child-link.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** A process that does only what the test tells it to. */
function scriptedProcess() {
  const asks: ProcessAsk[] = [];
  const messageListeners: ((message: unknown) => void)[] = [];
  const exitListeners: ((code: number) => void)[] = [];
  const state = { isKilled: false };
  const end = (code: number) => {
    for (const listener of exitListeners) listener(code);
  };
  const process: { -readonly [Key in keyof ChildLink]: ChildLink[Key] } = {
    post: (message) => void asks.push(message as ProcessAsk),
    onMessage: (listener) => void messageListeners.push(listener),
    onExit: (listener) => void exitListeners.push(listener),
    kill() {
      state.isKilled = true;
      end(9);
    },
  };
  const answer = (message: ProcessAnswer<PhotoResult>) => {
    for (const listener of messageListeners) listener(message);
  };
  return { process, asks, state, end, answer };
}

/** `isBroken.value`: the system starts no process now, as with too many open files. */
function station(isBroken = { value: false }, processes = 1) {
  const clock = createFakeClock();
  const started: ReturnType<typeof scriptedProcess>[] = [];
  const worker = createPhotoWorker({
    clock,
    timeLimitMs: 5000,
    processes,
    spawn() {
      if (isBroken.value) throw new Error('spawn EMFILE');
      const fresh = scriptedProcess();
      started.push(fresh);
      return fresh.process;
    },
  });
  const process = (index: number) => {
    const found = started[index];
    if (found === undefined) throw new Error(`expected process ${index}, actual ${started.length} started`);
    return found;
  };
  return { clock, worker, started, process };
}

const opened = (widthPx: number) => ok({ capture: new Uint8Array([widthPx]), widthPx, heightPx: 1 });
const file = new Uint8Array([1, 2, 3]);
const failure = (reason: string) => err({ code: 'photo-process-failed', detail: { reason } });

describe('the photo worker', () => {
  test('has its process running before the first picture comes', () => {
    expect(station().started).toHaveLength(1);
  });

  test('gives the process one picture at a time and each answer to the one who asked', async () => {
    const { worker, process } = station();
    const first = worker.open(file);
    const second = worker.open(file);
    expect(process(0).asks).toHaveLength(1);
    process(0).answer({ id: 1, answered: opened(10) });
    expect(process(0).asks).toHaveLength(2);
    process(0).answer({ id: 2, answered: opened(20) });
    expect(await first).toEqual(opened(10));
    expect(await second).toEqual(opened(20));
  });

  test('answers when the process crashes, and goes on with the next picture in a fresh one', async () => {
    const { worker, process, started } = station();
    const first = worker.open(file);
    const second = worker.open(file);
    process(0).end(139);
    expect(await first).toEqual(failure('ended with 139'));
    expect(started).toHaveLength(2);
    process(1).answer({ id: 2, answered: opened(20) });
    expect(await second).toEqual(opened(20));
  });

  test('takes up work again after a crash between two pictures', async () => {
    const { worker, process } = station();
    process(0).end(1);
    const later = worker.open(file);
    process(1).answer({ id: 1, answered: opened(5) });
    expect(await later).toEqual(opened(5));
  });

  test('kills a process that hangs, answers, and goes on', async () => {
    const { worker, clock, process } = station();
    const first = worker.open(file);
    const second = worker.open(file);
    clock.advance(4999);
    expect(process(0).state.isKilled).toBe(false);
    clock.advance(1);
    expect(await first).toEqual(failure('took too long'));
    expect(process(0).state.isKilled).toBe(true);
    process(1).answer({ id: 2, answered: opened(20) });
    expect(await second).toEqual(opened(20));
  });

  test('answers when no process can be started, and works again once one can', async () => {
    const isBroken = { value: true };
    const { worker, clock, process } = station(isBroken);
    expect(await worker.open(file)).toEqual(failure('did not start: spawn EMFILE'));
    expect(await worker.compare(file, file)).toBeUndefined();
    isBroken.value = false;
    const later = worker.open(file);
    process(0).answer({ id: 3, answered: opened(5) });
    expect(await later).toEqual(opened(5));
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  test('answers every picture that waits when a crashed process cannot be replaced', async () => {
    const isBroken = { value: false };
    const { worker, process } = station(isBroken);
    const answers = Promise.all([worker.open(file), worker.open(file), worker.open(file)]);
    isBroken.value = true;
    process(0).end(139);
    const broken = failure('did not start: spawn EMFILE');
    expect(await answers).toEqual([failure('ended with 139'), broken, broken]);
    await worker.close();
  });

  test('answers when the started process takes no message, ends it, and goes on with a fresh one', async () => {
    const { worker, process, started } = station();
    process(0).process.post = () => {
      throw new TypeError('send is not a function');
    };
    expect(await worker.open(file)).toEqual(failure('did not start: send is not a function'));
    expect(process(0).state.isKilled).toBe(true);
    const later = worker.open(file);
    expect(started).toHaveLength(2);
    process(1).answer({ id: 2, answered: opened(5) });
    expect(await later).toEqual(opened(5));
  });

  test('measures the time limit from the start of the work, not from the asking', async () => {
    const { worker, clock, process } = station();
    const first = worker.open(file);
    const second = worker.open(file);
    clock.advance(4000);
    process(0).answer({ id: 1, answered: opened(10) });
    clock.advance(4000);
    process(0).answer({ id: 2, answered: opened(20) });
    expect(await first).toEqual(opened(10));
    expect(await second).toEqual(opened(20));
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  test('does not take a late or foreign answer for another picture', async () => {
    const { worker, clock, process } = station();
    const first = worker.open(file);
    clock.advance(5000);
    await first;
    const second = worker.open(file);
    process(0).answer({ id: 2, answered: opened(66) });
    process(1).answer({ id: 1, answered: opened(77) });
    process(1).answer({ id: 2, answered: opened(20) });
    expect(await second).toEqual(opened(20));
  });

  test('refuses work when closed, ends its process and answers what was waiting', async () => {
    const { worker, clock, process, started } = station();
    const first = worker.open(file);
    const second = worker.open(file);
    await worker.close();
    expect(process(0).state.isKilled).toBe(true);
    expect(await first).toMatchObject({ error: { code: 'photo-process-failed' } });
    expect(await second).toEqual(failure('closed'));
    expect(await worker.open(file)).toEqual(failure('closed'));
    expect(started).toHaveLength(1);
    expect(clock.nextTimerMs()).toBeUndefined();
    await worker.close();
  });

  test('closes in two seconds at the latest when its process has no end to tell', async () => {
    const { worker, clock, process } = station();
    // As a utility process that was not given a number: nothing can be killed, and nothing ever ends.
    process(0).process.kill = () => {};
    const closed = worker.close();
    clock.advance(2_000);
    await closed;
    expect(await worker.open(file)).toEqual(failure('closed'));
  });

  describe('with two processes', () => {
    const two = (isBroken = { value: false }) => station(isBroken, 2);

    test('works on two pictures side by side and starts the second process only for the second picture', async () => {
      const { worker, process, started } = two();
      const answers = Promise.all([worker.open(file), worker.open(file), worker.open(file)]);
      expect(started).toHaveLength(2);
      process(1).answer({ id: 2, answered: opened(20) });
      expect(process(1).asks.map(({ id }) => id)).toEqual([2, 3]);
      process(1).answer({ id: 3, answered: opened(30) });
      process(0).answer({ id: 1, answered: opened(10) });
      expect(await answers).toEqual([opened(10), opened(20), opened(30)]);
    });

    test('ends the process that had nothing to do for ten seconds, and keeps the last one', async () => {
      const { worker, clock, process, started } = two();
      const answers = Promise.all([worker.open(file), worker.open(file)]);
      process(0).answer({ id: 1, answered: opened(10) });
      process(1).answer({ id: 2, answered: opened(20) });
      await answers;
      clock.advance(9_999);
      expect([process(0).state.isKilled, process(1).state.isKilled]).toEqual([false, false]);
      clock.advance(60_000);
      const kept = [process(0), process(1)].filter(({ state }) => !state.isKilled);
      expect(kept).toHaveLength(1);
      const later = worker.open(file);
      expect(started).toHaveLength(2);
      kept[0]?.answer({ id: 3, answered: opened(30) });
      expect(await later).toEqual(opened(30));
    });

    test('keeps a process that has work again before its ten seconds are over', async () => {
      const { worker, clock, process } = two();
      const answers = Promise.all([worker.open(file), worker.open(file)]);
      process(0).answer({ id: 1, answered: opened(10) });
      process(1).answer({ id: 2, answered: opened(20) });
      await answers;
      clock.advance(8_000);
      const again = Promise.all([worker.open(file), worker.open(file)]);
      clock.advance(4_000);
      process(0).answer({ id: 3, answered: opened(30) });
      process(1).answer({ id: 4, answered: opened(40) });
      expect(await again).toEqual([opened(30), opened(40)]);
    });

    test('starts no second one to decode a picture for a look', async () => {
      const { worker, process, started } = two();
      const answers = Promise.all([worker.open(file), worker.compare(file, file), worker.decode(file, 640)]);
      expect(started).toHaveLength(1);
      process(0).answer({ id: 1, answered: opened(10) });
      process(0).answer({ id: 2, answered: ok(3) });
      process(0).answer({ id: 3, answered: err({ code: 'picture-unreadable' }) });
      expect(await answers).toEqual([opened(10), 3, err({ code: 'picture-unreadable' })]);
    });

    test('goes on with one when no second can be started', async () => {
      const isBroken = { value: false };
      const { worker, process } = two(isBroken);
      isBroken.value = true;
      const answers = Promise.all([worker.open(file), worker.open(file)]);
      process(0).answer({ id: 1, answered: opened(10) });
      process(0).answer({ id: 2, answered: opened(20) });
      expect(await answers).toEqual([opened(10), opened(20)]);
    });

    test('a crash of one costs its own picture alone', async () => {
      const { worker, process, started } = two();
      const answers = Promise.all([worker.open(file), worker.open(file), worker.open(file)]);
      process(0).end(139);
      process(1).answer({ id: 2, answered: opened(20) });
      process(2).answer({ id: 3, answered: opened(30) });
      expect(await answers).toEqual([failure('ended with 139'), opened(20), opened(30)]);
      expect(started).toHaveLength(3);
    });

    test('refuses work when closed and ends both', async () => {
      const { worker, clock, process } = two();
      const answers = Promise.all([worker.open(file), worker.open(file), worker.open(file)]);
      await worker.close();
      expect((await answers).map(({ kind }) => kind)).toEqual(['error', 'error', 'error']);
      expect([process(0).state.isKilled, process(1).state.isKilled]).toEqual([true, true]);
      expect(clock.nextTimerMs()).toBeUndefined();
    });
  });

  test('says that two pictures cannot be compared instead of guessing', async () => {
    const { worker, process } = station();
    const compared = worker.compare(file, file);
    process(0).answer({ id: 1, answered: err({ code: 'picture-unreadable' }) });
    expect(await compared).toBeUndefined();
  });

  test('rejects a probe of a process that does not decode', async () => {
    const { worker, process } = station();
    const probed = worker.probe();
    process(0).end(1);
    await expect(probed).rejects.toThrow('photo-process-failed');
  });
});
