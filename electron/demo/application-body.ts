import { randomUUID, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DemoKeyCredential } from './application-store.ts';
import type { GraphRefusal } from './graph-error.ts';

const keySchema = z.object({
  type: z.literal('AsymmetricX509Cert'),
  usage: z.literal('Verify'),
  key: z.base64().nullish(),
  keyId: z.string().nullish(),
  displayName: z.string().nullish(),
});
type KeyBody = z.infer<typeof keySchema>;

const applicationSchema = z.object({
  displayName: z.string().min(1).max(256).optional(),
  tags: z.array(z.string().max(256)).optional(),
  signInAudience: z.string().optional(),
  isFallbackPublicClient: z.boolean().nullish(),
  requiredResourceAccess: z.array(z.unknown()).optional(),
  keyCredentials: z.array(keySchema).optional(),
});
/** What a request says of an app registration; what it leaves out stays as it is. */
export type ApplicationBody = z.infer<typeof applicationSchema>;

function badRequest(message: string, code = 'Request_BadRequest'): Result<never, GraphRefusal> {
  return err({ status: 400, code, message });
}

/** Reads the JSON of a request with a schema; the refusal says which property is wrong. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Result<z.infer<Schema>, GraphRefusal>> {
  const json: unknown = await request.json().catch(() => undefined);
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  return badRequest(`Invalid value specified for property '${at}' of the resource.`);
}

export const readApplicationBody = (request: Request) => readBody(request, applicationSchema);

/** Body of `addKey`. */
export const addKeySchema = z.object({ keyCredential: keySchema, proof: z.string() });
/** Body of `removeKey`. */
export const removeKeySchema = z.object({ keyId: z.string(), proof: z.string() });

/** Reads a certificate credential; one whose bytes are left out keeps those that the registration has. */
export function keyCredentialOf(
  body: KeyBody,
  present: readonly DemoKeyCredential[],
): Result<DemoKeyCredential, GraphRefusal> {
  if (body.key === undefined || body.key === null) {
    const kept = present.find(({ keyId }) => keyId === body.keyId);
    return kept === undefined
      ? badRequest('New key credentials must have a value.', 'KeyCredentialsInvalidValue')
      : ok(kept);
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(body.key, 'base64'));
  } catch {
    return badRequest('Key credential is invalid.', 'KeyCredentialsInvalidCertificate');
  }
  return ok({
    keyId: body.keyId ?? randomUUID(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificate.raw.toString('base64'),
    displayName: body.displayName ?? null,
    customKeyIdentifier: certificate.fingerprint.replaceAll(':', ''),
    startDateTime: new Date(certificate.validFrom).toISOString(),
    endDateTime: new Date(certificate.validTo).toISOString(),
  });
}
