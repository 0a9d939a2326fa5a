import { err, ok, type Result } from '../../shared/result.ts';
import { type CallDirectory, type CallFailure, isTrouble, textAt, unreadable } from './directory-call.ts';
import { addCertificate, graphAppId, keyCredentialOf } from './registration.ts';

/** A certificate on its way into a registration that is there. */
export interface Upload {
  readonly clientId: string;
  /** Entra's id of the application object, where it is known. */
  readonly applicationId: string | undefined;
  readonly certificatePem: string;
  readonly displayName: string;
}

type Uploaded = Promise<Result<'added' | 'present', CallFailure>>;

/** For whom a proof of possession is meant: Microsoft Graph; documents before 2024 name its forerunner, Azure AD Graph. */
const proofAudiences = [graphAppId, '00000002-0000-0000-c000-000000000000'];

async function applicationIdOf(call: CallDirectory, upload: Upload): Promise<Result<string, CallFailure>> {
  if (upload.applicationId !== undefined) return ok(upload.applicationId);
  const path = `/applications(appId='${encodeURIComponent(upload.clientId)}')?$select=id`;
  const answer = await call({ method: 'GET', path });
  if (answer.kind === 'error') return answer;
  const id = textAt(answer.value, 'id');
  return id === undefined ? unreadable : ok(id);
}

/**
 * As the station itself. An application may roll its own keys without any permission when it proves to hold one of them
 * (Microsoft Graph, "application: addKey"); with `Application.ReadWrite.OwnedBy` it may also write the list.
 */
export async function uploadAsStation(
  call: CallDirectory,
  prove: (claims: { readonly audience: string; readonly issuer: string }) => Promise<string | undefined>,
  upload: Upload,
): Uploaded {
  const id = await applicationIdOf(call, upload);
  if (id.kind === 'error') return id;
  for (const audience of proofAudiences) {
    // Of the application object, not of the client.
    const proof = await prove({ audience, issuer: id.value });
    if (proof === undefined) return err({ kind: 'refused' });
    const keyCredential = keyCredentialOf(upload.certificatePem, upload.displayName);
    const path = `/applications/${encodeURIComponent(id.value)}/addKey`;
    const added = await call({ method: 'POST', path, body: { keyCredential, passwordCredential: null, proof } });
    if (added.kind === 'ok') return ok('added');
    // What is no refusal says nothing of what the station may do.
    if (added.error.kind === 'offline' || isTrouble(added.error)) return added;
  }
  return addCertificate(call, id.value, upload.certificatePem, upload.displayName);
}

/** As an administrator: the list of certificates with this one in it. */
export async function uploadAsAdministrator(call: CallDirectory, upload: Upload): Uploaded {
  const id = await applicationIdOf(call, upload);
  return id.kind === 'ok' ? addCertificate(call, id.value, upload.certificatePem, upload.displayName) : id;
}
