import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { PictureMatch } from '../../shared/picture-import.ts';
import type { Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Clock } from '../ports.ts';
import type { ImportLedger } from './import-ledger.ts';
import type { PlanOptions } from './import-plan.ts';
import type { LookParts } from './picture-look.ts';
import type { PictureSource } from './picture-source.ts';

/** Who the files of a source are, asked all at once: what each is depends on the others. */
export type MatchPictures = (
  names: readonly string[],
) => Promise<
  Result<{ readonly matches: ReadonlyMap<string, PictureMatch>; readonly missingFiles: readonly string[] }, Outcome>
>;

/** A photo that is to be saved, and what is to be written with it in the same transaction. */
export interface ImportedPhoto {
  readonly person: DirectoryPerson;
  readonly photo: Uint8Array;
  readonly photoSha256: string;
}

/** What an import of pictures is given by the other rooms. */
export interface PictureImportParts {
  readonly id: string;
  /** How the source is called, for people. */
  readonly name: string;
  readonly source: PictureSource;
  readonly matchPictures: MatchPictures;
  readonly look: LookParts;
  /** Absent: nobody is asked whether people have a photo. */
  readonly hasPhoto?: (person: DirectoryPerson, signal: AbortSignal) => Promise<Result<boolean, Outcome>>;
  readonly ledger: ImportLedger;
  readonly makePhoto: (
    picture: Uint8Array,
    crop: Crop,
  ) => Promise<Result<{ readonly photo: Uint8Array; readonly photoSha256: string }, Failure>>;
  /** Saves through the upload queue; `alongside` is called in its transaction. */
  readonly enqueue: (photo: ImportedPhoto, alongside: (job: UploadJob) => void) => Result<UploadJob, Failure>;
  readonly options: Omit<PlanOptions, 'asksPresent'>;
  readonly clock: Clock;
  readonly onChange?: () => void;
}
