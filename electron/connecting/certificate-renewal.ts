import type { CertificateRenewal, RenewalStep } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import type { Unsubscribe } from '../../shared/contract.ts';
import { createListeners } from '../../shared/listeners.ts';
import type { Clock } from '../ports.ts';
import { type Administrator, isAnsweredBySignIn } from './administrator.ts';
import { createAdministratorSeat } from './administrator-seat.ts';
import { type CallDirectory, type CallFailure, connectFailureOf, isTrouble, patiently } from './directory-call.ts';
import { createRecordFile, type RecordFileParts } from './record-file.ts';
import { type RenewalRecord, renewalRecordSchema } from './renewal-record.ts';
import { type Upload, uploadAsAdministrator, uploadAsStation } from './renewal-upload.ts';
import { type CertificateInUse, isRenewalDue, viewRenewal } from './renewal-view.ts';
import {
  type CertificateFacts,
  certificateFacts,
  certificateName,
  makeStationKey,
  type StationKey,
} from './station-certificate.ts';
import { type Trial, trialFailure, untilTrial } from './station-trial.ts';

export interface RenewalParts extends RecordFileParts {
  readonly clock: Clock;
  readonly clientId: string;
  readonly registrationName: string;
  readonly administratorClient: CertificateRenewal['administrator'];
  /** The certificate that sign-in holds; `undefined` where it holds none, or none that it can read. */
  readonly inUse: () => Promise<CertificateInUse | undefined>;
  /** Entra's id of the registration, where the station made it. */
  readonly applicationId: () => string | undefined;
  /** As the station itself. */
  readonly call: CallDirectory;
  readonly prove: Parameters<typeof uploadAsStation>[1];
  readonly openAdministrator: () => Administrator;
  /** One try for a token with the next key; nothing is switched. */
  readonly tryKey: (key: StationKey) => Promise<Trial>;
  /** Sign-in takes the key, durably, in the place of the one before. Resolves with whether it did. */
  readonly adopt: (key: StationKey) => Promise<boolean>;
  readonly onRenewed: (certificatePem: string) => Promise<void>;
}

/** Renewing the station's certificate without a gap, as a machine that survives being killed at any point. */
export interface StationRenewal {
  state(): CertificateRenewal;
  onChange(listener: (state: CertificateRenewal) => void): Unsubscribe;
  /** Looks at the certificate, and at what was begun before. */
  open(): Promise<void>;
  /** Renews, or goes on where it was left: by itself where the directory lets it, else as an administrator who types a code. */
  renew(): Promise<void>;
  /** Without a person: in the last month of the certificate, and only by itself. */
  tend(): Promise<void>;
  /** Stops and forgets the administrator; what was done stays. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** How long the sign-in server may take to know what was uploaded by a request that got no answer. */
const lostAnswerPatienceMs = 6_000;

/** Builds it; nothing is asked of a network until `renew` or `tend`. */
export function createCertificateRenewal(parts: RenewalParts): StationRenewal {
  const { clock, log } = parts;
  const records = createRecordFile(parts, 'renewal.sealed', renewalRecordSchema);
  const seat = createAdministratorSeat(publish);
  const listeners = createListeners<CertificateRenewal>();
  let record: RenewalRecord | undefined;
  let inUse: CertificateInUse | undefined;
  let phase: CertificateRenewal['phase'] = 'none';
  let doing: RenewalStep | undefined;
  let problem: ConnectFailure | undefined;
  let asksAdministrator = false;
  /** Goes up with whatever ends the work under way. */
  let turn = 0;
  let isClosed = false;
  /** Putting the key in its place, which is not broken off. */
  let switching: Promise<unknown> = Promise.resolve();

  function state(): CertificateRenewal {
    const facts = { phase, inUse, record, doing, problem, administrator: seat.state(), asksAdministrator };
    return viewRenewal(facts, clock.nowMs(), parts.administratorClient);
  }

  function publish(): void {
    if (isClosed) return;
    listeners.tell(state());
  }

  function begin(step: RenewalStep): void {
    doing = step;
    publish();
  }

  async function keep(next: RenewalRecord): Promise<ConnectFailure | undefined> {
    if (!(await records.save(next))) return { code: 'not-kept' };
    record = next;
    return undefined;
  }

  /** Sign-in has the key: nothing of the renewal is left to keep. */
  async function conclude(certificatePem: string): Promise<void> {
    await parts.onRenewed(certificatePem);
    await records.forget();
    record = undefined;
    const { thumbprintSha256, endsAtMs } = certificateFacts(certificatePem);
    inUse = { thumbprintSha256, endsAtMs };
  }

  /** Of no use any more: meant for another registration, or no longer than the one in use, or made by a clock that was wrong. */
  function isUseless({ clientId }: RenewalRecord, next: CertificateFacts, { endsAtMs }: CertificateInUse): boolean {
    const isOvertaken = clientId !== parts.clientId || next.endsAtMs <= endsAtMs;
    return isOvertaken || next.startsAtMs > clock.nowMs() || isRenewalDue(next, clock.nowMs());
  }

  /** Looks at what is there, and lets go of a next key that has no use any more. Resolves with where that leaves it. */
  async function look(): Promise<CertificateRenewal['phase']> {
    inUse = await parts.inUse();
    record = await records.load();
    if (inUse === undefined) return 'none';
    if (record === undefined) return 'idle';
    const { certificatePem } = record.key;
    const next = certificateFacts(certificatePem);
    if (next.thumbprintSha256 === inUse.thumbprintSha256) {
      // Ended between the switch and the last line.
      await conclude(certificatePem);
      return 'renewed';
    }
    if (isUseless(record, next, inUse)) {
      await records.forget();
      record = undefined;
      return 'idle';
    }
    return 'stopped';
  }

  async function makeKey(): Promise<ConnectFailure | undefined> {
    if (record !== undefined) return undefined;
    begin('key');
    const key = await makeStationKey(certificateName(parts.registrationName), clock.nowMs());
    return keep({ version: 1, clientId: parts.clientId, key, isAsked: false, isUploaded: false });
  }

  function untilToken(key: StationKey, isOver: () => boolean, patienceMs?: number) {
    return untilTrial({
      ...{ clock, isOver, isPatient: true },
      ...(patienceMs === undefined ? {} : { patienceMs }),
      tryOnce: () => parts.tryKey(key),
      failureOf: (trial) => trialFailure(trial, []),
    });
  }

  function uploadOf({ key }: RenewalRecord): Upload {
    const { clientId, registrationName: displayName } = parts;
    return { clientId, applicationId: parts.applicationId(), certificatePem: key.certificatePem, displayName };
  }

  /** `refused`: the station may not do it by itself. */
  async function asStation(now: RenewalRecord, isOver: () => boolean): Promise<ConnectFailure | 'refused' | undefined> {
    const isOverDue = inUse !== undefined && inUse.endsAtMs <= clock.nowMs();
    // Nobody is let in with a certificate that has ended, nor is anything proved with it.
    if (isOverDue) return 'refused';
    const added = await patiently(
      clock,
      isOver,
      () => uploadAsStation(parts.call, parts.prove, uploadOf(now)),
      isTrouble,
    );
    if (added.kind === 'ok') return undefined;
    const failure = connectFailureOf(added.error, 'registration');
    const isOurs = failure.code === 'offline' || failure.code === 'service-trouble' || failure.code === 'key-refused';
    return isOurs ? failure : 'refused';
  }

  async function asAdministrator(now: RenewalRecord, isOver: () => boolean): Promise<ConnectFailure | undefined> {
    asksAdministrator = true;
    begin('sign-in');
    const found = await seat.signedIn(parts.openAdministrator);
    if (found.kind === 'error') return found.error;
    begin('upload');
    const { call } = found.value;
    const added = await patiently(clock, isOver, () => uploadAsAdministrator(call, uploadOf(now)), isTrouble);
    if (added.kind === 'ok') return undefined;
    const failure = administratorFailure(added.error);
    if (isAnsweredBySignIn(failure)) seat.wantAnother();
    return failure;
  }

  async function upload(mayAsk: boolean, isOver: () => boolean): Promise<ConnectFailure | undefined> {
    if (record === undefined || record.isUploaded) return undefined;
    begin('upload');
    // The answer to a former try may have been lost: then the key is known already.
    const isThere = record.isAsked && (await untilToken(record.key, isOver, lostAnswerPatienceMs)) === undefined;
    if (!isThere) {
      const unkept = await keep({ ...record, isAsked: true });
      if (unkept !== undefined || isOver()) return unkept;
      let failure = seat.call() === undefined ? await asStation(record, isOver) : ('refused' as const);
      if (isOver()) return { code: 'interrupted' };
      if (failure === 'refused') {
        failure = mayAsk ? await asAdministrator(record, isOver) : { code: 'administrator-needed' };
      }
      if (failure !== undefined || isOver()) return failure;
    }
    return keep({ ...record, isUploaded: true });
  }

  async function switchOver(isOver: () => boolean): Promise<ConnectFailure | undefined> {
    if (record === undefined) return undefined;
    const { key } = record;
    begin('token');
    const failure = await untilToken(key, isOver);
    if (isOver()) return { code: 'interrupted' };
    if (failure !== undefined) {
      // Taken out again meanwhile: the next try puts it there anew.
      if (failure.signIn === 'certificate-unknown') await keep({ ...record, isAsked: false, isUploaded: false });
      return failure;
    }
    begin('switch');
    const switched = adopt(key);
    switching = switched.catch(() => undefined);
    return switched;
  }

  async function adopt(key: StationKey): Promise<ConnectFailure | undefined> {
    if (!(await parts.adopt(key))) return { code: 'not-kept' };
    await conclude(key.certificatePem);
    return undefined;
  }

  async function run(mayAsk: boolean): Promise<void> {
    turn += 1;
    const mine = turn;
    const isOver = () => mine !== turn;
    phase = 'working';
    problem = undefined;
    doing = undefined;
    asksAdministrator = seat.call() !== undefined;
    const found = await look();
    if (isOver()) return;
    if (found === 'none') {
      phase = found;
      return publish();
    }
    const failure =
      found === 'renewed'
        ? undefined
        : ((await makeKey()) ?? (await upload(mayAsk, isOver)) ?? (await switchOver(isOver)));
    if (isOver()) return;
    if (failure === undefined || !isAnsweredBySignIn(failure)) await seat.forget();
    problem = failure;
    if (failure === undefined) {
      phase = 'renewed';
      doing = undefined;
      log.info('connecting.certificate-renewed');
    } else {
      phase = 'stopped';
      log.warn('connecting.renewal-stopped', { step: doing, problem: failure.code, reason: failure.reason });
    }
    publish();
  }

  return {
    state,
    onChange: listeners.add,
    async open() {
      phase = await look();
      publish();
    },
    async renew() {
      if (phase !== 'working') await run(true);
    },
    async tend() {
      const now = await parts.inUse();
      if (now !== undefined && phase !== 'working' && isRenewalDue(now, clock.nowMs())) await run(false);
    },
    async stop() {
      turn += 1;
      await seat.forget();
      await switching;
      if (phase === 'working') phase = record === undefined ? 'idle' : 'stopped';
      doing = undefined;
      publish();
    },
    async close() {
      turn += 1;
      isClosed = true;
      listeners.clear();
      await seat.forget();
      await switching;
    },
  };
}

/** What a refusal means to an administrator who signed in to upload a certificate. */
function administratorFailure(failure: CallFailure): ConnectFailure {
  const meant = connectFailureOf(failure, 'registration');
  return meant.code === 'registration-gone' ? { ...meant, code: 'registration-elsewhere' } : meant;
}
