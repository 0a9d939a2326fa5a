import path from 'node:path';
import type { z } from 'zod';
import type { Cipher, Clock, Log } from '../ports.ts';
import { createSealedFile } from '../sealing/sealed-file.ts';

/** Where a record is kept, and what it is sealed with. */
export interface RecordFileParts {
  readonly dataFolder: string;
  readonly cipher: Cipher;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/** One sealed record on disk. */
export interface RecordFile<Record> {
  /** The record; `undefined` when there is none or this host cannot open it (then it is set aside). */
  load(): Promise<Record | undefined>;
  /** Resolves with whether it is durably kept. */
  save(record: Record): Promise<boolean>;
  /** Removes it with everything set aside. Resolves with whether it is gone. */
  forget(): Promise<boolean>;
}

/** Opens a record of this room below a data folder. */
export function createRecordFile<Schema extends z.ZodType>(
  parts: RecordFileParts,
  name: string,
  schema: Schema,
): RecordFile<z.infer<Schema>> {
  const { log } = parts;
  function parse(plain: Uint8Array): z.infer<Schema> | undefined {
    try {
      return schema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
    } catch {
      return undefined;
    }
  }
  const file = createSealedFile({
    file: path.join(parts.dataFolder, 'connecting', name),
    cipher: parts.cipher,
    nowMs: parts.clock.nowMs,
    setsAside: true,
    isUsable: (plain) => parse(plain) !== undefined,
    onUnreadable: () => log.warn('connecting.record-set-aside'),
  });
  const succeeds = (done: Promise<void>): Promise<boolean> =>
    done.then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        log.error('connecting.record-fault', { reason: error.code });
        return false;
      },
    );
  return {
    async load() {
      const content = await file.read().catch((error: NodeJS.ErrnoException) => {
        log.error('connecting.record-fault', { reason: error.code });
        return { kind: 'unreadable' } as const;
      });
      return content.kind === 'present' ? parse(content.plain) : undefined;
    },
    save: (record) => succeeds(file.write(Buffer.from(JSON.stringify(record)))),
    forget: () => succeeds(file.remove()),
  };
}
