/**
 * MSAL, loaded when a token is asked for: it is a third of the program, and most commands ask for none. It writes no line
 * anywhere: what matters is logged here, by code. Rejects when the package is not there.
 */
export async function loadMsal() {
  const { ConfidentialClientApplication, LogLevel, PublicClientApplication } = await import('@azure/msal-node');
  const silentMsal = { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error };
  return { ConfidentialClientApplication, PublicClientApplication, silentMsal };
}
