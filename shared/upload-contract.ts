import { z } from 'zod';
import { byOperator, bytes, byVisitor, captureBytes, command, done, none, sha256 } from './contract-command.ts';
import { cropSchema } from './crop.ts';
import { personCardSchema } from './person-card.ts';
import { dayCountsSchema, jobFilters, refusalReasons, uploadJobSchema } from './upload-job.ts';

const jobId = z.object({ jobId: z.string().min(1).max(64) }).strict();

/** Photos from "saved" to "confirmed", and what staff may do with them on that way. */
export const uploadCommands = {
  /**
   * Makes the photo and saves it. The reply is the promise "saved": photo and record are durably on disk.
   * `captureSha256` is the hash of what arrived, for the renderer to compare with its own.
   */
  'uploads.enqueue': command(
    {
      access: 'anyone',
      existsAt: { isUnset: false },
      about: ({ person }) => person.id,
      aboutKnown: ({ person }) => person.id,
      waitsForOperator: true,
    },
    z
      .object({
        person: personCardSchema,
        capture: captureBytes,
        crop: cropSchema,
        noticeVersion: z.string().max(100),
      })
      .strict(),
    z.object({ job: uploadJobSchema, captureSha256: sha256, photoSha256: sha256, photo: bytes }),
  ),
  'uploads.get': command({ access: 'anyone' }, jobId, z.object({ job: uploadJobSchema })),
  'uploads.list': command(
    { access: 'operator' },
    z
      .object({
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
        filter: z.enum(jobFilters),
        /** Words of names and addresses. */
        query: z.string().max(200).optional(),
      })
      .strict(),
    z.object({ jobs: z.array(uploadJobSchema), total: z.number().int(), today: dayCountsSchema }),
  ),
  'uploads.thumbnail': command({ access: 'operator' }, jobId, z.object({ photo: bytes.optional() })),
  'uploads.retry': command(byOperator, jobId, z.object({ job: uploadJobSchema })),
  'uploads.retryAll': command(byOperator, none, z.object({ count: z.number().int() })),
  /**
   * Lets photos go that wait for staff: exactly those that were looked at, however many have come since. `count`: how many are
   * on their way now.
   */
  'uploads.approve': command(
    byOperator,
    z.object({ jobIds: z.array(z.string().min(1).max(64)).min(1).max(500) }).strict(),
    z.object({ count: z.number().int() }),
  ),
  /** Does not let a photo go: it is erased, and whoever still stands at the screen is told why. */
  'uploads.refuse': command(
    byOperator,
    z.object({ jobId: z.string().min(1).max(64), reason: z.enum(refusalReasons) }).strict(),
    z.object({ job: uploadJobSchema }),
  ),
  /** The operator has seen what the store reported at start. */
  'uploads.dismiss': command(byOperator, none, done),
  'uploads.withdraw': command(byOperator, jobId, z.object({ job: uploadJobSchema })),
  /**
   * Puts back the photo that a job has replaced, or removes what was put where there was none: through the queue, as the job
   * of the reply. `photo`: what is put back. At a self-service station the account that is signed in decides.
   */
  'uploads.undo': command(
    { ...byVisitor, isInOwnName: true },
    jobId,
    z.object({ job: uploadJobSchema, photo: bytes.optional() }),
  ),
  /** The photo that a job has replaced, while it may be put back. */
  'uploads.former': command({ access: 'operator' }, jobId, z.object({ photo: bytes.optional() })),
  /** Parked photos, sealed with the passphrase, for another station. */
  'uploads.export': command(
    byOperator,
    z.object({ passphrase: z.string().min(8).max(200), after: z.number().int().optional() }).strict(),
    z.object({ file: bytes, count: z.number().int(), next: z.number().int().optional() }),
  ),
  'uploads.import': command(
    byOperator,
    z.object({ passphrase: z.string().min(8).max(200), file: captureBytes }).strict(),
    z.object({ count: z.number().int(), skipped: z.number().int(), damaged: z.number().int() }),
  ),
} as const;
