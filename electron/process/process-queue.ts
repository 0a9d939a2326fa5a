import type { Clock } from '../ports.ts';
import type { ChildLink, ProcessAnswer, ProcessAsk } from './child-link.ts';
import { createSlicedChannel, type SlicedChannel } from './sliced-channel.ts';

interface ProcessQueueParts<Asked, Answered> {
  readonly spawn: () => ChildLink;
  readonly clock: Clock;
  /** After so long a piece of work counts as hung and its process is killed. */
  readonly timeLimitMs: number;
  /** The answer in place of one that a process did not give. */
  readonly failed: (reason: string) => Answered;
  /** Starts the process at once, not with the first piece of work. */
  readonly shouldStartEarly?: boolean;
  /** So many processes at most, each with one piece of work: more than one only while there is work for them. Usually one. */
  readonly processes?: number;
  /** Whether a piece of work that waits is worth another process: each takes a second to start, and memory. Usually it is. */
  readonly isLong?: (asked: Asked) => boolean;
}

/**
 * Work in processes of its own, each with one piece at a time. Nothing throws: a process that does not start, crashes or hangs
 * costs one answer.
 */
export interface ProcessQueue<Asked, Answered> {
  ask(asked: Asked): Promise<Answered>;
  /** Ends the processes that have nothing to do: the next piece of work starts one. */
  rest(): void;
  /** Ends the processes, and waits for that two seconds at most. Work under way and later work is answered with `failed`. */
  close(): Promise<void>;
}

interface Waiting<Answered> {
  readonly ask: ProcessAsk;
  readonly isLong: boolean;
  readonly answer: (answered: Answered) => void;
}

interface Running<Answered> {
  readonly process: ChildLink;
  readonly channel: SlicedChannel;
  /** The one piece of work it has, if any. */
  job: Waiting<Answered> | undefined;
  /** Of its work; of being kept, while it has none and is one of several. */
  cancelLimit: () => void;
}

/** A process that never began, or cannot be killed, says no end: nobody waits for it longer. */
const closeLimitMs = 2_000;
/** A process more than one that had nothing to do for so long is ended: it holds memory. */
const idleLimitMs = 10_000;

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

class Pool<Asked, Answered> implements ProcessQueue<Asked, Answered> {
  readonly #parts: ProcessQueueParts<Asked, Answered>;
  readonly #waiting: Waiting<Answered>[] = [];
  readonly #running = new Set<Running<Answered>>();
  #nextId = 1;
  #isClosed = false;

  constructor(parts: ProcessQueueParts<Asked, Answered>) {
    this.#parts = parts;
    if (parts.shouldStartEarly !== true) return;
    try {
      this.#start();
    } catch {
      // The first piece of work tries again, and is answered when that fails too.
    }
  }

  ask(asked: Asked): Promise<Answered> {
    if (this.#isClosed) return Promise.resolve(this.#parts.failed('closed'));
    return new Promise((resolve) => {
      const isLong = this.#parts.isLong?.(asked) ?? true;
      this.#waiting.push({ ask: { id: this.#nextId++, asked }, isLong, answer: resolve });
      this.#next();
    });
  }

  rest(): void {
    for (const own of this.#running) {
      if (own.job === undefined) this.#dismiss(own);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.answer(this.#parts.failed('closed'));
    await Promise.all([...this.#running].map((own) => this.#end(own)));
  }

  /** Throws when the system cannot start a process now: too many open files, no memory, no program. */
  #start(): Running<Answered> {
    const process = this.#parts.spawn();
    const channel = createSlicedChannel((posted) => process.post(posted), process.carriesViews);
    const own: Running<Answered> = { process, channel, job: undefined, cancelLimit: () => {} };
    this.#running.add(own);
    process.onMessage((posted) => this.#hear(own, posted));
    process.onExit((code) => this.#retire(own, `ended with ${code}`));
    return own;
  }

  #hear(own: Running<Answered>, posted: unknown): void {
    try {
      const whole = own.channel.receive(posted);
      if (whole === undefined) return;
      const { id, answered } = whole.message as ProcessAnswer<Answered>;
      if (own.job?.ask.id === id) this.#finish(own, answered);
    } catch (cause) {
      this.#retire(own, `took no more: ${messageOf(cause)}`);
      own.process.kill();
    }
  }

  /** Takes a process out of use, answers for what it had, and goes on with a fresh one when there is more to do. */
  #retire(own: Running<Answered>, reason: string): void {
    this.#running.delete(own);
    this.#finish(own, this.#parts.failed(reason));
  }

  #finish(own: Running<Answered>, answered: Answered): void {
    own.cancelLimit();
    const { job } = own;
    own.job = undefined;
    job?.answer(answered);
    this.#next();
    if (own.job === undefined && this.#running.has(own)) this.#keepForAWhile(own);
  }

  /** The last process stays, so that the next piece of work finds one; others go when there is none for them. */
  #keepForAWhile(own: Running<Answered>): void {
    if (this.#running.size < 2) return;
    own.cancelLimit = this.#parts.clock.setTimer(idleLimitMs, () => {
      if (this.#running.size > 1) this.#dismiss(own);
    });
  }

  #dismiss(own: Running<Answered>): void {
    own.cancelLimit();
    this.#running.delete(own);
    own.process.kill();
  }

  #next(): void {
    while (!this.#isClosed && this.#waiting.length > 0) {
      const idle = [...this.#running].find(({ job }) => job === undefined);
      if (idle === undefined && !this.#mayStart()) return;
      const own = idle ?? this.#startOneMore();
      if (own !== undefined) this.#handTo(own);
      // One more cannot be started now: those that run do the work.
      else if (this.#running.size > 0) return;
    }
  }

  #mayStart(): boolean {
    const { size } = this.#running;
    return size === 0 || (size < (this.#parts.processes ?? 1) && this.#waiting[0]?.isLong === true);
  }

  /** Answers one piece of work when there is no process at all to do it. */
  #startOneMore(): Running<Answered> | undefined {
    try {
      return this.#start();
    } catch (cause) {
      if (this.#running.size === 0) this.#waiting.shift()?.answer(this.#notStarted(cause));
      return undefined;
    }
  }

  #handTo(own: Running<Answered>): void {
    const job = this.#waiting.shift();
    if (job === undefined) return;
    own.cancelLimit();
    try {
      own.channel.send(job.ask);
    } catch (cause) {
      this.#dismiss(own);
      job.answer(this.#notStarted(cause));
      return;
    }
    own.job = job;
    own.cancelLimit = this.#parts.clock.setTimer(this.#parts.timeLimitMs, () => {
      this.#retire(own, 'took too long');
      own.process.kill();
    });
  }

  #notStarted(cause: unknown): Answered {
    return this.#parts.failed(`did not start: ${messageOf(cause)}`);
  }

  async #end(own: Running<Answered>): Promise<void> {
    let cancel = () => {};
    const gone = new Promise<void>((resolve) => {
      own.process.onExit(() => resolve());
      cancel = this.#parts.clock.setTimer(closeLimitMs, resolve);
    });
    own.process.kill();
    await gone;
    cancel();
  }
}

/** Work in processes of its own; a fresh one takes over after a crash. */
export function createProcessQueue<Asked, Answered>(
  parts: ProcessQueueParts<Asked, Answered>,
): ProcessQueue<Asked, Answered> {
  return new Pool<Asked, Answered>(parts);
}
