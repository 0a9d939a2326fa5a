import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer as createHttpsServer, type Server } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpHost, probeStorage, probeTls } from '../../../electron/diagnostics/station-probes.ts';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { createTestCertificate } from '../../test-certificate.ts';

let folder: string;
let secure: Server;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kiosk-probes-'));
  const own = createTestCertificate({ commonName: 'graph.test', ipAddress: '127.0.0.1' });
  secure = createHttpsServer({ cert: own.certificatePem, key: own.privateKeyPem }, (_, response) => response.end('{}'));
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const address = secure.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  secure.closeAllConnections();
  await new Promise<void>((resolve) => secure.close(() => resolve()));
  await rm(folder, { recursive: true, force: true });
});

describe('a certificate that nobody vouches for', () => {
  it('is named by the probe', async () => {
    await expect(probeTls('127.0.0.1', port)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is offline to an upload, under the same name, and the token stays here', async () => {
    let requests = 0;
    secure.on('request', () => {
      requests += 1;
    });
    const api = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: `https://127.0.0.1:${port}`,
      fetch,
      clock: createSystemClock(),
      randomId: () => 'id',
      getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    });
    const outcome = await api.put({ kind: 'me' }, new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), { priority: 'low' });
    expect(outcome).toMatchObject({ kind: 'offline', report: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(requests).toBe(0);
  });
});

describe('the probes of a station', () => {
  it('say that nobody listens, and that what answers does not speak TLS', async () => {
    const plain = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const plainPort = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(probeTls('127.0.0.1', plainPort)).rejects.toHaveProperty('code');
    await new Promise<void>((resolve) => plain.close(() => resolve()));
    await expect(probeTls('127.0.0.1', plainPort)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('find this machine by its name, and no machine where there is none', async () => {
    await expect(lookUpHost('localhost')).resolves.toBeDefined();
    await expect(lookUpHost('nowhere.invalid')).rejects.toHaveProperty('code');
  });

  it('write to the data folder, leave nothing there, and measure its room', async () => {
    const { freeBytes, floorBytes } = await probeStorage(folder, 7);
    expect(freeBytes).toBeGreaterThan(0);
    expect(floorBytes).toBe(7);
    expect(await readdir(folder)).toEqual([]);
    await expect(probeStorage(path.join(folder, 'none'), 7)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
