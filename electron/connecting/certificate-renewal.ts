import type { CertificateRenewal, RenewalStep } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import { createListeners } from '../../shared/listeners.ts';
import { isAnsweredBySignIn } from './administrator.ts';
import { createAdministratorSeat } from './administrator-seat.ts';
import { createFormerCertificates } from './former-certificates.ts';
import { createRenewalUpload } from './next-certificate.ts';
import { createRecordFile } from './record-file.ts';
import type { RenewalParts, StationRenewal } from './renewal-parts.ts';
import { type RenewalRecord, renewalRecordSchema } from './renewal-record.ts';
import { type CertificateInUse, isRenewalDue, isUseless, viewRenewal } from './renewal-view.ts';
import { certificateFacts, certificateName, makeStationKey, type StationKey } from './station-certificate.ts';
import { trialFailure, untilTrial } from './station-trial.ts';

/** How long the sign-in server may take to know what was uploaded by a request that got no answer. */
const lostAnswerPatienceMs = 6_000;

/** Builds it; nothing is asked of a network until `renew` or `tend`. */
export function createCertificateRenewal(parts: RenewalParts): StationRenewal {
  const { clock, log } = parts;
  const records = createRecordFile(parts, 'renewal.sealed', renewalRecordSchema);
  const formers = createFormerCertificates(parts);
  const seat = createAdministratorSeat(publish);
  const listeners = createListeners<CertificateRenewal>();
  const uploading = createRenewalUpload(parts, {
    ...{ formers, seat, begin },
    hasEnded: () => inUse !== undefined && inUse.endsAtMs <= clock.nowMs(),
    onAdministrator() {
      asksAdministrator = true;
    },
  });
  let record: RenewalRecord | undefined;
  let inUse: CertificateInUse | undefined;
  let phase: CertificateRenewal['phase'] = 'none';
  let doing: RenewalStep | undefined;
  let problem: ConnectFailure | undefined;
  let asksAdministrator = false;
  /** Nothing is renewed: only what was before goes out. */
  let isTidying = false;
  /** Goes up with whatever ends the work under way. */
  let turn = 0;
  let isClosed = false;
  /** Putting the key in its place, which is not broken off. */
  let switching: Promise<unknown> = Promise.resolve();

  function state(): CertificateRenewal {
    const standing = { phase, inUse, record, former: formers.left(), handedOver: formers.handedOver(), isTidying };
    const facts = { ...standing, doing, problem, administrator: seat.state(), asksAdministrator };
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
    await lookAtFormers();
  }

  /** Looks at what is there, and lets go of a next key that has no use any more. Resolves with where that leaves it. */
  async function look(): Promise<CertificateRenewal['phase']> {
    inUse = await parts.inUse();
    record = await records.load();
    if (inUse === undefined) return 'none';
    const found = await lookAtRecord(inUse);
    await lookAtFormers();
    return found;
  }

  async function lookAtFormers(): Promise<void> {
    const next = record === undefined ? undefined : certificateFacts(record.key.certificatePem).thumbprintSha256;
    if (inUse !== undefined) await formers.look(inUse, next);
  }

  async function lookAtRecord(present: CertificateInUse): Promise<CertificateRenewal['phase']> {
    if (record === undefined) return 'idle';
    const { certificatePem } = record.key;
    const next = certificateFacts(certificatePem);
    if (next.thumbprintSha256 === present.thumbprintSha256) {
      // Ended between the switch and the last line.
      await conclude(certificatePem);
      return 'renewed';
    }
    const isMeant = record.clientId === parts.clientId;
    if (!isMeant || isUseless(next, present, clock.nowMs())) {
      await records.forget();
      record = undefined;
      return 'idle';
    }
    return 'stopped';
  }

  async function makeKey(): Promise<ConnectFailure | undefined> {
    if (record !== undefined) return undefined;
    begin('key');
    const key = await makeStationKey(certificateName(parts.registrationName), clock.nowMs(), parts.makeKeyPair);
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

  async function upload(mayAsk: boolean, isOver: () => boolean): Promise<ConnectFailure | undefined> {
    if (record === undefined || record.isUploaded) return undefined;
    begin('upload');
    // The answer to a former try may have been lost: then the key is known already.
    const isThere = record.isAsked && (await untilToken(record.key, isOver, lostAnswerPatienceMs)) === undefined;
    if (!isThere) {
      const unkept = await keep({ ...record, isAsked: true });
      if (unkept !== undefined || isOver()) return unkept;
      let failure = seat.call() === undefined ? await uploading.asStation(record, isOver) : ('refused' as const);
      if (isOver()) return { code: 'interrupted' };
      if (failure === 'refused') {
        failure = mayAsk ? await uploading.asAdministrator(record, isOver) : { code: 'administrator-needed' };
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
    const { thumbprintSha256 } = certificateFacts(key.certificatePem);
    const isNoted = inUse === undefined || (await formers.noteReplaced(inUse, thumbprintSha256));
    if (!isNoted || !(await parts.adopt(key))) return { code: 'not-kept' };
    await conclude(key.certificatePem);
    return undefined;
  }

  /** The certificates of before, once the present one has carried a token. */
  async function removeFormers(mayAsk: boolean, isOver: () => boolean): Promise<void> {
    if (formers.left() === undefined || isOver()) return;
    begin('former');
    let failure = await formers.remove(seat.call(), isOver);
    if (failure?.code !== 'administrator-needed' || !mayAsk || isOver()) return;
    asksAdministrator = true;
    begin('sign-in');
    const found = await seat.signedIn(parts.openAdministrator);
    if (isOver() || found.kind === 'error') return;
    begin('former');
    failure = await formers.remove(found.value.call, isOver);
    if (failure !== undefined && isAnsweredBySignIn(failure)) seat.wantAnother();
  }

  /** Begins work of one kind. Resolves with what there is to work on; `over`: it ended meanwhile, or there is nothing. */
  async function take(isTidyingNow: boolean) {
    turn += 1;
    const mine = turn;
    const isOver = () => mine !== turn;
    phase = 'working';
    isTidying = isTidyingNow;
    // Why a renewal has stopped is told also after taking a former certificate out.
    if (!isTidyingNow) problem = undefined;
    doing = undefined;
    asksAdministrator = seat.call() !== undefined;
    const found = await look();
    if (found === 'none' && !isOver()) {
      phase = found;
      publish();
    }
    return { found, isOver, isDone: isOver() || found === 'none' };
  }

  async function tidy(mayAsk: boolean): Promise<void> {
    const { found, isOver, isDone } = await take(true);
    if (isDone) return;
    await removeFormers(mayAsk, isOver);
    if (isOver()) return;
    await seat.forget();
    phase = found === 'stopped' ? 'stopped' : 'idle';
    if (phase === 'idle') problem = undefined;
    doing = undefined;
    isTidying = false;
    publish();
  }

  async function run(mayAsk: boolean): Promise<void> {
    const { found, isOver, isDone } = await take(false);
    if (isDone) return;
    const failure =
      found === 'renewed'
        ? undefined
        : ((await makeKey()) ?? (await upload(mayAsk, isOver)) ?? (await switchOver(isOver)));
    if (isOver()) return;
    // Renewed it is either way; what of this does not succeed is told and tried again.
    if (failure === undefined) await removeFormers(false, isOver);
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
    async removeFormer() {
      if (phase !== 'working') await tidy(true);
    },
    async tend() {
      const now = await parts.inUse();
      if (now === undefined || phase === 'working') return;
      if (isRenewalDue(now, clock.nowMs())) await run(false);
      else if (formers.left() !== undefined) await tidy(false);
    },
    async stop() {
      turn += 1;
      await seat.forget();
      await switching;
      if (phase === 'working') phase = record === undefined ? 'idle' : 'stopped';
      doing = undefined;
      isTidying = false;
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
