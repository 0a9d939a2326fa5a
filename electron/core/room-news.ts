import type { SignInState } from '../../shared/sign-in-state.ts';
import type { DemoFault } from '../../shared/station.ts';
import type { QueueSummary, UploadJob } from '../../shared/upload-job.ts';
import type { DemoLink } from '../demo/demo-link.ts';
import type { DirectoryRefresh } from '../directory/directory-refresh.ts';
import type { PersonPhotos } from '../directory/person-photos.ts';
import type { Log } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { EventHub } from './event-hub.ts';

interface RoomNewsParts {
  readonly events: Pick<EventHub, 'emit'>;
  readonly log: Log;
  readonly queue: Pick<UploadQueue, 'onJobChanged' | 'onSummaryChanged' | 'hint'>;
  readonly signIn: { onChange(listener: (state: SignInState) => void): () => void };
  readonly photos: Pick<PersonPhotos, 'forget' | 'clear'>;
  readonly directoryRefresh: Pick<DirectoryRefresh, 'onOnline'>;
  /** The job with the account that it goes to, in words. */
  readonly withAddress: (job: UploadJob) => UploadJob;
  readonly demo?: Pick<DemoLink, 'onFault'> | undefined;
}

/** What the news of one room means for the others, and to the screens. The returned function ends it. */
export function spreadRoomNews(parts: RoomNewsParts): () => void {
  const { queue, signIn, demo } = parts;
  const users = new Map<string, string>();
  const ends = [
    queue.onJobChanged((job) => onJob(parts, users, job)),
    queue.onSummaryChanged((summary) => onSummary(parts, summary)),
    signIn.onChange((state) => onSignIn(parts, state)),
    demo?.onFault((fault) => onFault(parts, fault)),
  ];
  return () => {
    for (const end of ends) end?.();
  };
}

/**
 * Whoever looks after a photo arrived shall see that one, not the one that this station remembers. `users`: by job, how the
 * photo API's path names the person; a finished job names nobody whose address stands there.
 */
function onJob({ events, photos, log, withAddress }: RoomNewsParts, users: Map<string, string>, job: UploadJob): void {
  log.info('upload.changed', jobForLog(job));
  const named = /^user(?::(.+))?$/.exec(job.target);
  const user = named === null ? undefined : (named[1] ?? users.get(job.id));
  const isArrived = job.state.kind === 'accepted' || job.state.kind === 'confirmed';
  if (isArrived && user !== undefined) photos.forget(user);
  else if (isArrived && named !== null) photos.clear();
  if (user !== undefined && (job.state.kind === 'sending' || job.state.kind === 'accepted')) users.set(job.id, user);
  else users.delete(job.id);
  events.emit('uploads.changed', { job: withAddress(job) });
}

/** What the log may know of a job: never whose it is. */
function jobForLog({
  id,
  state,
  attempts,
  lastOutcome,
  lastVerification,
  attention,
}: UploadJob): Record<string, unknown> {
  const { code: outcome, requestId } = lastOutcome ?? {};
  const facts = { attempts, outcome, requestId, seen: lastVerification, attention };
  return { job: id, state: state.kind, ...(state.kind === 'parked' ? { reason: state.reason } : {}), ...facts };
}

function onSummary({ events, directoryRefresh }: RoomNewsParts, queue: QueueSummary): void {
  events.emit('queue.changed', { queue });
  if (queue.network === 'online') directoryRefresh.onOnline();
}

function onSignIn({ events, queue, photos, directoryRefresh }: RoomNewsParts, signIn: SignInState): void {
  events.emit('signIn.changed', { signIn });
  // The next person's screen must not be able to ask for the last one's picture.
  if (signIn.kind === 'signed-out') photos.clear();
  if (signIn.kind !== 'signed-in') return;
  queue.hint('signed-in');
  // A fresh token has just come over the network.
  queue.hint('network-online');
  directoryRefresh.onOnline();
}

function onFault({ events, queue }: RoomNewsParts, fault: DemoFault): void {
  events.emit('demo.changed', { fault });
  queue.hint(fault === 'network-off' ? 'network-offline' : 'network-online');
}
