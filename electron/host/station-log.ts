import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import type { Log } from '../ports.ts';
import { makeFolder } from '../sealing/durable-file.ts';
import { redactedText } from './redacted-text.ts';

/** Field names that never reach the log, at any depth the rooms use. */
const secretFields = [
  'access_token',
  'accessToken',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'clientSecret',
  'authorization',
  'Authorization',
  'code',
  'device_code',
  'password',
  'pin',
  'passphrase',
  'personName',
  'displayName',
  'userPrincipalName',
  'userName',
  'mail',
  'username',
];

/** A log that goes to rotating files (5 files of 1 MB) in `folder`, as JSON lines, redacted. `close` ends the file. */
export function createStationLog(folder: string): Log & { close(): Promise<void> } {
  try {
    makeFolder(folder);
  } catch {
    // As below: the stream says it once more, and the station goes on.
  }
  const stream = createStream('kiosk.log', { path: folder, size: '1M', maxFiles: 5, mode: 0o600 });
  stream.on('error', () => {
    // A full disk must not take the station down: the queue reports it where people look.
  });
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretFields.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: censored },
    },
    stream,
  );
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}) =>
      logger[level](redactText(fields), event);
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

/**
 * An answer's error code tells why and names nobody; a sign-in's authorization code has the same field name, and is far
 * longer than any of them.
 */
function censored(value: unknown, at: readonly string[]): unknown {
  const isErrorCode = at.at(-1) === 'code' && typeof value === 'string' && /^[A-Za-z][\w.-]{0,39}$/.test(value);
  return isErrorCode ? value : '[redacted]';
}

/** Where the log lies below the data folder. */
export function logFolder(dataFolder: string): string {
  return path.join(dataFolder, 'logs');
}

/** All of the log, oldest line first; empty where there is none. */
export function readStationLog(dataFolder: string): Uint8Array {
  const folder = logFolder(dataFolder);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return new Uint8Array();
  }
  const files = names
    .filter((name) => name.endsWith('kiosk.log'))
    .map((name) => path.join(folder, name))
    // The present one is the last that was written to.
    .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  return Buffer.concat(files.map((file) => readFileSync(file)));
}

function redactText(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') out[name] = redactedText(value);
    else if (value instanceof Error) out[name] = redactedText(`${value.name}: ${value.message}`);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      out[name] = redactText(value as Record<string, unknown>);
    } else if (Array.isArray(value)) {
      out[name] = value.map((item) => (typeof item === 'string' ? redactedText(item) : item));
    } else out[name] = value;
  }
  return out;
}
