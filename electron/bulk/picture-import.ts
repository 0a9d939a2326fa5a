import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { ImportItem, ImportPhase, ImportProgress, ImportStop } from '../../shared/picture-import.ts';
import { err, type Result } from '../../shared/result.ts';
import { type Draft, type Mending, matchOf, type PlanOptions } from './import-plan.ts';
import { PacedReader } from './paced-reader.ts';
import type { PictureImportParts } from './picture-import-parts.ts';
import { type PictureLook, PictureLooks, sha256 } from './picture-look.ts';
import { readPicture, SourceFailure } from './picture-source.ts';
import { RunningPlan } from './running-plan.ts';
import { forEachAtOnce, WorkGate } from './work-gate.ts';
import { WorkPace } from './work-pace.ts';

/** Files read ahead, so that the processes that decode never wait for the disk; each may weigh as much as a capture. */
const atOnce = 4;
/** The photo API takes four requests at a time. */
const askedAtOnce = 4;

const stopOfSave: Readonly<Partial<Record<Failure['code'], ImportStop>>> = {
  'not-saved-queue-full': 'queue-full',
  'not-saved-disk-full': 'disk-full',
  'not-saved-storage': 'storage',
};

/** Whether it says all that looking at the same bytes again could say. */
function isKnown(look: PictureLook | undefined): look is PictureLook {
  return look?.kind === 'seen' && look.faceCount !== 'unknown';
}

/**
 * Pictures of a folder or archive on their way into the upload queue: `lookOver` is the dry run, which changes nothing;
 * `queue` saves what the plan calls ready. Pixels are in memory for a few pictures at a time, whatever the size of the source.
 */
export class PictureImport {
  readonly #parts: PictureImportParts;
  readonly #gate = new WorkGate();
  readonly #pace: WorkPace;
  readonly #plan: RunningPlan;
  readonly #looks: PictureLooks;
  #missingFiles: readonly string[] = [];
  #phase: ImportPhase = 'listing';
  #done = 0;
  #total = 0;
  #stop: ImportStop | undefined;
  #directoryOutcome: Outcome | undefined;
  #presentOutcome: Outcome | undefined;

  constructor(parts: PictureImportParts) {
    this.#parts = parts;
    this.#plan = new RunningPlan({ ...parts.options, asksPresent: parts.hasPhoto !== undefined });
    this.#pace = new WorkPace(parts.clock);
    this.#looks = new PictureLooks(parts.look);
  }

  /** Files that a list names and that are not in the source. */
  get missingFiles(): readonly string[] {
    return this.#missingFiles;
  }

  /** Why the directory could not be read, where that stopped the import. */
  get directoryOutcome(): Outcome | undefined {
    return this.#directoryOutcome;
  }

  /** Why present photos could not be asked for, where that ended early. */
  get presentOutcome(): Outcome | undefined {
    return this.#presentOutcome;
  }

  items(): readonly ImportItem[] {
    return this.#plan.items();
  }

  progress(): ImportProgress {
    const moves = this.#phase !== 'ready' && this.#phase !== 'ended';
    return {
      id: this.#parts.id,
      source: this.#parts.name,
      phase: this.#phase,
      isPaused: this.#gate.isPaused,
      done: this.#done,
      total: this.#total,
      ...(moves ? this.#pace.read(this.#done, this.#total) : {}),
      ...this.#plan.counts(),
      missingFiles: this.#missingFiles.length,
      ...(this.#looks.hasGivenUpFaces ? { hasGivenUpFaces: true } : {}),
      ...(this.#stop === undefined ? {} : { stop: this.#stop }),
    };
  }

  /** The dry run: lists, matches, looks, asks. Ends `ready`, or `ended` with a `stop`. Nothing is saved. */
  async lookOver(): Promise<void> {
    try {
      const names = await this.#list();
      if (await this.#match(names)) {
        await this.#lookAtAll();
        await this.#askForPresent();
      }
    } catch (cause) {
      if (!(cause instanceof SourceFailure)) throw cause;
      this.#stop = cause.code === 'file-unreadable' ? 'source-gone' : cause.code;
    }
    if (this.#gate.isCancelled) this.#stop ??= 'cancelled';
    this.#begin(this.#stop === undefined ? 'ready' : 'ended', 0);
  }

  /** Saves everything that is ready, one by one. What is saved stays saved whatever happens next; ends `ended`. */
  async queue(): Promise<void> {
    if (this.#phase !== 'ready') return;
    const ready = this.items().filter(({ state }) => state === 'ready');
    this.#begin('queueing', ready.length);
    await forEachAtOnce(ready, { gate: this.#gate, atOnce }, async ({ name, crop }) => {
      const draft = this.#plan.get(name);
      if (draft !== undefined && crop !== undefined && this.#stop === undefined) {
        const end = await this.#save(draft, crop);
        if (end !== undefined) this.#set(name, { end });
      }
      this.#step();
    });
    if (this.#gate.isCancelled) this.#stop ??= 'cancelled';
    this.#begin('ended', 0);
  }

  pause(): void {
    if (this.#phase === 'ready' || this.#phase === 'ended') return;
    this.#gate.pause();
    this.#pace.pause();
    this.#changed();
  }

  resume(): void {
    this.#gate.resume();
    this.#pace.resume();
    this.#changed();
  }

  /** Ends it after what is under way. What was saved stays saved. */
  cancel(): void {
    this.#gate.cancel();
    if (this.#phase === 'ready') {
      this.#stop = 'cancelled';
      this.#begin('ended', 0);
    }
  }

  /** What is taken or left without asking from now on; holds for what is not saved yet. */
  choose(choices: Pick<PlanOptions, 'takes' | 'takesNewest' | 'keepsPresent'>): void {
    this.#plan.choose(choices);
    this.#changed();
  }

  /** A person's decision about one picture, while it is `ready`. `false` for a picture that is not there. */
  async mend(name: string, mending: Mending): Promise<boolean> {
    const draft = this.#plan.get(name);
    if (draft === undefined || this.#phase !== 'ready') return false;
    this.#set(name, { mending: { ...draft.mending, ...mending } });
    if (mending.match !== undefined) await this.#catchUp(name);
    this.#changed();
    return true;
  }

  /** The bytes of one picture, to be shown. */
  async read(name: string): Promise<Result<Uint8Array, Failure>> {
    const draft = this.#plan.get(name);
    return draft === undefined ? err({ code: 'not-found' }) : readPicture(this.#parts.source, draft.file);
  }

  close(): Promise<void> {
    this.#gate.cancel();
    return this.#parts.source.close();
  }

  async #list(): Promise<string[]> {
    this.#begin('listing', 0);
    const files = await this.#parts.source.list();
    for (const file of files) this.#plan.put({ file, match: { kind: 'unmatched' }, mending: {} });
    return files.map(({ name }) => name);
  }

  async #match(names: readonly string[]): Promise<boolean> {
    this.#begin('matching', 0);
    const matched = await this.#parts.matchPictures(names);
    if (matched.kind === 'error') {
      this.#stop = 'directory-unread';
      this.#directoryOutcome = matched.error;
      return false;
    }
    this.#missingFiles = matched.value.missingFiles;
    for (const [name, match] of matched.value.matches) this.#set(name, { match });
    return true;
  }

  async #lookAtAll(): Promise<void> {
    this.#begin('looking', this.#plan.size);
    await forEachAtOnce(this.#plan.names(), { gate: this.#gate, atOnce }, async (name) => {
      await this.#look(name);
      this.#step();
    });
    this.#parts.look.rest?.();
  }

  async #look(name: string): Promise<void> {
    const draft = this.#plan.get(name);
    if (draft === undefined) return;
    const read = await readPicture(this.#parts.source, draft.file);
    if (read.kind === 'error') return this.#set(name, { look: { kind: 'unreadable', failure: read.error } });
    const hash = sha256(read.value);
    const match = matchOf(draft);
    if (match.kind === 'matched' && !this.#plan.options.again && this.#parts.ledger.has(match.person.objectId, hash)) {
      return this.#set(name, { sha256: hash, isUnchanged: true });
    }
    const look = draft.sha256 === hash && isKnown(draft.look) ? draft.look : await this.#looks.look(read.value);
    this.#set(name, { sha256: hash, isUnchanged: false, look });
  }

  async #askForPresent(): Promise<void> {
    if (this.#parts.hasPhoto === undefined) return;
    const asked = this.items().filter(({ state }) => state === 'ready' || state === 'held');
    this.#begin('asking', asked.length);
    const reader = new PacedReader(this.#parts.clock, this.#gate.signal);
    await forEachAtOnce(asked, { gate: this.#gate, atOnce: askedAtOnce }, async ({ name }) => {
      await this.#ask(name, reader);
      this.#step();
    });
    this.#presentOutcome = reader.ending;
  }

  async #ask(name: string, reader: PacedReader): Promise<void> {
    const draft = this.#plan.get(name);
    const { hasPhoto } = this.#parts;
    const match = draft === undefined ? undefined : matchOf(draft);
    if (match?.kind !== 'matched' || hasPhoto === undefined) return;
    const answer = await reader.ask((signal) => hasPhoto(match.person, signal));
    if (answer.kind === 'ok') this.#set(name, { hasPresent: answer.value });
  }

  /** What a new person means for a picture: whether it was queued for them before, whether they have a photo. */
  async #catchUp(name: string): Promise<void> {
    const draft = this.#plan.get(name);
    if (draft === undefined) return;
    const { hasPresent: _, ...rest } = draft;
    this.#plan.put(rest);
    await this.#look(name);
    await this.#ask(name, new PacedReader(this.#parts.clock, this.#gate.signal));
  }

  /** `undefined` when the whole import stops and this picture is left as it was. */
  async #save(draft: Draft, crop: Crop): Promise<Draft['end']> {
    const match = matchOf(draft);
    if (match.kind !== 'matched' || draft.sha256 === undefined) return undefined;
    const fileSha256 = draft.sha256;
    const read = await readPicture(this.#parts.source, draft.file);
    if (read.kind === 'error') return { failure: read.error };
    if (sha256(read.value) !== fileSha256) {
      const detail = { expected: 'the file as it was looked at', actual: 'one that changed since' };
      return { failure: { code: 'picture-unreadable', detail } };
    }
    const made = await this.#parts.makePhoto(read.value, crop);
    if (made.kind === 'error') return { failure: made.error };
    // Cancelled while the photo was made: it is not saved, and a later run takes it up.
    if (this.#stop !== undefined || this.#gate.isCancelled) return undefined;
    const photo = { person: match.person, photo: made.value.photo, photoSha256: made.value.photoSha256 };
    const saved = this.#parts.enqueue(photo, (job) =>
      this.#parts.ledger.note(match.person.objectId, fileSha256, job.id),
    );
    if (saved.kind === 'ok') return { jobId: saved.value.id };
    this.#stop = stopOfSave[saved.error.code];
    return this.#stop === undefined ? { failure: saved.error } : undefined;
  }

  #set(name: string, change: Partial<Draft>): void {
    const draft = this.#plan.get(name);
    if (draft === undefined) return;
    this.#plan.put({ ...draft, ...change });
  }

  #begin(phase: ImportPhase, total: number): void {
    this.#phase = phase;
    this.#done = 0;
    this.#total = total;
    this.#pace.restart();
    this.#changed();
  }

  #step(): void {
    this.#done += 1;
    this.#changed();
  }

  #changed(): void {
    this.#parts.onChange?.();
  }
}
