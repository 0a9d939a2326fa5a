import type { StationTraits } from '../../shared/command-access.ts';
import type { DirectoryNotice } from '../../shared/directory-notice.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { Snapshot, Station } from '../../shared/station.ts';
import type { QueueSummary } from '../../shared/upload-job.ts';
import type { DemoLink } from '../demo/demo-link.ts';
import type { SettingsHome } from '../settings/settings-document.ts';
import { type LoadedSettings, mustHavePin } from '../settings/settings-file.ts';
import { canChooseFile, type Settings } from '../settings/settings-schema.ts';
import { isAtDemo } from './leave-demo.ts';

/** What a snapshot is taken of. */
export interface SnapshotParts {
  readonly loaded: LoadedSettings;
  readonly version: string;
  readonly shell: Snapshot['shell'];
  /** Whether this shell can open the system's browser for a sign-in. */
  readonly canOpenBrowser: boolean;
  /** Where the shell can be closed from its own screen. */
  readonly closeStation?: () => void;
  /** Where the shell makes a file of what the page would print. */
  readonly printPage?: () => Promise<Uint8Array>;
  readonly fileChooser?: object;
  readonly isLocked?: boolean;
  readonly settingsHome: Pick<SettingsHome, 'companyMark'>;
  readonly demo?: DemoLink | undefined;
  readonly signIn: { state(): SignInState };
  readonly queue: { summary(): QueueSummary };
  readonly operator: { isOperator(): boolean };
  readonly directoryNews: { notice(): DirectoryNotice };
}

/** Everything that the screens show first, as it is at this moment. */
export function stationSnapshot(parts: SnapshotParts): Snapshot {
  const { loaded, version, shell, demo } = parts;
  const { settings } = loaded;
  const isByBrowser = settings.signIn.mode === 'operator' && settings.signIn.method === 'browser';
  return {
    station: shownStation(loaded),
    signInMode: settings.signIn.mode,
    signIn: parts.signIn.state(),
    ...(isByBrowser && parts.canOpenBrowser ? { hasBrowserSignIn: true } : {}),
    queue: parts.queue.summary(),
    directoryNotice: parts.directoryNews.notice(),
    isOperator: parts.operator.isOperator(),
    ...(canClose(settings, parts) ? { canClose: true } : {}),
    ...(parts.printPage === undefined ? {} : { canPrintToFile: true }),
    ...(isUnset(loaded, parts) ? { isUnset: true } : {}),
    ...(parts.isLocked === true && settings.station.operatorPinHash === undefined ? { needsPin: true } : {}),
    ...(mustKeepPin(loaded, parts) ? { mustKeepPin: true } : {}),
    ...(isAtDemo(loaded) && demo !== undefined ? { demo: shownDemo(demo) } : {}),
    version,
    shell,
  };
}

/** What decides which commands exist at a station with these settings. */
export function stationTraits(
  loaded: LoadedSettings,
  shell: Pick<SnapshotParts, 'closeStation' | 'printPage' | 'fileChooser' | 'isLocked'>,
): StationTraits {
  const { settings } = loaded;
  return {
    signInMode: settings.signIn.mode,
    mode: settings.station.mode,
    trust: settings.station.trust,
    isDemo: isAtDemo(loaded),
    canChooseFile: canChooseFile(settings),
    hasFaceGuidance: settings.station.faceGuidance,
    canClose: canClose(settings, shell),
    canPrintToFile: shell.printPage !== undefined,
    canPickFiles: shell.fileChooser !== undefined,
    isUnset: isUnset(loaded, shell),
  };
}

/** In a lobby nobody is told that a company they do not know of has their photo: the demo is asked for, never the silent default. */
function isUnset(
  { settings, namesTenant }: LoadedSettings,
  { isLocked = false }: Pick<SnapshotParts, 'isLocked'>,
): boolean {
  return isLocked && namesTenant !== true && settings.tenant === 'demo';
}

/** It has a PIN, and would not open without. */
function mustKeepPin(
  { settings }: LoadedSettings,
  { isLocked = false, settingsHome }: Pick<SnapshotParts, 'isLocked' | 'settingsHome'>,
): boolean {
  const { operatorPinHash } = settings.station;
  return operatorPinHash !== undefined && mustHavePin(settings, { isLocked, mark: settingsHome.companyMark() });
}

/** Without a PIN whoever comes by could close it. */
function canClose({ station }: Settings, { closeStation }: Pick<SnapshotParts, 'closeStation'>): boolean {
  return closeStation !== undefined && station.operatorPinHash !== undefined;
}

function shownDemo({ fault, directoryUrl }: DemoLink): Snapshot['demo'] {
  return { fault: fault(), ...(directoryUrl === undefined ? {} : { directoryUrl }) };
}

/** What the screens may know of the settings: nothing secret, nothing they do not show. */
function shownStation({ settings, logo }: LoadedSettings): Station {
  const { station, photo, queue, signIn } = settings;
  return {
    name: station.name,
    companyName: station.companyName,
    ...(logo === undefined ? {} : { logo }),
    accentColour: station.accentColour,
    theme: station.theme,
    // Signing in with one's own account and being photographed belong together, whatever the station is called.
    mode: signIn.mode === 'self-service' ? 'self-service' : station.mode,
    trust: station.trust,
    codeCamera: station.codeCamera,
    ...(station.hotFolder === undefined ? {} : { hasHotFolder: true }),
    languages: station.languages,
    idleTimeoutSeconds: station.idleTimeoutSeconds,
    countdownSeconds: station.countdownSeconds,
    canChooseFile: canChooseFile(settings),
    isMirrored: station.isMirrored,
    faceGuidance: station.faceGuidance,
    lens: station.lens,
    // Without readings nothing tells when to take the picture, or which of a burst.
    autoShutter: station.autoShutter && station.faceGuidance,
    spokenHints: station.spokenHints,
    ...(station.preferredCamera === undefined ? {} : { preferredCamera: station.preferredCamera }),
    notice: { version: station.notice.version, text: station.notice.text },
    keepFormerHours: queue.keepFormerHours,
    outputEdgePx: photo.outputEdgePx,
    headShare: photo.headShare,
    headroom: photo.headroom,
    hasOperatorPin: station.operatorPinHash !== undefined,
  };
}
