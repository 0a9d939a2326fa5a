import type { KioskHandlers } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { Person } from '../../shared/person.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { DemoFault, Snapshot } from '../../shared/station.ts';
import type { CheckLine } from '../../shared/station-check.ts';
import type { Directory } from '../directory/directory.ts';
import type { OperatorGate } from '../operator/operator-gate.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { canChooseFile, type Settings } from '../settings/settings-schema.ts';

/** The reply of commands that answer nothing but that they are done. */
export type Nothing = Record<string, never>;

/** Everything the contract's handlers reach, already built. */
export interface HandlerParts {
  readonly settings: Settings;
  readonly snapshot: () => Snapshot;
  readonly directory: Directory;
  readonly personPhoto: (personId: string, edgePx: number) => Promise<Uint8Array | undefined>;
  readonly photoWorker: PhotoWorker;
  readonly queue: UploadQueue;
  readonly signIn: {
    state(): SignInState;
    /** Who is signed in, as their id token says. */
    me(): Promise<Person | undefined>;
    start(options: { method: 'device-code' | 'browser' }): Promise<Result<unknown, Failure>>;
    cancel(): void;
    signOut(): Promise<unknown>;
  };
  readonly operator: OperatorGate;
  readonly check: () => Promise<CheckLine[]>;
  readonly setDemoFault?: (fault: DemoFault) => void;
}

/** What a person is told when the directory or the photo API did not answer as hoped. */
function failureOf(outcome: Outcome): Failure {
  const detail = { kind: outcome.kind, ...(outcome.report.code === undefined ? {} : { reason: outcome.report.code }) };
  switch (outcome.kind) {
    case 'offline':
    case 'throttled':
    case 'transient':
      return { code: 'offline', detail };
    case 'sign-in-needed':
      return { code: 'sign-in-needed', detail };
    default:
      return { code: 'refused', detail };
  }
}

/** Drops what the contract does not carry, so that a reply is exactly its schema. */
async function withoutValue(work: Promise<Result<unknown, Failure>>): Promise<Result<Nothing, Failure>> {
  const result = await work;
  return result.kind === 'ok' ? ok({}) : result;
}

function peopleHandlers({ directory, personPhoto, settings }: HandlerParts) {
  const isSelfService = settings.signIn.mode === 'self-service';
  return {
    'people.search': async ({ query }) => {
      // With one's own account there is nobody to look for, and no permission to.
      if (isSelfService) return err({ code: 'not-allowed' });
      const found = await directory.search(query);
      return found.kind === 'ok' ? found : err(failureOf(found.error));
    },
    'people.photo': async ({ personId, edgePx }) => {
      const photo = await personPhoto(personId, edgePx);
      return ok(photo === undefined ? {} : { photo });
    },
    'signIn.me': async () => {
      if (!isSelfService) return err({ code: 'not-allowed' });
      const me = await directory.me();
      return me.kind === 'ok' ? ok({ person: me.value }) : err(failureOf(me.error));
    },
  } satisfies Partial<KioskHandlers>;
}

function captureHandlers({ settings, photoWorker, queue, signIn }: HandlerParts) {
  return {
    'photos.open': async ({ file }) => {
      if (!canChooseFile(settings)) return err({ code: 'not-allowed' });
      return photoWorker.open(file);
    },
    'uploads.enqueue': async ({ person, capture, crop, noticeVersion }) => {
      if (settings.signIn.mode === 'self-service') {
        // The account that is signed in decides whose photo this is, never the page.
        // Asked of the sign-in, not of the network: who goes offline in between is still saved.
        const me = await signIn.me();
        if (me === undefined) return err({ code: 'sign-in-needed' });
        if (me.id !== person.id) return err({ code: 'not-allowed' });
      }
      const { outputEdgePx, quality, isProgressive } = settings.photo;
      const made = await photoWorker.prepare({ capture, crop, outputEdgePx, quality, isProgressive });
      if (made.kind === 'error') return made;
      const { photo, photoSha256, captureSha256 } = made.value;
      const saved = queue.enqueue({
        target: { kind: 'user', user: person.id },
        personId: person.id,
        personName: person.displayName,
        photo,
        photoSha256,
        noticeVersion,
      });
      if (saved.kind === 'error') return saved;
      return ok({ job: saved.value, captureSha256, photoSha256, photo });
    },
  } satisfies Partial<KioskHandlers>;
}

function queueHandlers({ queue, operator }: HandlerParts) {
  const job = (id: string) => {
    const found = queue.get(id);
    return found === undefined ? err({ code: 'not-found' as const }) : ok({ job: found });
  };
  return {
    'uploads.get': async ({ jobId }) => {
      const found = job(jobId);
      if (found.kind === 'error' || operator.isOperator()) return found;
      return ok({ job: { ...found.value.job, personName: '' } });
    },
    'uploads.list': async (request) => {
      operator.touch();
      return ok(queue.list(request));
    },
    'uploads.thumbnail': async ({ jobId }) => {
      const photo = queue.thumbnail(jobId);
      return ok(photo === undefined ? {} : { photo });
    },
    'uploads.retry': async ({ jobId }) => {
      const retried = queue.retry(jobId);
      return retried.kind === 'ok' ? ok({ job: retried.value }) : retried;
    },
    'uploads.retryAll': async () => ok({ count: queue.retryAll() }),
    'uploads.withdraw': async ({ jobId }) => {
      const withdrawn = queue.withdraw(jobId);
      return withdrawn.kind === 'ok' ? ok({ job: withdrawn.value }) : withdrawn;
    },
    'uploads.export': async ({ passphrase }) => ok(await queue.exportParked(passphrase)),
    'uploads.import': async ({ passphrase, file }) => queue.importParked(passphrase, file),
  } satisfies Partial<KioskHandlers>;
}

function signInHandlers({ settings, signIn, operator, queue }: HandlerParts) {
  const isSelfService = settings.signIn.mode === 'self-service';
  // In a lobby nobody but the operator may sign the station in or out.
  const isRefused = () => !isSelfService && !operator.isOperator();
  return {
    'signIn.start': async ({ method }) => {
      if (isRefused()) return err({ code: 'locked' });
      return withoutValue(signIn.start({ method }));
    },
    'signIn.cancel': async () => {
      if (isRefused()) return err({ code: 'locked' });
      signIn.cancel();
      return ok({});
    },
    'signIn.signOut': async () => {
      if (isRefused()) return err({ code: 'locked' });
      // Nobody else's account may ever send this person's photo: what has not gone is withdrawn with the sign-out.
      if (isSelfService) withdrawUnsent(queue);
      await signIn.signOut();
      return ok({});
    },
    'operator.unlock': async ({ pin }) => operator.unlock(pin),
    'operator.lock': async () => {
      operator.lock();
      return ok({});
    },
  } satisfies Partial<KioskHandlers>;
}

/** Takes back everything that Microsoft 365 does not have: with the person gone, nobody could decide about it any more. */
function withdrawUnsent(queue: UploadQueue): void {
  const limit = 100;
  const unsent: string[] = [];
  for (let offset = 0, total = 1; offset < total; offset += limit) {
    const page = queue.list({ offset, limit, filter: 'open' });
    unsent.push(...page.jobs.filter(({ state }) => state.kind !== 'accepted').map(({ id }) => id));
    total = page.total;
  }
  for (const id of unsent) queue.withdraw(id);
}

/** The handlers of every command of the contract. */
export function createHandlers(parts: HandlerParts): KioskHandlers {
  return {
    'station.snapshot': async () => ok(parts.snapshot()),
    'station.check': async () => {
      parts.operator.touch();
      return ok({ lines: await parts.check() });
    },
    'station.hint': async ({ kind }) => {
      parts.queue.hint(kind);
      return ok({});
    },
    ...peopleHandlers(parts),
    ...captureHandlers(parts),
    ...queueHandlers(parts),
    ...signInHandlers(parts),
    'demo.setFault': async ({ fault }) => {
      if (parts.setDemoFault === undefined) return err({ code: 'not-allowed' });
      parts.setDemoFault(fault);
      return ok({});
    },
  };
}
