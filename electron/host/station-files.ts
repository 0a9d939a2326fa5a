import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import { ok, type Result } from '../../shared/result.ts';
import { defaultDataFolder, settingsPlaces } from '../settings/places.ts';
import { type LoadedSettings, loadSettings, type SettingsFailure } from '../settings/settings-file.ts';
import type { StartOptions } from './start-options.ts';

/** What a host reads before it builds the core. */
export interface StationFiles {
  readonly loaded: LoadedSettings;
  /** Absolute, there, and readable by this user only. */
  readonly dataFolder: string;
}

/**
 * Finds settings and data folder. Without `--data` Electron has a folder of its own below the one of browser host and command
 * line: the keys are kept in different places, and neither could open what the other sealed.
 */
export function openStationFiles(
  options: Pick<StartOptions, 'config' | 'data'>,
  shell: 'electron' | 'browser',
): Result<StationFiles, SettingsFailure> {
  const surroundings = { platform: process.platform, env: process.env, home: homedir() };
  const loaded = loadSettings({
    ...(options.config === undefined ? {} : { config: options.config }),
    places: settingsPlaces(surroundings),
  });
  if (loaded.kind === 'error') return loaded;
  const usual = defaultDataFolder(surroundings);
  const dataFolder = path.resolve(options.data ?? (shell === 'browser' ? usual : path.join(usual, 'electron')));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return ok({ loaded: loaded.value, dataFolder });
}

/** The faults that whoever starts the station can mend, and how. */
const storeFaultSentences: Readonly<Record<string, string>> = {
  'in-use': 'Another kiosk is using this folder: stop that one, or name another folder with --data.',
  'disk-full': 'The disk is full: make room on it, then start again.',
  'read-only': 'This user may not write there: change the folder’s permissions, or name another folder with --data.',
};

/** Why the store could not be opened, for the terminal of whoever starts the station. */
export function storeFailureText({ code, detail = {} }: Failure, dataFolder: string): string {
  const { fault } = detail;
  const sentence = typeof fault === 'string' ? storeFaultSentences[fault] : undefined;
  if (sentence !== undefined) return `The station's data in ${dataFolder} cannot be opened. ${sentence}`;
  const facts = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  return `The station's data in ${dataFolder} cannot be opened (${[code, ...facts].join(', ')}).`;
}
