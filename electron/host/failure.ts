import type { Failure } from '../../shared/error-code.ts';
import { type KeyFileFailure, keyFileFailureText } from '../sealing/key-file-cipher.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import { type LoadedSettings, lackOf, type SettingsFailure, settingsFailureText } from '../settings/settings-file.ts';
import { stationExitCodes } from './exit-code.ts';
import { startUsage } from './start-options.ts';

/** Why a station did not start: what whoever started it reads, and the code that its host ends with. */
export interface StartFailure {
  readonly code: number;
  readonly text: string;
  /** Only a fresh process gets past it: what was asked is asked once in a process's life. */
  readonly needsFreshProcess?: boolean;
}

/** What a host has read before it builds the core. */
interface ReadFiles {
  readonly loaded: LoadedSettings;
  readonly settingsHome: SettingsHome;
  readonly dataFolder: string;
}

/** A command line that is not understood; `error` names what was expected and given. */
export function usageFailure(error: string): StartFailure {
  return { code: stationExitCodes.usage, text: `${error}\n${startUsage}` };
}

/** `KIOSK_BROWSER` names something that cannot be started. */
export function browserFailure(named: string): StartFailure {
  const text = `KIOSK_BROWSER: expected the program file of Chromium, Chrome or Edge, got ${named}. Correct it, unset it to use an installed browser, or start with --no-open.`;
  return { code: stationExitCodes.usage, text };
}

/** A settings file that cannot be used. */
export function settingsFailure(failure: SettingsFailure): StartFailure {
  return { code: stationExitCodes.settings, text: settingsFailureText(failure) };
}

/** A data folder that is none, or that this user may not write to. */
export function dataFolderFailure(dataFolder: string, cause: unknown): StartFailure {
  const { code } = cause as NodeJS.ErrnoException;
  const text = `The data folder ${dataFolder}: expected a folder that this user may write to, got ${code ?? String(cause)}. Name another one with --data.`;
  return { code: stationExitCodes.store, text, needsFreshProcess: true };
}

/** A data folder that was away when the process began, which wrote Chromium's own files elsewhere. */
export function dataFolderBackFailure(dataFolder: string): StartFailure {
  const text = `The data folder ${dataFolder} is there again. Start the station anew.`;
  return { code: stationExitCodes.store, text, needsFreshProcess: true };
}

/** A key file that others could have read, or that is none. */
export function keyFileFailure(failure: KeyFileFailure): StartFailure {
  return { code: stationExitCodes.store, text: keyFileFailureText(failure) };
}

const keyStoreWords: Readonly<Record<string, string>> = {
  unavailable: 'there is none for this user, or it is locked',
  'plain-text': 'there is no keyring, and a key in clear protects nothing',
  locked:
    'the keyring is locked or was never made, and would ask somebody for a password; log in with one, or let systemd hand a key over',
  'no-answer': 'it waits for somebody to type a password',
};

/**
 * What a station lacks before it may open. `undefined`: nothing. Without settings of its own, and with data that never was a
 * company's, it opens: in a lobby to be set up and for nothing else.
 */
export function unreadyFor(
  { loaded, settingsHome, dataFolder }: ReadFiles,
  isLocked: boolean,
): StartFailure | undefined {
  const lack = lackOf(loaded, { isLocked, mark: settingsHome.companyMark() });
  if (lack === undefined) return undefined;
  const { settings: code } = stationExitCodes;
  if (loaded.file === undefined) {
    const text = `The station's settings are missing: there is none at ${settingsHome.file}, and the data in ${dataFolder} belongs to a company. Nothing was changed. Put the settings file back (from a backup, or written anew), or name another folder with --data.`;
    return { code, text };
  }
  const { at, expected, actual } = lack;
  const why =
    at === 'tenant'
      ? `The data in ${dataFolder} belongs to a company, whose photos would go to the demo. Nothing was changed. Write the tenant into the file again, or name another folder with --data.`
      : "Anybody could open the operator's screens. Set one: photo-kiosk --set-pin=FILE";
  return { code, text: `${loaded.file}: ${at}: expected ${expected.en}, got ${actual.en}. ${why}` };
}

/** The operating system's key store is not there, locked, or only pretends to seal. */
export function keyStoreFailure(problem: string): StartFailure {
  const text = `The system's key store cannot be used (${problem}: ${keyStoreWords[problem] ?? 'unknown'}). Nothing was changed.`;
  return { code: stationExitCodes.store, text, needsFreshProcess: true };
}

/** Who keeps the key that a station's data is sealed with: a file beside it, the operating system, or a service manager. */
export const sealers = ['key-file', 'key-store', 'handed-key'] as const;
export type Sealer = (typeof sealers)[number];

/**
 * Data that this host has no key for. `sealedBy`: who sealed it, as was kept beside it; `undefined` for data of a program that
 * did not keep that.
 */
export function missingKeyFailure(dataFolder: string, sealedBy: Sealer | undefined): StartFailure {
  const another = 'or name another folder with --data';
  const inFile = `The data in ${dataFolder} is sealed with the key file station.key, which is not there any more. Put it back from a backup, ${another}.`;
  const inStore = `The data in ${dataFolder} is sealed by the Electron app. Start that, ${another}.`;
  const unknown = `The data in ${dataFolder} is sealed with a key that is not there: by the Electron app (start that), or with the key file station.key, which is missing (put it back from a backup); ${another}.`;
  const handed = `The data in ${dataFolder} is sealed with a key that a service hands over (systemd's photo-kiosk.key). Start the station through that service, ${another}.`;
  const texts = { 'key-file': inFile, 'key-store': inStore, 'handed-key': handed } as const;
  const text = sealedBy === undefined ? unknown : texts[sealedBy];
  return { code: stationExitCodes.store, text };
}

/** The faults that whoever starts the station can mend, and how. */
const storeFaultSentences: Readonly<Record<string, string>> = {
  'in-use': 'Another kiosk is using this folder: stop that one, or name another folder with --data.',
  'disk-full': 'The disk is full: make room on it, then start again.',
  'key-unreadable':
    'It is sealed with a key that this user’s key store does not give: a new or reset keyring, another account or machine. Nothing was changed. Bring the old key back and the station goes on; or set what is there aside and begin anew: photo-kiosk --begin-anew (it stays on the disk).',
  newer:
    'A newer version of the kiosk wrote it. Nothing was changed. Install that version again; or set what is there aside and begin anew: photo-kiosk --begin-anew (it stays on the disk).',
  'read-only': 'This user may not write there: change the folder’s permissions, or name another folder with --data.',
};

/** A store that could not be opened: what the core said of it, in a sentence where there is one to say. */
export function storeFailure({ code, detail = {} }: Failure, dataFolder: string): StartFailure {
  const { fault } = detail;
  const sentence = typeof fault === 'string' ? storeFaultSentences[fault] : undefined;
  const facts = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  const text =
    sentence === undefined
      ? `The station's data in ${dataFolder} cannot be opened (${[code, ...facts].join(', ')}).`
      : `The station's data in ${dataFolder} cannot be opened. ${sentence}`;
  return { code: stationExitCodes.store, text };
}

/** A port that the browser host could not listen on. */
export function portFailure(cause: unknown, port: number | undefined): StartFailure {
  return { code: stationExitCodes.failed, text: portFailureText(cause, port) };
}

function portFailureText(cause: unknown, port: number | undefined): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `--port: ${port} is in use by another program`;
  if (code === 'EACCES') return `--port: this user may not listen on ${port}`;
  return `the browser host did not start: ${cause instanceof Error ? cause.message : String(cause)}`;
}
