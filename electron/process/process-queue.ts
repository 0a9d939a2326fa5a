import type { Clock } from '../ports.ts';
import type { ChildLink, ProcessAnswer, ProcessAsk } from './child-link.ts';
import { createSlicedChannel, type SlicedChannel } from './sliced-channel.ts';

interface ProcessQueueParts<Answered> {
  readonly spawn: () => ChildLink;
  readonly clock: Clock;
  /** After so long a piece of work counts as hung and its process is killed. */
  readonly timeLimitMs: number;
  /** The answer in place of one that a process did not give. */
  readonly failed: (reason: string) => Answered;
  /** Starts the process at once, not with the first piece of work. */
  readonly shouldStartEarly?: boolean;
}

/** Work in a process of its own, one by one. Nothing throws: a process that does not start, crashes or hangs costs one answer. */
export interface ProcessQueue<Asked, Answered> {
  ask(asked: Asked): Promise<Answered>;
  /** Ends the process, and waits for that two seconds at most. Work under way and later work is answered with `failed`. */
  close(): Promise<void>;
}

interface Waiting<Answered> {
  readonly ask: ProcessAsk;
  readonly answer: (answered: Answered) => void;
}

interface Running<Answered> {
  readonly process: ChildLink;
  readonly channel: SlicedChannel;
  /** The one piece of work it has, if any. */
  job: Waiting<Answered> | undefined;
  cancelLimit: () => void;
}

/** A process that never began, or cannot be killed, says no end: nobody waits for it longer. */
const closeLimitMs = 2_000;

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

/** Keeps one process running: a fresh one takes over after a crash. */
export function createProcessQueue<Asked, Answered>({
  spawn,
  clock,
  timeLimitMs,
  failed,
  shouldStartEarly = false,
}: ProcessQueueParts<Answered>): ProcessQueue<Asked, Answered> {
  const waiting: Waiting<Answered>[] = [];
  let running: Running<Answered> | undefined;
  let nextId = 1;
  let isClosed = false;
  if (shouldStartEarly) {
    try {
      running = start();
    } catch {
      // The first piece of work tries again, and is answered when that fails too.
    }
  }

  /** Throws when the system cannot start a process now: too many open files, no memory, no program. */
  function start(): Running<Answered> {
    const process = spawn();
    const channel = createSlicedChannel((posted) => process.post(posted));
    const own: Running<Answered> = { process, channel, job: undefined, cancelLimit: () => {} };
    process.onMessage((posted) => hear(own, posted));
    process.onExit((code) => retire(own, `ended with ${code}`));
    return own;
  }

  function hear(own: Running<Answered>, posted: unknown): void {
    try {
      const whole = own.channel.receive(posted);
      if (whole === undefined) return;
      const { id, answered } = whole.message as ProcessAnswer<Answered>;
      if (own.job?.ask.id === id) finish(own, answered);
    } catch (cause) {
      retire(own, `took no more: ${messageOf(cause)}`);
      own.process.kill();
    }
  }

  /** Takes a process out of use, answers for what it had, and goes on with a fresh one when there is more to do. */
  function retire(own: Running<Answered>, reason: string): void {
    if (running === own) running = undefined;
    finish(own, failed(reason));
  }

  function finish(own: Running<Answered>, answered: Answered): void {
    own.cancelLimit();
    const { job } = own;
    own.job = undefined;
    job?.answer(answered);
    next();
  }

  function next(): void {
    if (isClosed || waiting.length === 0 || running?.job !== undefined) return;
    const job = waiting.shift();
    if (job === undefined) return;
    try {
      hand(job);
    } catch (cause) {
      const broken = running;
      running = undefined;
      broken?.process.kill();
      job.answer(failed(`did not start: ${messageOf(cause)}`));
      next();
    }
  }

  function hand(job: Waiting<Answered>): void {
    running ??= start();
    const own = running;
    own.channel.send(job.ask);
    own.job = job;
    own.cancelLimit = clock.setTimer(timeLimitMs, () => {
      retire(own, 'took too long');
      own.process.kill();
    });
  }

  return {
    ask(asked) {
      if (isClosed) return Promise.resolve(failed('closed'));
      return new Promise((resolve) => {
        waiting.push({ ask: { id: nextId++, asked }, answer: resolve });
        next();
      });
    },
    async close() {
      isClosed = true;
      const own = running;
      for (const job of waiting.splice(0)) job.answer(failed('closed'));
      if (own === undefined) return;
      let cancel = () => {};
      const gone = new Promise<void>((resolve) => {
        own.process.onExit(() => resolve());
        cancel = clock.setTimer(closeLimitMs, resolve);
      });
      own.process.kill();
      await gone;
      cancel();
    },
  };
}
