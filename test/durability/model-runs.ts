import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Clock } from '../../electron/ports.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { letTimePass, settle } from '../let-time-pass.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto, sha256 } from '../queue-station.ts';
import { createSimulatedService, type SimulatedService } from '../simulated-service.ts';
import { type Campaign, finding } from './campaign.ts';
import { people, type Step, steps } from './model-steps.ts';

/** A clock of one process: after its death no timer of it runs. */
function mortalClock(clock: FakeClock): { clock: Clock; die(): void } {
  let isAlive = true;
  return {
    clock: {
      nowMs: () => clock.nowMs(),
      monotonicMs: () => clock.monotonicMs(),
      setTimer: (delayMs, action) => clock.setTimer(delayMs, () => isAlive && action()),
    },
    die: () => {
      isAlive = false;
    },
  };
}

interface SavedPhoto {
  readonly id: string;
  readonly person: number;
  readonly number: number;
  /** Staff have not let it go. */
  isUnapproved: boolean;
}

/** The simple model: what was called saved, in order, for whom; and what has been asked of it since. */
class ModelRun {
  readonly #folder: string;
  readonly #random: () => number;
  readonly #clock = createFakeClock();
  readonly #saved: SavedPhoto[] = [];
  readonly #numberOf = new Map<string, number>();
  #life = mortalClock(this.#clock);
  #service: SimulatedService;
  #station: QueueStation | undefined;
  #checkedUploads = 0;
  #next = 0;

  constructor(folder: string, random: () => number) {
    this.#folder = folder;
    this.#random = random;
    this.#service = createSimulatedService(this.#life.clock);
  }

  async run(sequence: readonly Step[]): Promise<void> {
    await this.#begin();
    try {
      for (const step of sequence) {
        await this.#take(step);
        this.#compare();
      }
      await this.#heal();
    } finally {
      this.#life.die();
      this.#station?.store.close();
    }
  }

  get #queue() {
    if (this.#station === undefined) throw new Error('no station');
    return this.#station.queue;
  }

  async #begin(): Promise<void> {
    this.#life = mortalClock(this.#clock);
    const { mood, shown } = this.#service;
    this.#service = createSimulatedService(this.#life.clock);
    this.#service.mood = mood;
    for (const [target, hash] of shown) this.#service.shown.set(target, hash);
    this.#checkedUploads = 0;
    const { uploadPhoto, confirmPhoto, lookAtSlot } = this.#service;
    this.#station = await openStation({
      folder: this.#folder,
      clock: this.#life.clock,
      random: this.#random,
      settings: { keepRecordsDays: 36_500 },
      uploadPhoto,
      confirmPhoto,
      lookAtSlot,
    });
    this.#queue.start();
    await settle();
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'capture':
        return this.#capture(step.person, step.visit);
      case 'mood':
        this.#service.mood = step.mood;
        return;
      case 'time':
        return letTimePass(this.#clock, step.byMs);
      case 'clock-jump':
        this.#clock.jump(step.byMs);
        return;
      case 'crash':
        this.#life.die();
        this.#station?.store.close();
        return this.#begin();
      case 'restart':
        await this.#queue.stop();
        this.#life.die();
        this.#station?.store.close();
        return this.#begin();
      case 'withdraw':
      case 'retry': {
        const job = this.#saved[step.which % Math.max(1, this.#saved.length)];
        if (job !== undefined) this.#queue[step.kind](job.id);
        return settle();
      }
      case 'approve': {
        const job = this.#saved[step.which % Math.max(1, this.#saved.length)];
        const approved = job === undefined ? undefined : this.#queue.approve([job.id]);
        if (job !== undefined && approved?.kind === 'ok' && approved.value === 1) job.isUnapproved = false;
        return settle();
      }
      case 'refuse': {
        const job = this.#saved[step.which % Math.max(1, this.#saved.length)];
        if (job !== undefined) this.#queue.refuse(job.id, 'another-person');
        return settle();
      }
      case 'hint':
        this.#queue.hint(step.hint);
        return settle();
    }
  }

  async #capture(person: number, visit: number | undefined): Promise<void> {
    const number = this.#next++;
    const photo = samplePhoto(number, 200);
    this.#numberOf.set(sha256(photo), number);
    const held = visit === undefined ? {} : { heldForVisit: `visit ${visit}` };
    const saved = this.#queue.enqueue({ ...sampleCapture(person, photo), ...held });
    if (saved.kind === 'error') throw new Error(`not saved: ${saved.error.code}`);
    this.#saved.push({ id: saved.value.id, person, number, isUnapproved: visit !== undefined });
    await settle();
  }

  /** The newest that may be sent: what nobody has let go outdates nothing. */
  #newestOf(person: number): number {
    const may = this.#saved.filter((job) => job.person === person && !job.isUnapproved);
    return may.reduce((most, { number }) => Math.max(most, number), -1);
  }

  /** After every step: nothing is lost or doubled, nothing older goes out, nothing overlaps. */
  #compare(): void {
    const { total, jobs } = this.#queue.list({ offset: 0, limit: 10_000, filter: 'all' });
    if (total !== this.#saved.length) throw new Error(`${this.#saved.length} saved, ${total} known`);
    for (const { id } of this.#saved) if (this.#queue.get(id) === undefined) throw new Error(`${id} is gone`);
    const sending = jobs.filter(({ state }) => state.kind === 'sending').length;
    const summary = this.#queue.summary();
    if (sending > 4 || summary.sending !== sending)
      throw new Error(`${sending} sending, summary says ${summary.sending}`);
    const { uploads, overlaps, mostAtOnce, duringQuiet } = this.#service;
    if (duringQuiet > 0) throw new Error('sent while Retry-After asked for quiet');
    if (overlaps > 0) throw new Error('two uploads for one target overlapped');
    if (mostAtOnce > 4) throw new Error(`${mostAtOnce} uploads at once`);
    for (const upload of uploads.slice(this.#checkedUploads)) {
      const number = this.#numberOf.get(upload.sha256);
      if (number === undefined) throw new Error('sent bytes that nobody saved');
      const job = this.#saved.find((saved) => saved.number === number);
      if (job?.isUnapproved !== false) throw new Error(`sent photo ${number}, which nobody has let go`);
      const { person } = job;
      if (number < this.#newestOf(person))
        throw new Error(`sent photo ${number} of person ${person} after a newer one`);
    }
    this.#checkedUploads = uploads.length;
    for (const job of this.#saved) this.#compareOutdated(job);
  }

  /** An accepted photo is told to be outdated only when Microsoft 365 took a newer one. */
  #compareOutdated({ id, person, number }: { id: string; person: number; number: number }): void {
    const job = this.#queue.get(id);
    if (job?.state.kind !== 'accepted' || job.lastVerification !== 'newer-photo') return;
    const wasTaken = this.#saved.some((other) => {
      if (other.person !== person || other.number <= number) return false;
      const state = this.#queue.get(other.id)?.state;
      return state?.kind === 'parked' ? state.reason === 'not-stored' : state !== undefined;
    });
    if (!wasTaken) throw new Error(`photo ${number} of person ${person} was given up for one that was refused`);
  }

  /** Everything well again: what can drain drains, and each person's newest photo that was not withdrawn is shown. */
  async #heal(): Promise<void> {
    this.#service.mood = 'well';
    if (this.#queue.summary().sending > 0) await this.#take({ kind: 'restart' });
    for (const hint of ['network-online', 'signed-in', 'resume'] as const) this.#queue.hint(hint);
    for (let round = 0; round < 40; round += 1) {
      await letTimePass(this.#clock, 3_600_000);
      const { waiting, sending, accepted } = this.#queue.summary();
      if (waiting + sending + accepted === 0) break;
    }
    this.#compare();
    const { waiting, sending, accepted } = this.#queue.summary();
    if (waiting + sending + accepted > 0) throw new Error(`not drained: ${waiting} ${sending} ${accepted}`);
    for (let person = 0; person < people; person += 1) this.#comparePerson(person);
    const verdict = this.#queue.verify();
    if (!verdict.isSound) throw new Error(`not sound: ${JSON.stringify(verdict)}`);
  }

  #comparePerson(person: number): void {
    const newest = this.#newestOf(person);
    const job = this.#saved.find(({ number }) => number === newest);
    if (job === undefined) return;
    const state = this.#queue.get(job.id)?.state.kind;
    const shown = this.#service.shown.get(`user:person${person}@example.com`);
    const number = shown === undefined ? undefined : this.#numberOf.get(shown);
    if ((state === 'confirmed' || state === 'accepted') && number !== newest) {
      throw new Error(`person ${person} shows ${number}, newest is ${newest} (${state})`);
    }
    if (state === 'superseded') throw new Error(`the newest photo of person ${person} was superseded`);
  }
}

/** Random lives of a station against a simple model. A failing one is shrunk to its shortest form and printed. */
export const modelRuns: Campaign = {
  name: 'model runs',
  async run({ isShort, fastScratch, random }) {
    const runs = isShort ? 120 : 2_000;
    let count = 0;
    let taken = 0;
    const property = fc.asyncProperty(
      fc.array(steps, { minLength: 1, maxLength: 50, size: 'max' }),
      async (sequence) => {
        const folder = path.join(fastScratch, `run-${count++}`);
        mkdirSync(folder);
        taken += sequence.length;
        try {
          await new ModelRun(folder, random).run(sequence);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
    const result = await fc.check(property, { numRuns: runs, seed: Math.floor(random() * 2 ** 31) });
    const problems = result.failed ? [`${JSON.stringify(result.counterexample)}`, String(result.errorInstance)] : [];
    return [finding(`${result.numRuns} sequences, ${taken} steps, the law held after each`, problems)];
  },
};
