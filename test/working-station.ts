import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { UploadQueue } from '../electron/queue/upload-queue.ts';
import type { Store } from '../electron/storage/store.ts';
import type { UploadJob } from '../shared/upload-job.ts';
import type { FakeClock } from './fake-clock.ts';
import { openStation, type QueueStation, type StationOptions, sampleCapture, samplePhoto } from './queue-station.ts';

/** What a start may say of a station. */
export type WorkingOptions = Omit<StationOptions, 'folder' | 'clock'>;

/** A station that sends by a test's clock, in a folder of its own: one process after another, as often as it is started. */
export class WorkingStation {
  readonly #options: StationOptions;
  #running: QueueStation | undefined;

  /** `folder`: one that another station has left, which is this one's from now on. */
  constructor(
    options: WorkingOptions & { readonly clock: FakeClock },
    folder = mkdtempSync(path.join(tmpdir(), 'working-station-')),
  ) {
    this.#options = { folder, random: () => 0.5, ...options };
  }

  get folder(): string {
    return this.#options.folder;
  }

  /** Opens it and lets it send. `changes` hold until it is closed. */
  async start(changes: WorkingOptions = {}): Promise<QueueStation> {
    this.#running = await openStation({ ...this.#options, ...changes });
    this.#running.queue.start();
    return this.#running;
  }

  async restart(changes: WorkingOptions = {}): Promise<QueueStation> {
    await this.close();
    return this.start(changes);
  }

  /** Ends the process, if there is one; its files stay. */
  async close(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }

  /** Ends the process, and its files are gone. */
  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #now(): QueueStation {
    if (this.#running === undefined) throw new Error('the station is not running');
    return this.#running;
  }

  get queue(): UploadQueue {
    return this.#now.queue;
  }

  get store(): Store {
    return this.#now.store;
  }

  get log(): QueueStation['log'] {
    return this.#now.log;
  }

  /** The photo of that number, saved for a person; throws where it is refused. `about`: what else the capture says. */
  save(person: number, number = person, about: Partial<Parameters<UploadQueue['enqueue']>[0]> = {}): UploadJob {
    const saved = this.queue.enqueue({ ...sampleCapture(person, samplePhoto(number)), ...about });
    if (saved.kind === 'error') throw new Error(JSON.stringify(saved.error));
    return saved.value;
  }
}
