import http from 'node:http';
import tls from 'node:tls';

/** On this machine nothing goes through a proxy, whatever the environment says. */
const ownNames = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/**
 * Lets plain Node reach the network as the operating system is set up: certificates that the system trusts (a company's
 * own authority, TLS inspection) beside Node's, and the proxy of `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. Electron's
 * `net.fetch` does both by itself. Applies to the whole process and to connections made afterwards.
 */
export function joinSystemNetwork(env: Readonly<Record<string, string | undefined>>): void {
  const trusted = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  tls.setDefaultCACertificates([...trusted]);
  const proxy = (name: string) => env[name.toLowerCase()] || env[name];
  const [https, plain] = [proxy('HTTPS_PROXY'), proxy('HTTP_PROXY')];
  if (https === undefined && plain === undefined) return;
  http.setGlobalProxyFromEnv({
    ...(https === undefined ? {} : { https_proxy: https }),
    ...(plain === undefined ? {} : { http_proxy: plain }),
    no_proxy: [...ownNames, ...(proxy('NO_PROXY')?.split(',') ?? [])].join(','),
  });
}
