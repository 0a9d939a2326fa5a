import type { CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import type { Caller } from '../caller.ts';
import { createJobSearch } from '../job-search.ts';
import type { HandlerParts, HandlersByCaller } from './handler-parts.ts';

/** Saving photos, and what the operator can do with the saved ones. */
export function uploadsHandlers(parts: HandlerParts): HandlersByCaller<'uploads'> {
  const { queue, withAddress } = parts;
  const asReply = (job: Result<UploadJob, Failure>) => (job.kind === 'ok' ? ok({ job: withAddress(job.value) }) : job);
  return {
    'uploads.enqueue': (request, caller) => enqueue(parts, request, caller),
    'uploads.get': async ({ jobId }) => {
      const job = queue.get(jobId);
      return job === undefined ? err({ code: 'not-found' }) : ok({ job });
    },
    'uploads.list': async ({ query = '', ...asked }) => {
      const isSought = createJobSearch(query);
      const isMeant = (job: UploadJob) => isSought(withAddress(job));
      const { jobs, total } = queue.list(query.trim() === '' ? asked : { ...asked, isMeant });
      return ok({ jobs: jobs.map(withAddress), total, today: queue.today() });
    },
    'uploads.thumbnail': async ({ jobId }) => {
      const photo = queue.thumbnail(jobId);
      return ok(photo === undefined ? {} : { photo });
    },
    'uploads.retry': async ({ jobId }) => asReply(queue.retry(jobId)),
    'uploads.approve': async ({ jobIds }) => {
      const approved = queue.approve(jobIds);
      return approved.kind === 'ok' ? ok({ count: approved.value }) : approved;
    },
    'uploads.refuse': async ({ jobId, reason }) => asReply(queue.refuse(jobId, reason)),
    'uploads.dismiss': async () => {
      const dismissed = queue.dismissStorageNotice();
      return dismissed.kind === 'ok' ? ok({}) : dismissed;
    },
    'uploads.retryAll': async () => {
      const retried = await queue.retryAll();
      return retried.kind === 'ok' ? ok({ count: retried.value }) : retried;
    },
    'uploads.withdraw': async ({ jobId }) => asReply(queue.withdraw(jobId)),
    'uploads.undo': async ({ jobId }, { accountId }) => {
      const photo = queue.former(jobId);
      let rosterId: string | undefined;
      const undone = queue.undo(jobId, accountId, () => {
        rosterId = parts.rosters.undone(jobId);
      });
      if (undone.kind === 'error') return undone;
      if (rosterId !== undefined) parts.rosters.changed(rosterId);
      return ok({ job: withAddress(undone.value), ...(photo === undefined ? {} : { photo }) });
    },
    'uploads.former': async ({ jobId }) => {
      const photo = queue.former(jobId);
      return ok(photo === undefined ? {} : { photo });
    },
    'uploads.export': async ({ passphrase, after }) => ok(await queue.exportParked(passphrase, after)),
    'uploads.import': async ({ passphrase, file }) => queue.importParked(passphrase, file),
  };
}

/** Makes the photo of a capture and saves it; `ok` only after both are durably on disk. */
async function enqueue(
  { settings, photoWorker, queue, photoUser, found, knownPerson }: HandlerParts,
  { person, capture, crop, noticeVersion }: CommandRequest<'uploads.enqueue'>,
  { accountId, waitsForOperator, isStillThere }: Caller,
): Promise<Result<CommandReply<'uploads.enqueue'>, Failure>> {
  // The operator decides by the name: where the station knows one it is that, never what a page says.
  const { id, displayName } = knownPerson(person.id) ?? person;
  const user = photoUser(id);
  if (user === undefined) return err({ code: 'not-found' });
  const heldForVisit = waitsForOperator ? found.visit() : undefined;
  const { outputEdgePx, quality, isProgressive } = settings.photo;
  const made = await photoWorker.prepare({ capture, crop, outputEdgePx, quality, isProgressive });
  if (made.kind === 'error') return made;
  const { photo, photoSha256, captureSha256 } = made.value;
  // The person left while the picture was made, or somebody else is signed in: nobody could say whether it may be sent.
  if (!(await isStillThere())) return err({ code: 'not-allowed' });
  const saved = queue.enqueue({
    target: { kind: 'user', user },
    personId: person.id,
    ...(accountId === undefined ? {} : { accountId }),
    ...(heldForVisit === undefined ? {} : { heldForVisit }),
    personName: displayName,
    photo,
    photoSha256,
    noticeVersion,
  });
  return saved.kind === 'ok' ? ok({ job: saved.value, captureSha256, photoSha256, photo }) : saved;
}
