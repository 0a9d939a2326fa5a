import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { canFetchElectron, findElectron } from '../../../build/electron-runtime.ts';

const servers: http.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function mirrorThatAnswers(status: number) {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('Electron counts as fetchable where its download answers, and the question is not yet the download', async () => {
  const mirror = await mirrorThatAnswers(200);
  expect(await canFetchElectron({ ELECTRON_MIRROR: mirror.url })).toBe(true);
  expect(mirror.asked).toEqual([
    expect.stringMatching(/^HEAD \/v\d+\.\d+\.\d+\/electron-v\d+\.\d+\.\d+-\w+-\w+\.zip$/),
  ]);
});

test('Electron is out of reach where nobody answers or the mirror has none', async () => {
  const { url } = await mirrorThatAnswers(404);
  expect(await canFetchElectron({ ELECTRON_MIRROR: url })).toBe(false);
  const gone = await mirrorThatAnswers(200);
  for (const server of servers.splice(-1)) await new Promise((resolve) => server.close(resolve));
  expect(await canFetchElectron({ ELECTRON_MIRROR: gone.url })).toBe(false);
});

test('an executable that is named and not there is no Electron, and nothing is fetched instead', async () => {
  const env = { KIOSK_ELECTRON: '/nowhere/electron', ELECTRON_MIRROR: (await mirrorThatAnswers(200)).url };
  expect(findElectron(env)).toBeUndefined();
  expect(await canFetchElectron(env)).toBe(false);
  expect(findElectron({ KIOSK_ELECTRON: process.execPath })).toBe(process.execPath);
});
