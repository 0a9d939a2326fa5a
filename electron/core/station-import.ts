import type { Outcome } from '../../shared/outcome.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { Target } from '../../shared/target.ts';
import { createImportLedger } from '../bulk/import-ledger.ts';
import type { PlanOptions } from '../bulk/import-plan.ts';
import type { PresentPhoto } from '../bulk/photo-backup.ts';
import { PictureImport } from '../bulk/picture-import.ts';
import type { PictureSource } from '../bulk/picture-source.ts';
import type { FaceReader } from '../face/face-reader.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Clock, Log } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { createDirectoryPeople, type DirectoryPeople } from '../roster/directory-people.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { Store } from '../storage/store.ts';
import { createPictureMatching, type PictureNaming } from './picture-matching.ts';
import type { TenantAccess } from './tenant-access.ts';

/** The rooms that an import goes through: the same for the screen and the command line. */
export interface StationImportParts {
  readonly settings: Settings;
  readonly access: Pick<TenantAccess, 'tenant' | 'photoApi' | 'getJson'>;
  readonly photoWorker: Pick<PhotoWorker, 'decode' | 'prepare'>;
  /** Absent where no faces are looked for. */
  readonly faceReader?: Pick<FaceReader, 'place' | 'rest'>;
  readonly store: Store;
  readonly queue: Pick<UploadQueue, 'enqueue' | 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Where people are looked up; absent: in the directory itself. */
  readonly people?: DirectoryPeople;
}

/** One import: from where, by which names, and what is taken without asking. */
export interface ImportOrder {
  readonly id: string;
  readonly name: string;
  readonly source: PictureSource;
  readonly naming: PictureNaming;
  readonly options: Omit<PlanOptions, 'asksPresent' | 'outputEdgePx'>;
  /** Whether everybody is asked for their present photo. */
  readonly asksPresent: boolean;
  readonly onChange?: () => void;
}

/** The slot of a person of the directory. On-premises Exchange, behind the Outlook API, knows no object ids. */
export function slotOfPerson(api: TenantAccess['tenant']['api'], person: DirectoryPerson): Target {
  const isOutlook = api === 'outlook-v2.0' || api === 'outlook-beta';
  const address = person.mail ?? person.userPrincipalName;
  return { kind: 'user', user: isOutlook ? (address ?? person.objectId) : person.objectId };
}

/** Somebody's photo as it is, or only whether there is one: then no picture is fetched. */
export async function readPresentPhoto(
  { tenant, photoApi }: Pick<TenantAccess, 'tenant' | 'photoApi'>,
  person: DirectoryPerson,
  what: 'picture' | 'whether',
  signal: AbortSignal,
): Promise<Result<PresentPhoto, Outcome>> {
  const target = slotOfPerson(tenant.api, person);
  if (what === 'picture') return photoApi.readValue(target, { signal });
  const metadata = await photoApi.readMetadata(target, { signal });
  return metadata.kind === 'ok' ? ok({ kind: metadata.value.kind }) : metadata;
}

const lookEdgePx = 256;

async function hasPhoto(
  access: Pick<TenantAccess, 'tenant' | 'photoApi'>,
  person: DirectoryPerson,
  signal: AbortSignal,
) {
  const read = await readPresentPhoto(access, person, 'whether', signal);
  return read.kind === 'ok' ? ok(read.value.kind === 'photo') : read;
}

/** Prepares an import over a station's rooms. Nothing is read or asked before it is told to look. */
export function createStationImport(parts: StationImportParts, order: ImportOrder): PictureImport {
  const { settings, access, photoWorker, faceReader, store, queue, clock, log } = parts;
  const { api } = access.tenant;
  const { outputEdgePx, quality, isProgressive } = settings.photo;
  const ledger = createImportLedger(store, clock);
  ledger.tidy();
  return new PictureImport({
    ...order,
    matchPictures: createPictureMatching(parts.people ?? createDirectoryPeople(access.getJson), order.naming),
    look: {
      settings: settings.photo,
      async readSize(picture) {
        const decoded = await photoWorker.decode(picture, lookEdgePx);
        return decoded.kind === 'ok' ? ok(decoded.value.pictureSize) : decoded;
      },
      ...(faceReader === undefined ? {} : { placeFace: faceReader.place, rest: faceReader.rest }),
      clock,
      log,
    },
    ...(order.asksPresent
      ? { hasPhoto: (person: DirectoryPerson, signal: AbortSignal) => hasPhoto(access, person, signal) }
      : {}),
    ledger,
    makePhoto: (capture, crop) => photoWorker.prepare({ capture, crop, outputEdgePx, quality, isProgressive }),
    enqueue: ({ person, photo, photoSha256 }, alongside) =>
      queue.enqueue(
        {
          target: slotOfPerson(api, person),
          personId: person.objectId,
          personName: person.displayName,
          photo,
          photoSha256,
          // Nobody stood before the camera, so no notice was shown.
          noticeVersion: '',
        },
        alongside,
      ),
    options: { ...order.options, outputEdgePx },
    clock,
  });
}
