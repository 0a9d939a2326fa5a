import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ok, type Result } from '../shared/result.ts';
import { defaultDataFolder, settingsPlaces } from './settings/places.ts';
import { type LoadedSettings, loadSettings, type SettingsFailure } from './settings/settings-file.ts';
import type { StartOptions } from './start-options.ts';

/** What a host reads before it builds the core. */
export interface StationFiles {
  readonly loaded: LoadedSettings;
  /** Absolute, there, and readable by this user only. */
  readonly dataFolder: string;
}

/**
 * Finds settings and data folder. Without `--data` each host has a folder of its own below the user's: their keys are kept
 * in different places, and neither could open what the other sealed.
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
  const dataFolder = path.resolve(options.data ?? path.join(defaultDataFolder(surroundings), shell));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return ok({ loaded: loaded.value, dataFolder });
}
