import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import { type ExportedFile, exportParked, transferCodes } from './job-export.ts';
import { type Imported, importPhotos } from './job-import.ts';
import type { SessionAccount } from './job-session.ts';
import { openTransfer } from './job-transfer.ts';

type CarriedPhotosParts = Omit<Parameters<typeof importPhotos>[0], 'isStopping'> & {
  readonly sessionAccount?: SessionAccount;
  /** There may be more to send. */
  readonly onTakenIn: () => void;
};

/** Photos that go to another station, or come from one: one import after another, and none is begun once the queue stops. */
export class CarriedPhotos {
  readonly #parts: CarriedPhotosParts;
  #importing: Promise<unknown> = Promise.resolve();
  #isStopping = false;

  constructor(parts: CarriedPhotosParts) {
    this.#parts = parts;
  }

  export(passphrase: string, after?: number): Promise<ExportedFile> {
    return exportParked(this.#parts, passphrase, after);
  }

  import(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>> {
    const imported = this.#importing.then(() => this.#import(passphrase, file));
    this.#importing = imported.catch(() => {});
    return imported;
  }

  async #import(passphrase: string, file: Uint8Array): Promise<Result<Imported, Failure>> {
    // Nobody could say whose session a carried photo belongs to.
    if (this.#parts.sessionAccount !== undefined) return err({ code: 'not-allowed' });
    const opened = await openTransfer(passphrase, file);
    if (opened.kind === 'error') return err({ code: transferCodes[opened.error] });
    const imported = await importPhotos({ ...this.#parts, isStopping: () => this.#isStopping }, opened.value);
    this.#parts.onTakenIn();
    return imported;
  }

  /** What is under way comes to its end; the rest is refused. */
  stop(): Promise<unknown> {
    this.#isStopping = true;
    return this.#importing;
  }
}
