import { homedir } from 'node:os';
import path from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { makeFolder } from '../sealing/durable-file.ts';
import { readCompanyMark } from '../settings/company-mark.ts';
import { defaultDataFolder, settingsPlaces } from '../settings/places.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import { type LoadedSettings, loadSettings } from '../settings/settings-file.ts';
import { dataFolderFailure, type StartFailure, settingsFailure } from './failure.ts';
import type { StartOptions } from './start-options.ts';

/** What a host reads before it builds the core. */
export interface StationFiles {
  readonly loaded: LoadedSettings;
  readonly settingsHome: SettingsHome;
  /** Absolute, there, and readable by this user only. */
  readonly dataFolder: string;
}

/** The user's home; without one (no HOME, no entry in the system's list of users) the machine's root, where nothing of ours is. */
function homeFolder(): string {
  try {
    return path.resolve(homedir() || path.sep);
  } catch {
    return path.resolve(path.sep);
  }
}

type FileOptions = Pick<StartOptions, 'config' | 'data'>;
type Shell = 'electron' | 'browser';

const surroundings = () => ({ platform: process.platform, env: process.env, home: homeFolder() });

/**
 * Where the data of a station lies. Without `--data` Electron has a folder of its own below the one of browser host and command
 * line: the keys are kept in different places, and neither could open what the other sealed.
 */
export function dataFolderOf({ data }: Pick<FileOptions, 'data'>, shell: Shell): string {
  const usual = defaultDataFolder(surroundings());
  return path.resolve(data ?? (shell === 'browser' ? usual : path.join(usual, 'electron')));
}

/** Makes the data folder where it is not there yet. Absolute, and readable by this user only. */
export function openDataFolder(options: Pick<FileOptions, 'data'>, shell: Shell): Result<string, StartFailure> {
  const dataFolder = dataFolderOf(options, shell);
  try {
    makeFolder(dataFolder);
  } catch (cause) {
    return err(dataFolderFailure(dataFolder, cause));
  }
  return ok(dataFolder);
}

/** Finds settings and data folder. */
export function openStationFiles(options: FileOptions, shell: Shell): Result<StationFiles, StartFailure> {
  const places = settingsPlaces(surroundings());
  const { config } = options;
  const loaded = loadSettings({ ...(config === undefined ? {} : { config }), places });
  if (loaded.kind === 'error') return err(settingsFailure(loaded.error));
  const dataFolder = openDataFolder(options, shell);
  if (dataFolder.kind === 'error') return dataFolder;
  const companyMark = () => readCompanyMark(dataFolder.value);
  const settingsHome = { ...homeOf(config, loaded.value.file, places), companyMark };
  return ok({ loaded: loaded.value, settingsHome, dataFolder: dataFolder.value });
}

/** The file that was read; without one the user's place, which needs no administrator of the machine. */
function homeOf(
  config: string | undefined,
  read: string | undefined,
  places: readonly string[],
): Pick<SettingsHome, 'file' | 'kind'> {
  if (config !== undefined) return { file: path.resolve(config), kind: 'named' };
  const [machine, user = ''] = places;
  return read !== undefined && read === machine
    ? { file: read, kind: 'machine' }
    : { file: read ?? user, kind: 'user' };
}
