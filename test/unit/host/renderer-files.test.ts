import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRendererFiles } from '../../../electron/host/renderer-files.ts';
import type { AnswerFile } from '../../../electron/ports.ts';

let folder: string;
let answerFile: AnswerFile;
const policyOf = async (urlPath: string) => (await answerFile(urlPath)).headers['content-security-policy'] ?? '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-renderer-'));
  mkdirSync(path.join(folder, 'assets'));
  mkdirSync(path.join(folder, 'face'));
  for (const name of [
    'index.html',
    'assets/index-a1.js',
    'assets/face-worker-B2_-c.js',
    'assets/code-worker-B2_-c.js',
    'assets/other-face-worker-B2.js',
    'face/iris.bin',
    'face/face-worker-B2.js',
  ]) {
    writeFileSync(path.join(folder, name), 'x');
  }
  answerFile = createRendererFiles(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the policies that the files carry', () => {
  test('WebAssembly is for the workers that see faces and codes alone', async () => {
    for (const worker of ['/assets/face-worker-B2_-c.js', '/assets/code-worker-B2_-c.js'])
      expect(await policyOf(worker), worker).toContain("script-src 'self' 'wasm-unsafe-eval';");
    for (const other of [
      '/',
      '/index.html',
      '/assets/index-a1.js',
      '/assets/other-face-worker-B2.js',
      '/face/face-worker-B2.js',
      '/face/iris.bin',
      '/missing.js',
    ]) {
      expect(await policyOf(other), other).not.toContain('wasm');
    }
  });

  test('nothing anywhere may turn strings into scripts, or speak to another origin', async () => {
    for (const file of ['/', '/assets/face-worker-B2_-c.js']) {
      const policy = await policyOf(file);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/'unsafe-(eval|inline)'|https?:|\*/);
    }
  });

  test('one Trusted Types policy alone may name a script’s address, and the worker none', async () => {
    expect(await policyOf('/')).toMatch(/trusted-types face-worker$/);
    expect(await policyOf('/assets/face-worker-B2_-c.js')).toMatch(/trusted-types 'none'$/);
  });

  test('models are answered as what they are', async () => {
    const { status, headers } = await answerFile('/face/iris.bin');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/octet-stream');
  });
});
