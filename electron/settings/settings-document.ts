import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseBoundedJson } from '../../shared/bounded-json.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { textOfBytes } from '../../shared/text-bytes.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import type { CompanyMark } from './company-mark.ts';
import {
  type LoadedSettings,
  lackOf,
  loadedFrom,
  loadLogo,
  parseSettings,
  type SettingsProblem,
  settingsBounds,
} from './settings-file.ts';

/** Where a station's settings stand, or would be written when there is no file yet. */
export interface SettingsHome {
  readonly file: string;
  /** Named with `--config`, or found in the machine-wide place or the user's. */
  readonly kind: 'named' | 'machine' | 'user';
  /** A station in a lobby, which does not open without a PIN: nothing is written that it could not start on. */
  readonly isLocked?: boolean;
  /** Whose the station's data is, at this moment. */
  readonly companyMark: () => CompanyMark;
}

/** A settings file as somebody wrote it, whatever is in it. */
export interface SettingsDocument {
  /** The JSON object; empty when there is no file. */
  readonly json: Readonly<Record<string, unknown>>;
  /** SHA-256 of the bytes, hexadecimal; `none` without a file. Tells whether somebody else has written meanwhile. */
  readonly revision: string;
  readonly isThere: boolean;
  readonly mode: number;
}

/** Why settings were not written. The file is as it was. */
export type SettingsWriteFailure =
  | { readonly kind: 'invalid'; readonly problems: readonly SettingsProblem[] }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'not-written'; readonly file: string; readonly reason: string };

const defaultMode = 0o644;

/** Reads the file for changing. An error is a code of the file system, or `not-json`. */
export function readSettingsDocument({ file }: SettingsHome): Result<SettingsDocument, string> {
  let bytes: Buffer;
  let mode = defaultMode;
  try {
    mode = statSync(file).mode & 0o777;
    bytes = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return ok({ json: {}, revision: 'none', isThere: false, mode });
    return err(code ?? String(cause));
  }
  const revision = createHash('sha256').update(bytes).digest('hex');
  try {
    const json = parseBoundedJson(textOfBytes(bytes) ?? '', settingsBounds);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return err('not-json');
    return ok({ json: json as Record<string, unknown>, revision, isThere: true, mode });
  } catch {
    return err('not-json');
  }
}

/** Whether this user could write the file, or make it. A guess: only writing itself is certain. */
export function mayWriteSettings({ file }: SettingsHome): boolean {
  for (let place = file; ; place = path.dirname(place)) {
    try {
      accessSync(place, constants.W_OK);
      return true;
    } catch (cause) {
      const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isMissing || path.dirname(place) === place) return false;
    }
  }
}

/** Checks a document as if it stood in the file: schema, logo, and what the station needs to start. */
export function checkSettingsDocument(
  json: unknown,
  { file, isLocked = false, companyMark }: SettingsHome,
): Result<LoadedSettings, readonly SettingsProblem[]> {
  const settings = parseSettings(json, file);
  if (settings.kind === 'error') return err(settings.error.problems);
  const logo = loadLogo(settings.value, file);
  if (logo.kind === 'error') return err(logo.error.problems);
  const loaded = loadedFrom(json, settings.value, file, logo.value);
  const lack = lackOf(loaded, { isLocked, mark: companyMark() });
  return lack === undefined ? ok(loaded) : err([lack]);
}

/**
 * Writes a whole document: checked first, on the disk before this returns, and only over the revision that it was made from.
 * Two spaces a level, keys in the document's order, as people keep such files.
 */
export function writeSettingsDocument(
  home: SettingsHome,
  { json, revision }: { readonly json: Readonly<Record<string, unknown>>; readonly revision: string },
): Result<{ readonly loaded: LoadedSettings; readonly revision: string }, SettingsWriteFailure> {
  const checked = checkSettingsDocument(json, home);
  if (checked.kind === 'error') return err({ kind: 'invalid', problems: checked.error });
  const present = readSettingsDocument(home);
  if (present.kind === 'error') return err({ kind: 'not-written', file: home.file, reason: present.error });
  if (present.value.revision !== revision) return err({ kind: 'changed-meanwhile' });
  const bytes = Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`);
  try {
    writeFileDurably(home.file, bytes, { mode: present.value.mode });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    return err({ kind: 'not-written', file: home.file, reason });
  }
  return ok({ loaded: checked.value, revision: createHash('sha256').update(bytes).digest('hex') });
}

/** Changes the document that stands in the file now, whatever its revision. */
export function changeSettings(
  home: SettingsHome,
  change: (json: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): ReturnType<typeof writeSettingsDocument> {
  const present = readSettingsDocument(home);
  if (present.kind === 'error') return err({ kind: 'not-written', file: home.file, reason: present.error });
  return writeSettingsDocument(home, { json: change(present.value.json), revision: present.value.revision });
}

/** A document without what belongs to one station alone: its PIN, its name, its picture file, its hot folder, and in the way that needs a key of its own, its registration. */
export function portableSettings(json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { station, tenant, signIn, ...others } = json;
  const { operatorPinHash: _p, name: _n, logoFile: _l, hotFolder: _h, ...shared } = asObject(station);
  const mode = asObject(signIn).mode ?? 'application';
  const isOwnKey = mode === 'application';
  return {
    ...others,
    ...(isOwnKey || tenant === undefined ? {} : { tenant }),
    ...(isOwnKey || signIn === undefined ? {} : { signIn }),
    ...(Object.keys(shared).length === 0 ? {} : { station: shared }),
  };
}

/** Another station's exported document on top of this one's own name, PIN, picture and registration. */
export function importedSettings(
  own: Readonly<Record<string, unknown>>,
  imported: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { name, operatorPinHash, logoFile, hotFolder } = asObject(own.station);
  const kept = Object.fromEntries(
    Object.entries({ name, logoFile, hotFolder, operatorPinHash }).filter(([, value]) => value !== undefined),
  );
  const station = { ...asObject(portableSettings(imported).station), ...kept };
  const ownWay = { tenant: own.tenant, signIn: own.signIn };
  const way = 'tenant' in portableSettings(imported) ? {} : ownWay;
  const present = Object.entries(way).filter(([, value]) => value !== undefined);
  return { ...portableSettings(imported), ...Object.fromEntries(present), station };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
