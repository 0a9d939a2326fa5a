/** A refusal of the sign-in endpoints: OAuth's `error` and Entra's AADSTS number and words. */
export interface SignInRefusal {
  readonly status: number;
  readonly error: string;
  readonly aadsts: number;
  readonly message: string;
}

/** The refusals of the demo authority, with Entra's numbers. */
export const signInRefusals = {
  unknownTenant: {
    status: 400,
    error: 'invalid_request',
    aadsts: 90002,
    message: 'Tenant not found. Check to make sure you have the correct tenant ID.',
  },
  unknownClient: {
    status: 400,
    error: 'unauthorized_client',
    aadsts: 700016,
    message: 'Application was not found in the directory.',
  },
  wrongSecret: { status: 401, error: 'invalid_client', aadsts: 7000215, message: 'Invalid client secret provided.' },
  expiredSecret: {
    status: 401,
    error: 'invalid_client',
    aadsts: 7000222,
    message: 'The provided client secret keys are expired.',
  },
  noCredential: {
    status: 401,
    error: 'invalid_client',
    aadsts: 7000218,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  unknownCertificate: {
    status: 401,
    error: 'invalid_client',
    aadsts: 700027,
    message: 'The certificate with identifier used to sign the client assertion is not registered on application.',
  },
  expiredCertificate: {
    status: 401,
    error: 'invalid_client',
    aadsts: 700027,
    message: 'The certificate used to sign the client assertion has expired.',
  },
  earlyCertificate: {
    status: 401,
    error: 'invalid_client',
    aadsts: 700027,
    message: 'The certificate used to sign the client assertion is not valid yet.',
  },
  badSignature: {
    status: 401,
    error: 'invalid_client',
    aadsts: 50012,
    message: 'Client assertion contains an invalid signature.',
  },
  assertionTime: {
    status: 401,
    error: 'invalid_client',
    aadsts: 700024,
    message: 'Client assertion is not within its valid time range.',
  },
  badAssertion: { status: 401, error: 'invalid_client', aadsts: 50027, message: 'JWT token is invalid or malformed.' },
  badScope: {
    status: 400,
    error: 'invalid_scope',
    aadsts: 70011,
    message: 'The provided value for the input parameter scope is not valid.',
  },
  unknownResource: {
    status: 400,
    error: 'invalid_resource',
    aadsts: 500011,
    message: 'The resource principal was not found in the tenant.',
  },
  consentMissing: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 65001,
    message: 'The user or administrator has not consented to use the application.',
  },
  noPrincipal: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 7000229,
    message: 'The client application is missing service principal in the tenant.',
  },
  adminConsentNeeded: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 90094,
    message: 'The grant requires admin permission.',
  },
  notPublic: {
    status: 401,
    error: 'invalid_client',
    aadsts: 7000218,
    message: 'The application is not a public client.',
  },
  badGrant: {
    status: 400,
    error: 'unsupported_grant_type',
    aadsts: 70003,
    message: 'The app requested an unsupported grant type.',
  },
  pending: {
    status: 400,
    error: 'authorization_pending',
    aadsts: 70016,
    message: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  slowDown: {
    status: 400,
    error: 'slow_down',
    aadsts: 70016,
    message: 'OAuth 2.0 device flow error. Polling is too frequent.',
  },
  declined: {
    status: 400,
    error: 'authorization_declined',
    aadsts: 70017,
    message: 'The end user declined the authorization request.',
  },
  expiredCode: { status: 400, error: 'expired_token', aadsts: 70020, message: 'The device code has expired.' },
  badDeviceCode: {
    status: 400,
    error: 'bad_verification_code',
    aadsts: 501491,
    message: 'The device code was not recognised.',
  },
  accountDisabled: { status: 400, error: 'invalid_grant', aadsts: 50057, message: 'The user account is disabled.' },
  badCode: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 54005,
    message: 'The authorization code was already redeemed or is unknown.',
  },
  badVerifier: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 501481,
    message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  badRedirect: {
    status: 400,
    error: 'invalid_request',
    aadsts: 50011,
    message: 'The redirect URI does not match the redirect URIs configured for the application.',
  },
  badRefreshToken: {
    status: 400,
    error: 'invalid_grant',
    aadsts: 700082,
    message: 'The refresh token has expired or is unknown.',
  },
  badRequest: {
    status: 400,
    error: 'invalid_request',
    aadsts: 900144,
    message: 'The request body is missing a required parameter.',
  },
} as const satisfies Record<string, SignInRefusal>;

/** Entra's error body: number and words, with trace and correlation ids and the time. */
export function signInRefusalResponse(
  refusal: SignInRefusal,
  marks: { readonly requestId: string; readonly clientRequestId: string; readonly nowMs: number },
): Response {
  const timestamp = `${new Date(marks.nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const body = {
    error: refusal.error,
    error_description:
      `AADSTS${refusal.aadsts}: ${refusal.message} Trace ID: ${marks.requestId} ` +
      `Correlation ID: ${marks.clientRequestId} Timestamp: ${timestamp}`,
    error_codes: [refusal.aadsts],
    timestamp,
    trace_id: marks.requestId,
    correlation_id: marks.clientRequestId,
  };
  return Response.json(body, { status: refusal.status, headers: { 'cache-control': 'no-store' } });
}
