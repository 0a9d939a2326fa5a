import { X509Certificate } from 'node:crypto';
import http from 'node:http';
import process from 'node:process';
import tls from 'node:tls';
import { type Environment, readProxyEnvironment } from './proxy-environment.ts';

type CertificateSource = (kind: 'default' | 'system') => readonly string[];

const proxyNames = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** Trusts what the system trusts beside Node's own; a store that cannot be read, in whole or part, is told and left out. */
function trustSystemCertificates(certificatesOf: CertificateSource): string[] {
  const problems: string[] = [];
  const read = (kind: 'default' | 'system', name: string): readonly string[] => {
    try {
      return certificatesOf(kind);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      problems.push(`${name}: expected a readable certificate store, got ${why}; going on without it`);
      return [];
    }
  };
  const own = read('default', 'certificates of Node');
  const trusted = new Set([...own, ...read('system', 'certificates of the system')]);
  try {
    if (trusted.size > own.length) tls.setDefaultCACertificates([...trusted]);
  } catch {
    const readable = [...trusted].filter(isReadable);
    tls.setDefaultCACertificates(readable);
    const count = trusted.size - readable.length;
    problems.push(`certificates of the system: expected X.509 certificates, got ${count} that are none; left out`);
  }
  return problems;
}

/** Node's `fetch` looks into the process's environment for what it is not given, and throws over a value it cannot use. */
function withoutOwnEnvironment(action: () => void): void {
  const kept = proxyNames.map((name) => [name, process.env[name]] as const);
  for (const name of proxyNames) delete process.env[name];
  try {
    action();
  } finally {
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}

interface NamedEndpoints {
  readonly graphUrl?: string | undefined;
  readonly authority?: string | undefined;
}

/** The hosts that a tenant's settings name themselves; those of the clouds are never addresses. */
function hostsOf(tenant: NamedEndpoints | 'demo'): string[] {
  if (tenant === 'demo') return [];
  return [tenant.graphUrl, tenant.authority].flatMap((url) => URL.parse(url ?? '')?.hostname ?? []);
}

/**
 * Lets plain Node reach the network as the operating system is set up: certificates that the system trusts (a company's
 * own authority, TLS inspection) beside Node's, and the proxy of `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.
 * Electron's `net.fetch` does both by itself. Applies to the whole process and to connections made afterwards. Never
 * throws for what a machine can hold: what could not be used is left out and named, a line each and without passwords.
 */
export function joinSystemNetwork(
  env: Environment,
  tenant: NamedEndpoints | 'demo',
  certificatesOf: CertificateSource = (kind) => tls.getCACertificates(kind),
): readonly string[] {
  const certificateProblems = trustSystemCertificates(certificatesOf);
  const { https, http: plain, noProxy, problems } = readProxyEnvironment(env, hostsOf(tenant));
  if (noProxy !== '*' && (https !== undefined || plain !== undefined)) {
    withoutOwnEnvironment(() =>
      http.setGlobalProxyFromEnv({
        ...(https === undefined ? {} : { https_proxy: https }),
        ...(plain === undefined ? {} : { http_proxy: plain }),
        no_proxy: noProxy,
      }),
    );
  }
  return [...certificateProblems, ...problems];
}
