import type { RenewalStep } from '../../shared/certificate-renewal.ts';
import type { ConnectFailure } from '../../shared/connection.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { isAnsweredBySignIn } from './administrator.ts';
import type { createAdministratorSeat } from './administrator-seat.ts';
import {
  type CallDirectory,
  type CallFailure,
  connectFailureOf,
  isTrouble,
  patiently,
  textAt,
  unreadable,
} from './directory-call.ts';
import type { FormerCertificates } from './former-certificates.ts';
import { addCertificate, graphAppId, keyCredentialOf } from './registration.ts';
import type { RenewalParts } from './renewal-parts.ts';
import type { RenewalRecord } from './renewal-record.ts';
import { certificateFacts } from './station-certificate.ts';

/** A certificate on its way into a registration that is there. */
interface Upload {
  readonly clientId: string;
  /** Entra's id of the application object, where it is known. */
  readonly applicationId: string | undefined;
  readonly certificatePem: string;
  readonly displayName: string;
}

/** The id that the directory lists it under, where it has said so. */
type Uploaded = Promise<Result<{ readonly keyId?: string | undefined }, CallFailure>>;

/** Signs that the station holds the key that it signs in with. */
export type Prove = (claims: { readonly audience: string; readonly issuer: string }) => Promise<string | undefined>;

/** For whom a proof of possession is meant: Microsoft Graph; documents before 2024 name its forerunner, Azure AD Graph. */
const proofAudiences = [graphAppId, '00000002-0000-0000-c000-000000000000'];

/** Entra's id of the application object, looked for where it is not known. */
export async function applicationIdOf(
  call: CallDirectory,
  upload: Pick<Upload, 'clientId' | 'applicationId'>,
): Promise<Result<string, CallFailure>> {
  if (upload.applicationId !== undefined) return ok(upload.applicationId);
  const path = `/applications(appId='${encodeURIComponent(upload.clientId)}')?$select=id`;
  const answer = await call({ method: 'GET', path });
  if (answer.kind === 'error') return answer;
  const id = textAt(answer.value, 'id');
  return id === undefined ? unreadable : ok(id);
}

const unproved = 'no-proof';

/** Whose keys are rolled, and what proves that the station holds one. */
export interface KeyHolder {
  readonly call: CallDirectory;
  readonly prove: Prove;
  /** Entra's id of the application object. */
  readonly applicationId: string;
}

/** `addKey` or `removeKey` with a proof of possession. */
export async function rollKey(
  { call, prove, applicationId }: KeyHolder,
  action: 'addKey' | 'removeKey',
  body: object,
): Promise<Result<unknown, CallFailure>> {
  let refused: Result<never, CallFailure> = err({ kind: 'refused', code: unproved });
  for (const audience of proofAudiences) {
    // Of the application object, not of the client.
    const proof = await prove({ audience, issuer: applicationId });
    if (proof === undefined) return refused;
    const path = `/applications/${encodeURIComponent(applicationId)}/${action}`;
    const answer = await call({ method: 'POST', path, body: { ...body, proof } });
    if (answer.kind === 'ok') return answer;
    // Only a refusal may be the audience's fault.
    const { kind } = answer.error;
    if (kind === 'offline' || kind === 'no-such-target' || isTrouble(answer.error)) return answer;
    refused = answer;
  }
  return refused;
}

/**
 * As the station itself. An application may roll its own keys without any permission when it proves to hold one of them
 * (Microsoft Graph, "application: addKey"); with `Application.ReadWrite.OwnedBy` it may also write the list.
 */
async function uploadAsStation(call: CallDirectory, prove: Prove, upload: Upload): Uploaded {
  const id = await applicationIdOf(call, upload);
  if (id.kind === 'error') return id;
  const keyCredential = keyCredentialOf(upload.certificatePem, upload.displayName);
  const body = { keyCredential, passwordCredential: null };
  const added = await rollKey({ call, prove, applicationId: id.value }, 'addKey', body);
  if (added.kind === 'ok') return ok({ keyId: textAt(added.value, 'keyId') });
  // What is no refusal says nothing of what the station may do; without a proof there is nothing more to say.
  const { kind } = added.error;
  if (kind === 'offline' || isTrouble(added.error) || added.error.code === unproved) return added;
  return addCertificate(call, id.value, upload.certificatePem, upload.displayName);
}

/** As an administrator: the list of certificates with this one in it. */
async function uploadAsAdministrator(call: CallDirectory, upload: Upload): Uploaded {
  const id = await applicationIdOf(call, upload);
  return id.kind === 'ok' ? addCertificate(call, id.value, upload.certificatePem, upload.displayName) : id;
}

/** What a refusal means to an administrator who signed in to upload a certificate. */
function administratorFailure(failure: CallFailure): ConnectFailure {
  const meant = connectFailureOf(failure, 'registration');
  return meant.code === 'registration-gone' ? { ...meant, code: 'registration-elsewhere' } : meant;
}

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
export interface RenewalUpload {
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
