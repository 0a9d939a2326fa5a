import type { Failure } from '../../shared/error-code.ts';
import { type KeyFileFailure, keyFileFailureText } from '../sealing/key-file-cipher.ts';
import { type SettingsFailure, settingsFailureText } from '../settings/settings-file.ts';
import { stationExitCodes } from './exit-code.ts';
import { startUsage } from './start-options.ts';

/** Why a station did not start: what whoever started it reads, and the code that its host ends with. */
export interface StartFailure {
  readonly code: number;
  readonly text: string;
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
  return { code: stationExitCodes.store, text };
}

/** A key file that others could have read, or that is none. */
export function keyFileFailure(failure: KeyFileFailure): StartFailure {
  return { code: stationExitCodes.store, text: keyFileFailureText(failure) };
}

/** The operating system's key store is not there, locked, or only pretends to seal. */
export function keyStoreFailure(problem: string): StartFailure {
  return { code: stationExitCodes.store, text: `The system's key store cannot be used (${problem}).` };
}

/**
 * Data that this host has no key for. `sealedBy`: who sealed it, as was kept beside it; `undefined` for data of a program that
 * did not keep that.
 */
export function missingKeyFailure(dataFolder: string, sealedBy: 'key-file' | 'key-store' | undefined): StartFailure {
  const another = 'or name another folder with --data';
  const inFile = `The data in ${dataFolder} is sealed with the key file station.key, which is not there any more. Put it back from a backup, ${another}.`;
  const inStore = `The data in ${dataFolder} is sealed by the Electron app. Start that, ${another}.`;
  const unknown = `The data in ${dataFolder} is sealed with a key that is not there: by the Electron app (start that), or with the key file station.key, which is missing (put it back from a backup); ${another}.`;
  const text = sealedBy === undefined ? unknown : sealedBy === 'key-file' ? inFile : inStore;
  return { code: stationExitCodes.store, text };
}

/** The faults that whoever starts the station can mend, and how. */
const storeFaultSentences: Readonly<Record<string, string>> = {
  'in-use': 'Another kiosk is using this folder: stop that one, or name another folder with --data.',
  'disk-full': 'The disk is full: make room on it, then start again.',
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
