import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AnswerFile, FileAnswer } from '../ports.ts';

/**
 * What the page may do, the same in both hosts: its own files, its own pictures, nothing from elsewhere. Strings never
 * become scripts (Trusted Types), and one policy alone may name a worker's address: renderer/workers/start-worker.ts. Sent as a
 * header, so that no page can leave it out.
 */
export const contentSecurityPolicy = [
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
].join('; ');

/**
 * The page's policy in a locked window: as a sandbox without modal dialogs, so that nothing in it, hostile script included, opens
 * the system's print dialog over the station or keeps the page from being left.
 */
export const lockedPagePolicy = `${contentSecurityPolicy}; sandbox allow-downloads allow-forms allow-same-origin allow-scripts`;

/**
 * What the workers that see faces and codes may do: compile WebAssembly and read their own files. Their own response says so,
 * because a worker obeys that and not the page's policy: the page itself never gets `'wasm-unsafe-eval'`.
 */
export const pictureWorkerPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');
/** As the build names them: renderer/face/face-worker.ts and renderer/badge/code-worker.ts with a hash of their content. */
const pictureWorkerPath = /^\/assets\/(face|code)-worker-[\w-]+\.js$/;

/** Chromium on Linux is built without these and complains on every page of a header that names them. */
const unknownOnLinux: readonly string[] = ['bluetooth', 'web-share'];

/** Features of the web platform that the page does without; the camera is the one it needs. */
const permissionsPolicy = [
  'camera=(self)',
  ...[
    'accelerometer',
    'autoplay',
    'bluetooth',
    'clipboard-read',
    'clipboard-write',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'web-share',
    'xr-spatial-tracking',
  ]
    .filter((name) => process.platform !== 'linux' || !unknownOnLinux.includes(name))
    .map((name) => `${name}=()`),
].join(', ');

/** Sent with every answer of either host. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': permissionsPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/**
 * The files of the built renderer, listed once: a URL's path is looked up as it is and never becomes a path on disk, so
 * there is nothing to escape from. Links in the folder are not followed. `pagePolicy` is the documents' own. Throws when the folder holds no `index.html`.
 */
export function createRendererFiles(folder: string, pagePolicy = contentSecurityPolicy): AnswerFile {
  const files = listFiles(folder);
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`no built renderer in ${folder}: run "npm run build"`);
  files.set('/', index);
  return async (urlPath) => {
    const file = files.get(urlPath);
    if (file === undefined) return missing;
    const body = await readFile(file).catch(() => undefined);
    return body === undefined
      ? missing
      : { status: 200, headers: headersOf(file, urlPath, pagePolicy), body: new Uint8Array(body) };
  };
}

const missing: FileAnswer = {
  status: 404,
  headers: { ...securityHeaders, 'cache-control': 'no-store' },
  body: new Uint8Array(0),
};

function listFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && path.extname(entry.name) in types)
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const segments = path.relative(folder, file).split(path.sep);
        return [`/${segments.map(encodeURIComponent).join('/')}`, file];
      }),
  );
}

function headersOf(file: string, urlPath: string, pagePolicy: string): Record<string, string> {
  // Names below assets/ carry a hash of their content.
  const cacheControl = urlPath.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store';
  return {
    ...securityHeaders,
    ...(file.endsWith('.html') ? { 'content-security-policy': pagePolicy } : {}),
    ...(pictureWorkerPath.test(urlPath) ? { 'content-security-policy': pictureWorkerPolicy } : {}),
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': cacheControl,
  };
}
