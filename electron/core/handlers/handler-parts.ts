import type { CameraCondition } from '../../../shared/camera-condition.ts';
import type { ConnectSheet, Recognition } from '../../../shared/connection.ts';
import type { KioskHandlers } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Person } from '../../../shared/person.ts';
import type { Result } from '../../../shared/result.ts';
import type { DemoFault, Snapshot } from '../../../shared/station.ts';
import type { CheckLine } from '../../../shared/station-check.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import type { StationConnection } from '../../connecting/connection.ts';
import type { StationRenewal } from '../../connecting/renewal-parts.ts';
import type { BadgeCode } from '../../directory/badge.ts';
import type { Directory } from '../../directory/directory.ts';
import type { DirectoryNews } from '../../directory/directory-news.ts';
import type { FoundPeople } from '../../directory/found-people.ts';
import type { BadgeRates } from '../../directory/search-rate.ts';
import type { FaceReader } from '../../face/face-reader.ts';
import type { HotFolder } from '../../hot-folder/hot-folder.ts';
import type { PhotoWorker } from '../../photo/photo-worker.ts';
import type { FilePicking } from '../../picking/file-picking.ts';
import type { Clock } from '../../ports.ts';
import type { UploadQueue } from '../../queue/upload-queue.ts';
import type { SettingsHome } from '../../settings/settings-document.ts';
import type { LoadedSettings } from '../../settings/settings-file.ts';
import type { Settings } from '../../settings/settings-schema.ts';
import type { CommandHandlers } from '../caller.ts';
import type { DirectoryTargets } from '../directory-targets.ts';
import type { ImportDesk } from '../import-desk.ts';
import type { RosterPhotos } from '../roster-photos.ts';
import type { RosterRooms } from '../roster-rooms.ts';
import type { SignOut } from '../sign-out.ts';

/** The settings without what says who may call: of those the dispatch alone asks. */
interface HandlerSettings extends Omit<Settings, 'signIn' | 'station'> {
  readonly station: Omit<Settings['station'], 'mode' | 'trust' | 'canChooseFile'>;
}

/** The rosters without what says who is called: that is the dispatch's to ask, and the hot folder's. */
interface HandlerRosters extends Omit<RosterRooms, 'photos'> {
  readonly photos: Pick<RosterPhotos, 'called' | 'dismiss' | 'capture' | 'handOver'>;
}

/**
 * Everything the contract's handlers reach, already built. Nothing of it says who is at the screen but the snapshot, which is
 * the page's.
 */
export interface HandlerParts {
  readonly settings: HandlerSettings;
  readonly snapshot: () => Snapshot;
  readonly directory: Pick<Directory, 'search' | 'identify' | 'me'>;
  readonly directoryNews: Pick<DirectoryNews, 'searched'>;
  readonly found: Pick<FoundPeople, 'note' | 'identify' | 'visit' | 'forget'>;
  readonly badgeRates: Pick<BadgeRates, 'wasKnown'>;
  /** What a badge of this station's says. */
  readonly readBadge: (text: string) => BadgeCode | undefined;
  /** Somebody whom this visit was shown, or whom the station's copy of the directory knows. */
  readonly knownPerson: (personId: string) => Person | undefined;
  /** The job with the account that it goes to, in words. */
  readonly withAddress: (job: UploadJob) => UploadJob;
  readonly personPhoto: (personId: string, edgePx: number) => Promise<Uint8Array | undefined>;
  /** How a person stands in the photo API's paths; `undefined` where that is not known. */
  readonly photoUser: (personId: string) => string | undefined;
  readonly photoWorker: Pick<PhotoWorker, 'open' | 'prepare'>;
  readonly faceReader: Pick<FaceReader, 'read'>;
  readonly queue: UploadQueue;
  readonly signIn: {
    start(options: { method: 'device-code' | 'browser' }): Promise<Result<object, Failure>>;
    cancel(): void;
  };
  /** Ends the session, with what it has not sent. */
  readonly signOut: SignOut;
  readonly rosters: HandlerRosters;
  readonly imports: ImportDesk;
  readonly targets: DirectoryTargets;
  /** Where the settings name one. */
  readonly hotFolder?: HotFolder;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** The lock of the operator's screens, to be turned; how it stands is the dispatch's to ask. */
  readonly operatorLock: {
    unlock(pin: string): ReturnType<KioskHandlers['operator.unlock']>;
    lock(): void;
  };
  readonly check: () => Promise<CheckLine[]>;
  /** How the camera is now, for the station's health. */
  readonly noteCamera: (condition: CameraCondition) => void;
  readonly readLog: () => Uint8Array;
  readonly closeStation: () => void;
  readonly printPage: () => Promise<Uint8Array>;
  readonly filePicking: FilePicking;
  readonly setDemoFault: (fault: DemoFault) => void;
  readonly connection: StationConnection;
  readonly renewal: StationRenewal;
  /** Where a company's Microsoft 365 is, by what somebody typed. */
  readonly recognise: (typed: string) => Promise<Recognition>;
  /** What an administrator needs who registers by hand; `undefined` before a plan is begun. */
  readonly connectSheet: () => Promise<ConnectSheet | undefined>;
  readonly settingsHome: SettingsHome;
  /** Runs the station on these settings from now on; the handlers' own core ends with it. */
  readonly renewOn: (loaded: LoadedSettings) => Promise<Result<Record<string, never>, Failure>>;
  /** The same with what stands in the file now, or with what a rehearsal runs on. */
  readonly renewAsWritten: () => Promise<Result<Record<string, never>, Failure>>;
}

/** The handlers of one room: those commands of the contract that begin with its name. */
export type HandlersOf<Room extends string> = Of<Room, KioskHandlers>;

/** The same of a room that does something else for one caller than for another. */
export type HandlersByCaller<Room extends string> = Of<Room, CommandHandlers>;

type Of<Room extends string, All extends CommandHandlers> = {
  readonly [Name in keyof All as Name extends `${Room}.${string}` ? Name : never]: All[Name];
};
