import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinSystemNetwork } from '../../../electron/host/system-network.ts';
import { createTestCertificate } from '../../test-certificate.ts';

/** What a process of its own finds in its environment beside what a test gives it: what was compiled once stays compiled. */
const surroundings = (env: Record<string, string>) => ({
  PATH: process.env.PATH ?? '',
  ...(process.env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
  ...env,
});

/** Fetches a URL in a process of its own, with the machine's certificates and proxy, and says what came. */
function fetchAsStation(url: string, env: Record<string, string>): Promise<string> {
  const script = `
    import { joinSystemNetwork } from ${JSON.stringify(path.resolve('electron/host/system-network.ts'))};
    joinSystemNetwork(process.env, 'demo');
    const text = await fetch(${JSON.stringify(url)}).then((answer) => answer.text(), (error) => error.cause?.code ?? error.message);
    console.log(text);`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', script],
      { env: surroundings(env) },
      (_, stdout, stderr) => {
        resolve(stdout.trim() || stderr);
      },
    );
  });
}

/** Puts a photo from a process of its own through the machine's proxy, and says what the outcome was. */
function putAsStation(env: Record<string, string>): Promise<unknown> {
  const module = (file: string) => JSON.stringify(path.resolve(file));
  const script = `
    import { joinSystemNetwork } from ${module('electron/host/system-network.ts')};
    import { createPhotoApi } from ${module('electron/graph/photo-api.ts')};
    import { createSystemClock } from ${module('electron/host/system-clock.ts')};
    joinSystemNetwork(process.env, 'demo');
    const api = createPhotoApi({
      api: 'v1.0', method: 'PUT', graphUrl: 'https://graph.test.invalid', fetch, clock: createSystemClock(),
      randomId: () => 'id', getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    });
    const { kind, report } = await api.put({ kind: 'me' }, new Uint8Array([255, 216, 255, 224]), { priority: 'low' });
    console.log(JSON.stringify({ kind, code: report.code }));`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', script],
      { env: surroundings(env) },
      (_, stdout, stderr) => {
        resolve(stdout === '' ? stderr : JSON.parse(stdout));
      },
    );
  });
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

let folder: string;
let authorityFile: string;
const servers: Server[] = [];
const connects: string[] = [];
let securePort: number;
let plainPort: number;
let proxyPort: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiosk-network-'));
  const authority = createTestCertificate({ commonName: 'Company CA', isAuthority: true });
  const leaf = createTestCertificate({ commonName: 'graph.test', issuer: authority, ipAddress: '127.0.0.1' });
  authorityFile = path.join(folder, 'company.pem');
  await writeFile(authorityFile, authority.certificatePem);
  const secure = createHttpsServer({ cert: leaf.certificatePem, key: leaf.privateKeyPem }, (_, response) =>
    response.end('reached'),
  );
  const plain = createHttpServer((_, response) => response.end('reached'));
  const proxy = createHttpServer();
  proxy.on('connect', (request, socket) => {
    connects.push(request.url ?? '');
    const onward = connect(request.url?.endsWith(':443') ? securePort : plainPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  servers.push(secure, plain, proxy);
  [securePort, plainPort, proxyPort] = (await Promise.all([portOf(secure), portOf(plain), portOf(proxy)])) as [
    number,
    number,
    number,
  ];
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  await rm(folder, { recursive: true, force: true });
});

describe('plain Node on a company’s network', () => {
  it('trusts the certificate authority that the system trusts, and no other', async () => {
    const url = `https://127.0.0.1:${securePort}/`;
    expect(await fetchAsStation(url, { SSL_CERT_FILE: authorityFile })).toBe('reached');
    expect(await fetchAsStation(url, {})).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  it('goes through the proxy of the environment', async () => {
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, HTTP_PROXY: `http://127.0.0.1:${proxyPort}` };
    expect(await fetchAsStation('http://graph.test.invalid/', env)).toBe('reached');
    await fetchAsStation('https://graph.test.invalid/', env);
    expect(connects).toEqual(['graph.test.invalid:80', 'graph.test.invalid:443']);
  });

  it('never sends what is on this machine through a proxy', async () => {
    const before = [...connects];
    const env = { http_proxy: `http://127.0.0.1:${proxyPort}` };
    expect(await fetchAsStation(`http://127.0.0.1:${plainPort}/`, env)).toBe('reached');
    await fetchAsStation(`http://localhost:${plainPort}/`, env);
    expect(connects).toEqual(before);
  });

  it('says of a proxy that wants a sign-in just that', async () => {
    const strict = createHttpServer().on('connect', (_, socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\n\r\n');
    });
    servers.push(strict);
    const proxy = `http://127.0.0.1:${await portOf(strict)}`;
    expect(await putAsStation({ HTTPS_PROXY: proxy })).toEqual({ kind: 'offline', code: 'proxy-sign-in' });
  });

  it('leaves out what NO_PROXY names', async () => {
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxyPort}`, NO_PROXY: 'graph.test.invalid' };
    expect(await fetchAsStation('http://graph.test.invalid/', env)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('reads NO_PROXY as Node and curl do', async () => {
    const HTTP_PROXY = `http://127.0.0.1:${proxyPort}`;
    const direct = /ENOTFOUND|EAI_AGAIN/;
    for (const NO_PROXY of ['*', '.test.invalid', '*.test.invalid', 'invalid', 'a b graph.test.invalid', 'x,*']) {
      expect(await fetchAsStation('http://graph.test.invalid/', { HTTP_PROXY, NO_PROXY }), NO_PROXY).toMatch(direct);
    }
    for (const NO_PROXY of ['', 'raph.test.invalid', 'graph.test.invalid:8443', '.other.invalid', '10.0.0.0/8']) {
      expect(await fetchAsStation('http://graph.test.invalid/', { HTTP_PROXY, NO_PROXY }), NO_PROXY).toBe('reached');
    }
  });

  it('takes a proxy without a scheme, and any other value that cannot be used leaves the network as it is', async () => {
    const good = `127.0.0.1:${proxyPort}`;
    expect(await fetchAsStation('http://graph.test.invalid/', { HTTP_PROXY: good })).toBe('reached');
    const secret = 'http://anna:hunter2';
    for (const bad of [
      '',
      'http://x:99999',
      'socks5://u:hunter2@x',
      `${secret}@x:port`,
      `${secret}@`,
      `${secret}%ff@x`,
    ]) {
      expect(await fetchAsStation(`http://127.0.0.1:${plainPort}/`, { HTTP_PROXY: bad, https_proxy: bad })).toBe(
        'reached',
      );
      // The one that can be used is used, whatever the other holds.
      const half = { HTTPS_PROXY: bad, ALL_PROXY: bad, http_proxy: good };
      expect(await fetchAsStation('http://graph.test.invalid/', half)).toBe('reached');
    }
  });

  it('goes on when a certificate store throws, holds what is no certificate, or is named and not there', async () => {
    const kept = tls.getCACertificates('default');
    const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    try {
      const throwing = joinSystemNetwork({}, 'demo', (kind) => {
        if (kind === 'system') throw new Error('keychain locked');
        return kept;
      });
      expect(throwing).toEqual([
        'certificates of the system: expected a readable certificate store, got keychain locked; going on without it',
      ]);
      const broken = joinSystemNetwork({}, 'demo', (kind) => (kind === 'system' ? [damaged] : kept));
      expect(broken).toEqual([
        'certificates of the system: expected X.509 certificates, got 1 that are none; left out',
      ]);
    } finally {
      tls.setDefaultCACertificates(kept);
    }
    const nowhere = { NODE_EXTRA_CA_CERTS: '/no/such/file', SSL_CERT_FILE: '/no/such/file', SSL_CERT_DIR: '/no/such' };
    expect(await fetchAsStation(`http://127.0.0.1:${plainPort}/`, nowhere)).toBe('reached');
  });
});
