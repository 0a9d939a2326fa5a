import type { CertificateRenewal } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import type { Clock } from '../ports.ts';
import { type CallDirectory, connectFailureOf, isTrouble, patiently } from './directory-call.ts';
import type { RecordFileParts } from './record-file.ts';
import { createRegisteredKeys, type HandedOver, type RegisteredKey } from './registered-keys.ts';
import { takeOutCertificate } from './registration.ts';
import { applicationIdOf, type Prove, rollKey } from './renewal-upload.ts';
import type { CertificateInUse } from './renewal-view.ts';
import { keyLifeMs } from './station-certificate.ts';

/** What taking certificates out of the registration needs. */
interface FormerParts extends RecordFileParts {
  readonly clock: Clock;
  readonly clientId: string;
  /** Entra's id of the registration, where the station made it. */
  readonly applicationId: () => string | undefined;
  /** As the station, with the certificate that it signs in with by now. */
  readonly call: CallDirectory;
  readonly prove: Prove;
  /** Thumbprint of a certificate that connecting has put there and not in its place yet. */
  readonly awaited: () => string | undefined;
  /** Whether connecting has put the certificate with this thumbprint there; others are known by the list. */
  readonly isOwn: (thumbprintSha256: string) => boolean;
}

/** Certificates that the station signed in with before, until they are out of its registration. */
export interface FormerCertificates {
  /** It stands in the registration, under this id where the directory has said one. */
  note(certificate: CertificateInUse, keyId?: string): Promise<boolean>;
  /**
   * The one in use is being replaced. What this station put there itself is taken out afterwards; one that was handed over may be
   * other stations', too, and stays. False when the disk does not take that.
   */
  noteReplaced(inUse: CertificateInUse, successor: string): Promise<boolean>;
  /** Looks which are left beside the one in use and the one on its way. */
  look(inUse: CertificateInUse, next: string | undefined): Promise<void>;
  /** One that was handed over and stays until its end: of those, the one that the certificate in use has replaced comes first. */
  handedOver(): HandedOver | undefined;
  /** The first that is left, and what is in the way. */
  left(): CertificateRenewal['former'];
  /** Takes all out that are left: as this administrator, else by itself. Resolves with what is in the way. */
  remove(administrator: CallDirectory | undefined, isOver: () => boolean): Promise<ConnectFailure | undefined>;
}

/** Longer nobody is at connecting. */
const onItsWayMs = 3_600_000;

/** What is known of them lies sealed in `connecting/certificates.sealed`. */
export function createFormerCertificates(parts: FormerParts): FormerCertificates {
  const { clientId, clock, log } = parts;
  const keys = createRegisteredKeys(parts);
  let inUse: CertificateInUse | undefined;
  let formers: readonly RegisteredKey[] = [];
  let left: HandedOver | undefined;
  let problem: ConnectFailure | undefined;

  /**
   * By itself: it proves that it holds the key in use, so that there is one in the registration whatever goes out (Microsoft
   * Graph, "application: removeKey"; an application needs no permission for that).
   */
  async function asStation(former: RegisteredKey, isOver: () => boolean): Promise<ConnectFailure | undefined> {
    const applicationId = parts.applicationId();
    if (applicationId === undefined) return { code: 'administrator-needed' };
    const { keyId } = former;
    const holder = { call: parts.call, prove: parts.prove, applicationId };
    const removed = await patiently(clock, isOver, () => rollKey(holder, 'removeKey', { keyId }), isTrouble);
    if (removed.kind === 'ok') return undefined;
    const { kind, requestId } = removed.error;
    if (kind === 'no-such-target' && former.isIdCertain) return undefined;
    if (kind === 'offline' || isTrouble(removed.error)) return connectFailureOf(removed.error, 'registration');
    return { code: 'administrator-needed', ...(requestId === undefined ? {} : { requestId }) };
  }

  /** Sees the list: the one in use stays in it. */
  async function asAdministrator(
    call: CallDirectory,
    former: RegisteredKey,
    isOver: () => boolean,
  ): Promise<ConnectFailure | undefined> {
    const id = await applicationIdOf(call, { clientId, applicationId: parts.applicationId() });
    if (id.kind === 'error') return connectFailureOf(id.error, 'registration');
    const which = { former: former.thumbprintSha256, inUse: inUse?.thumbprintSha256 };
    const removed = await patiently(clock, isOver, () => takeOutCertificate(call, id.value, which), isTrouble);
    return removed.kind === 'ok' ? undefined : connectFailureOf(removed.error, 'registration');
  }

  return {
    note: (certificate, keyId) => keys.note(clientId, certificate, keyId),
    async noteReplaced(replaced, successor) {
      const { thumbprintSha256, endsAtMs } = replaced;
      if (parts.isOwn(thumbprintSha256)) return keys.note(clientId, replaced);
      const noted = await keys.others(clientId, []);
      if (noted.some((key) => key.thumbprintSha256 === thumbprintSha256)) return true;
      return keys.noteHandedOver(clientId, { thumbprintSha256, endsAtMs, successor });
    },
    handedOver: () => left,
    async look(now, next) {
      inUse = now;
      const kept = [now.thumbprintSha256, next, parts.awaited()];
      const others = await keys.others(
        clientId,
        kept.filter((one) => one !== undefined),
      );
      // One that another process has just put there, as `connect` beside a running station, is on its way too.
      const isOnItsWay = ({ endsAtMs }: RegisteredKey) =>
        endsAtMs > now.endsAtMs && endsAtMs > clock.nowMs() + keyLifeMs - onItsWayMs;
      formers = others.filter((key) => !isOnItsWay(key));
      if (formers.length === 0) problem = undefined;
      const staying = (await keys.handedOver(clientId)).filter(
        ({ thumbprintSha256, endsAtMs }) => thumbprintSha256 !== now.thumbprintSha256 && endsAtMs > clock.nowMs(),
      );
      left = staying.find(({ successor }) => successor === now.thumbprintSha256) ?? staying.at(-1);
    },
    left() {
      const [former] = formers;
      if (former === undefined) return undefined;
      const { thumbprintSha256, endsAtMs } = former;
      return { thumbprintSha256, endsAtMs, ...(problem === undefined ? {} : { problem }) };
    },
    async remove(administrator, isOver) {
      problem = undefined;
      for (const former of formers) {
        const failure =
          administrator === undefined
            ? await asStation(former, isOver)
            : await asAdministrator(administrator, former, isOver);
        if (isOver()) return { code: 'interrupted' };
        // Nobody signs in any more with one that has ended: it is let be.
        const isHarmless = former.endsAtMs < clock.nowMs();
        if (failure === undefined || isHarmless) {
          await keys.forget(former.thumbprintSha256);
          formers = formers.filter((one) => one !== former);
          log.info('connecting.former-certificate', { isRemoved: failure === undefined });
        } else {
          problem ??= failure;
          log.warn('connecting.former-certificate-left', { problem: failure.code });
        }
      }
      return problem;
    },
  };
}
