import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAppRequest } from '../../../electron/desktop/app-scheme.ts';
import { downloadPlace } from '../../../electron/desktop/download-policy.ts';
import { ownOrigin } from '../../../electron/desktop/own-page.ts';
import { contentSecurityPolicy, createRendererFiles, lockedPagePolicy } from '../../../electron/host/renderer-files.ts';
import type { AnswerFile } from '../../../electron/ports.ts';

const electron = path.resolve(import.meta.dirname, '../../../electron');
const source = (name: string) => readFileSync(path.join(electron, name), 'utf8');

test('the page’s policy is this one, to the letter', () => {
  expect(contentSecurityPolicy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types face-worker',
  ]);
});

test('the app puts up every refusal before it can have a window', () => {
  const main = source('main.ts');
  const early = [
    ' = app.isPackaged ? auditArgv(process.argv.slice(1), process.platform) : [];\n',
    'app.exit(stationExitCodes.usage);',
    '  if (handedKeyFile(process.env) !== undefined) leaveKeyring(app.commandLine);\n',
    '  app.enableSandbox();\n',
    '  quietNetwork(app.commandLine);\n',
    '  lockDownApp(app, shellLog);\n',
    'if (!app.requestSingleInstanceLock())',
    '.whenReady()\n      .then(() => run(options))',
    '  return leaveClosedKeyring().then(() => void begin());\n',
  ].map((text) => main.indexOf(text, main.indexOf('export function main(')));
  expect(early).not.toContain(-1);
  expect(early).toEqual(early.toSorted((a, b) => a - b));
  const run = main.slice(main.indexOf('async function run('), main.indexOf('function settleIn('));
  const session = run.indexOf('await lockDownSession(pageSession(), !app.isPackaged, shellLog, downloads());');
  expect(session).toBeGreaterThan(0);
  expect(session).toBeLessThan(run.indexOf('startKiosk'));
});

test('a keyring is asked only by what would take its key, and again at each try of a station that left it alone', () => {
  const main = source('main.ts');
  expect(main).toContain(
    'return needsDisplay(command) ? leaveClosedKeyring().then(() => void carryOut()) : carryOut();',
  );
  expect(main.split('leaveClosedKeyring()')).toHaveLength(4);
  expect(main).toContain(
    '  isKeyringLocked = await isKeyringClosed();\n  if (isKeyringLocked) leaveKeyring(app.commandLine);\n',
  );
  expect(main).toContain('...{ clock, attempt: tryToStart, show: showFailure, isQuitting },');
  expect(main).toContain("if (started.kind === 'error' && isKeyringLocked && !(await isKeyringClosed())) startAnew();");
});

test('the page of a locked window, and nothing else of it, is a sandbox without modal dialogs', async () => {
  expect(source('main.ts')).toContain(`  const pagePolicy = isLocked ? lockedPagePolicy : contentSecurityPolicy;
  serveAppScheme(pageSession().protocol, createRendererFiles(bundle('renderer'), pagePolicy));
`);
  const locked = createRendererFiles(path.join(folder, 'renderer'), lockedPagePolicy);
  const policyOf = async (answer: AnswerFile, urlPath: string) =>
    (await answer(urlPath)).headers['content-security-policy'];
  const sandbox = 'sandbox allow-downloads allow-forms allow-same-origin allow-scripts';
  for (const page of ['/', '/index.html']) {
    expect(await policyOf(locked, page)).toBe(`${contentSecurityPolicy}; ${sandbox}`);
    expect(await policyOf(files, page)).toBe(contentSecurityPolicy);
  }
  expect(await policyOf(locked, '/assets/a.js')).toBe(contentSecurityPolicy);
});

test('there is one window, made in one place with the one set of options, and one bridge into the page', () => {
  const sources = readdirSync(electron, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(electron, path.join(entry.parentPath, entry.name)));
  const naming = (text: RegExp) => sources.flatMap((name) => (source(name).match(text) ?? []).map(() => name));
  expect(naming(/new (?:BrowserWindow|BaseWindow|WebContentsView|BrowserView)\(/g)).toEqual(['main.ts']);
  expect(naming(/exposeIn\w+\(/g)).toEqual(['preload.ts']);
  expect(source('preload.ts')).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer[,)]/);
});

let folder: string;
let files: AnswerFile;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-wires-'));
  const renderer = path.join(folder, 'renderer');
  mkdirSync(path.join(renderer, 'assets'), { recursive: true });
  writeFileSync(path.join(renderer, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(renderer, 'assets/a.js'), 'own');
  writeFileSync(path.join(folder, 'secret.js'), 'secret');
  files = createRendererFiles(renderer);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('10,000 addresses lead to our own files or nowhere: no climbing, encoding, drive, stream or other case gets out', async () => {
  const piece = fc.constantFrom(
    ...[
      '..',
      '.',
      '',
      '/',
      '\\',
      '%2e%2e',
      '%2E.',
      '%00',
      '%5c',
      '..%2f',
      'secret.js',
      'assets',
      'a.js',
      'ASSETS',
      'index.html',
    ],
    ...[
      'C:',
      '::$DATA',
      'INDEX~1.HTM',
      '//',
      '\\\\host\\share',
      '/etc/passwd',
      'a.js.',
      'a.js ',
      '?',
      '#',
      '\u0000',
      '\uFF0E\uFF0E',
    ],
  );
  const url = fc
    .array(fc.oneof({ weight: 5, arbitrary: piece }, fc.string({ maxLength: 5 })), { maxLength: 8 })
    .map((pieces) => `${ownOrigin}/${pieces.join('/')}`);
  await fc.assert(
    fc.asyncProperty(url, async (asked) => {
      const answer = await answerAppRequest(asked, files);
      const text = await answer.text();
      expect(text).not.toContain('secret');
      const asWritten = asked.slice(ownOrigin.length).split(/[?#]/, 1)[0] ?? '';
      const isOurs = ['/', '/index.html', '/assets/a.js'].includes(asWritten);
      if (answer.status === 200) expect(isOurs, asked).toBe(true);
      else expect(answer.status).toBe(404);
    }),
    { numRuns: 10_000 },
  );
});

test('a host that is as long as ours is not ours', async () => {
  for (const url of ['app://evil1/', 'app://evil1/index.html', 'xyz://kiosk/', 'app://KIOSK/']) {
    expect((await answerAppRequest(url, files)).status, url).toBe(404);
  }
});

test('the page hands files over in one place, by the names that the shell knows', () => {
  const renderer = path.resolve(import.meta.dirname, '../../../renderer');
  const handing = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && /\.download\b|\bdownload=/.test(readFileSync(path.join(renderer, name), 'utf8')),
  );
  expect(handing).toEqual([path.join('components', 'download.ts')]);
});

test('10,000 downloads are written beside each other by their own names, or not at all', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'parked-photos-20261122-091500-1.kioskphotos',
      'photo-kiosk-register-20261122-091500.sh',
      'setup.exe',
      '..',
      '/etc/passwd',
    ),
    fc
      .tuple(fc.constantFrom('../', '/', 'C:\\', ''), fc.constant('photo-kiosk-settings-20261122-091500.json'))
      .map((parts) => parts.join('')),
  );
  const url = fc.constantFrom(
    `blob:${ownOrigin}/1-2`,
    'blob:https://evil.example/1',
    `${ownOrigin}/a.js`,
    'data:,x',
    '',
  );
  fc.assert(
    fc.property(name, url, (fileName, from) => {
      const place = downloadPlace({ url: from, fileName, folder: '/downloads' });
      if (place === undefined) return;
      expect(from.startsWith(`blob:${ownOrigin}/`)).toBe(true);
      expect(path.posix.dirname(place)).toBe('/downloads');
      expect(path.posix.basename(place)).toBe(fileName);
      expect(fileName).toMatch(/^(?:parked-photos|photo-kiosk|roster|import)-[\w-]+\.\w+$/);
    }),
    { numRuns: 10_000 },
  );
});
