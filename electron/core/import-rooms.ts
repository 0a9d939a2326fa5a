import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Person } from '../../shared/person.ts';
import type { ImportProgress } from '../../shared/picture-import.ts';
import { createHandedFiles } from '../bulk/handed-files.ts';
import type { Directory } from '../directory/directory.ts';
import type { FaceReader } from '../face/face-reader.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import { createDirectoryPeople } from '../roster/directory-people.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { createImportDesk, type ImportDesk } from './import-desk.ts';
import { directoryPersonOf, lookUpParts } from './roster-people.ts';
import { createStationImport, type StationImportParts } from './station-import.ts';

interface ImportRoomsParts extends Omit<StationImportParts, 'photoWorker' | 'faceReader' | 'people'> {
  readonly dataFolder: string;
  readonly photoWorker: PhotoWorker;
  readonly faceReader: Pick<FaceReader, 'place' | 'rest'>;
  readonly directory: Pick<Directory, 'isWhole' | 'everybody'>;
  readonly knownPerson: (personId: string) => Person | undefined;
  readonly rosters: Pick<RosterStore, 'rememberedMapping'>;
  readonly onChanged: (progress: ImportProgress) => void;
}

const megabyte = 1024 * 1024;

/** Builds the desk over the station's rooms. People are looked up in the station's copy while that is whole. */
export function openImportDesk(parts: ImportRoomsParts): ImportDesk {
  const { settings, access, photoWorker, faceReader, directory, rosters } = parts;
  const { photo, station, queue } = settings;
  const lookUp = lookUpParts(directory, createDirectoryPeople(access.getJson));
  const { faceReader: _, ...rooms } = parts;
  return createImportDesk({
    handed: createHandedFiles(
      path.join(parts.dataFolder, 'handed-pictures'),
      queue.freeSpaceFloorMb * megabyte,
      parts.log,
    ),
    prepare: (order) =>
      createStationImport(
        {
          ...rooms,
          ...(station.faceGuidance ? { faceReader } : {}),
          people: { people: () => lookUp.copy() ?? lookUp.directory.people() },
        },
        order,
      ),
    jobOf: (jobId) => parts.queue.get(jobId),
    hasFaces: station.faceGuidance,
    photoWorker,
    photo: { quality: photo.quality, isProgressive: photo.isProgressive },
    person(personId) {
      const known = parts.knownPerson(personId);
      return known && directoryPersonOf(known);
    },
    rememberedMapping: rosters.rememberedMapping,
    randomId: () => randomBytes(12).toString('hex'),
    clock: parts.clock,
    log: parts.log,
    onChanged: parts.onChanged,
  });
}
