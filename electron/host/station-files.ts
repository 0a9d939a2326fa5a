import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { defaultDataFolder, settingsPlaces } from '../settings/places.ts';
import { type LoadedSettings, loadSettings, settingsFailureText } from '../settings/settings-file.ts';
import { exitCodes } from './exit-code.ts';
import type { StartOptions } from './start-options.ts';

/** What a host reads before it builds the core. */
export interface StationFiles {
  readonly loaded: LoadedSettings;
  /** Absolute, there, and readable by this user only. */
  readonly dataFolder: string;
}

/** Why they cannot be used: what to say, and how a host ends. */
export interface StationFilesFailure {
  readonly code: number;
  readonly text: string;
}

/** The user's home; without one (no HOME, no entry in the system's list of users) the machine's root, where nothing of ours is. */
function homeFolder(): string {
  try {
    return path.resolve(homedir() || path.sep);
  } catch {
    return path.resolve(path.sep);
  }
}

/**
 * Finds settings and data folder. Without `--data` Electron has a folder of its own below the one of browser host and command
 * line: the keys are kept in different places, and neither could open what the other sealed.
 */
export function openStationFiles(
  options: Pick<StartOptions, 'config' | 'data'>,
  shell: 'electron' | 'browser',
): Result<StationFiles, StationFilesFailure> {
  const surroundings = { platform: process.platform, env: process.env, home: homeFolder() };
  const loaded = loadSettings({
    ...(options.config === undefined ? {} : { config: options.config }),
    places: settingsPlaces(surroundings),
  });
  if (loaded.kind === 'error') return err({ code: exitCodes.settings, text: settingsFailureText(loaded.error) });
  const usual = defaultDataFolder(surroundings);
  const dataFolder = path.resolve(options.data ?? (shell === 'browser' ? usual : path.join(usual, 'electron')));
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const text = `The data folder ${dataFolder}: expected a folder that this user may write to, got ${code ?? String(cause)}. Name another one with --data.`;
    return err({ code: exitCodes.store, text });
  }
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
