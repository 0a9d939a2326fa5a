import type { RenewalStep } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import { isAnsweredBySignIn } from './administrator.ts';
import type { createAdministratorSeat } from './administrator-seat.ts';
import { connectFailureOf, isTrouble, patiently } from './directory-call.ts';
import type { FormerCertificates } from './former-certificates.ts';
import type { RenewalParts } from './renewal-parts.ts';
import type { RenewalRecord } from './renewal-record.ts';
import { administratorFailure, type Upload, uploadAsAdministrator, uploadAsStation } from './renewal-upload.ts';
import { certificateFacts } from './station-certificate.ts';

/** What an upload needs of the renewal that it belongs to. */
interface UploadSurroundings {
  readonly formers: Pick<FormerCertificates, 'note'>;
  readonly seat: ReturnType<typeof createAdministratorSeat>;
  readonly begin: (step: RenewalStep) => void;
  /** Whether the certificate in use has ended. */
  readonly hasEnded: () => boolean;
  /** An administrator is asked from now on. */
  readonly onAdministrator: () => void;
}

/** Brings the next certificate into the registration and notes that it is there. Resolves with what is in the way. */
interface RenewalUpload {
  /** `refused`: the station may not do it by itself. */
  asStation(record: RenewalRecord, isOver: () => boolean): Promise<ConnectFailure | 'refused' | undefined>;
  asAdministrator(record: RenewalRecord, isOver: () => boolean): Promise<ConnectFailure | undefined>;
}

export function createRenewalUpload(parts: RenewalParts, around: UploadSurroundings): RenewalUpload {
  const { clock } = parts;
  const { formers, seat, begin } = around;

  function uploadOf({ key }: RenewalRecord): Upload {
    const { clientId, registrationName: displayName } = parts;
    return { clientId, applicationId: parts.applicationId(), certificatePem: key.certificatePem, displayName };
  }

  async function noted({ key }: RenewalRecord, keyId: string | undefined): Promise<ConnectFailure | undefined> {
    const isNoted = await formers.note(certificateFacts(key.certificatePem), keyId);
    return isNoted ? undefined : { code: 'not-kept' };
  }

  return {
    async asStation(record, isOver) {
      // Nobody is let in with a certificate that has ended, nor is anything proved with it.
      if (around.hasEnded()) return 'refused';
      const act = () => uploadAsStation(parts.call, parts.prove, uploadOf(record));
      const added = await patiently(clock, isOver, act, isTrouble);
      if (added.kind === 'ok') return noted(record, added.value.keyId);
      const failure = connectFailureOf(added.error, 'registration');
      const isOurs = failure.code === 'offline' || failure.code === 'service-trouble' || failure.code === 'key-refused';
      return isOurs ? failure : 'refused';
    },
    async asAdministrator(record, isOver) {
      around.onAdministrator();
      begin('sign-in');
      const found = await seat.signedIn(parts.openAdministrator);
      if (found.kind === 'error') return found.error;
      begin('upload');
      const { call } = found.value;
      const added = await patiently(clock, isOver, () => uploadAsAdministrator(call, uploadOf(record)), isTrouble);
      if (added.kind === 'ok') return noted(record, added.value.keyId);
      const failure = administratorFailure(added.error);
      if (isAnsweredBySignIn(failure)) seat.wantAnother();
      return failure;
    },
  };
}
