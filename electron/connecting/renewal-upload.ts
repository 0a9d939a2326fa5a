import type { ConnectFailure } from '../../shared/connection.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import {
  type CallDirectory,
  type CallFailure,
  connectFailureOf,
  isTrouble,
  textAt,
  unreadable,
} from './directory-call.ts';
import { addCertificate, graphAppId, keyCredentialOf } from './registration.ts';

/** A certificate on its way into a registration that is there. */
export interface Upload {
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
export async function uploadAsStation(call: CallDirectory, prove: Prove, upload: Upload): Uploaded {
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
export async function uploadAsAdministrator(call: CallDirectory, upload: Upload): Uploaded {
  const id = await applicationIdOf(call, upload);
  return id.kind === 'ok' ? addCertificate(call, id.value, upload.certificatePem, upload.displayName) : id;
}

/** What a refusal means to an administrator who signed in to upload a certificate. */
export function administratorFailure(failure: CallFailure): ConnectFailure {
  const meant = connectFailureOf(failure, 'registration');
  return meant.code === 'registration-gone' ? { ...meant, code: 'registration-elsewhere' } : meant;
}
