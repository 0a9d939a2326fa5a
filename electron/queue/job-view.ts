import type { FormerOffer, UploadJob } from '../../shared/upload-job.ts';
import type { FormerPhotos } from './former-photos.ts';
import type { JobIndex } from './job-index.ts';
import { toUploadJob } from './job-record.ts';

interface JobViewParts {
  readonly jobIndex: JobIndex;
  readonly formers: Pick<FormerPhotos, 'of' | 'offer'>;
  /** Where news of jobs go. */
  readonly tell: (job: UploadJob) => void;
}

/** Jobs as screens and the command line see them: with what is known of the photos that they have replaced. */
export class JobView {
  readonly #parts: JobViewParts;
  /** What was last told of former photos, by job. */
  readonly #offers = new Map<string, FormerOffer['kind']>();

  constructor(parts: JobViewParts) {
    this.#parts = parts;
  }

  get(id: string): UploadJob | undefined {
    const { jobIndex, formers } = this.#parts;
    const record = jobIndex.get(id)?.record;
    if (record === undefined) return undefined;
    const job = toUploadJob(record);
    const former = formers.offer(record);
    if (former === undefined) return job;
    const { personName = '', target = job.target } = formers.of(record) ?? {};
    // Name and target are kept with the former photo, for as long, so that somebody can tell whose it is.
    return personName === '' ? { ...job, former } : { ...job, personName, target, former };
  }

  /** A job has changed: it is told, and the others of its slot where another thing can be done about them now. */
  changed(job: UploadJob): void {
    const shown = this.get(job.id) ?? job;
    this.#isOfferNews(shown);
    this.#parts.tell(shown);
    const slot = this.#parts.jobIndex.get(job.id)?.record.slot;
    if (slot !== undefined) this.slotChanged(slot);
  }

  /** What can be put back may have changed for the photos of a slot. */
  slotChanged(slot: string): void {
    const { jobIndex, tell } = this.#parts;
    const confirmed = jobIndex.newestConfirmedOfSlot(slot);
    const accepted = [...jobIndex.mayAppearIn(slot)].filter(({ state }) => state.kind === 'accepted');
    for (const { id } of confirmed === undefined ? accepted : [confirmed, ...accepted]) {
      const job = this.get(id);
      if (job !== undefined && this.#isOfferNews(job)) tell(job);
    }
  }

  /** Whether another thing can be done about the former photo than when it was last told. */
  #isOfferNews({ id, former }: UploadJob): boolean {
    const before = this.#offers.get(id);
    if (former === undefined) this.#offers.delete(id);
    else this.#offers.set(id, former.kind);
    return before !== former?.kind;
  }
}
