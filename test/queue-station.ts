import { createHash } from 'node:crypto';
import { storeSections } from '../electron/core/store-sections.ts';
import { createSystemClock } from '../electron/host/system-clock.ts';
import type { Clock, Log, Random } from '../electron/ports.ts';
import { createUploadQueue } from '../electron/queue/durable-upload-queue.ts';
import type { UploadQueue, UploadQueueParts } from '../electron/queue/upload-queue.ts';
import { type QueueSettings, settingsSchema } from '../electron/settings/settings-schema.ts';
import { openStore, type Store, type StoreOptions } from '../electron/storage/store.ts';
import { createFixedCipher } from './fixed-cipher.ts';
import { sampleOutcome } from './sample-job.ts';

/** A log that keeps what it was told. */
export interface KeptLog extends Log {
  readonly lines: {
    readonly level: string;
    readonly event: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
}

export function createKeptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const keep =
    (level: string) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      lines.push({ level, event, fields });
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** Settings of the queue as an empty file gives them, with what a test changes; no free-space floor. */
export function queueSettings(changes: Partial<QueueSettings> = {}): QueueSettings {
  return { ...settingsSchema.parse({}).queue, freeSpaceFloorMb: 0, ...changes };
}

/** A store and its queue on real files, with a service that accepts and confirms everything unless told otherwise. */
export interface QueueStation {
  readonly store: Store;
  readonly queue: UploadQueue;
  readonly log: KeptLog;
  close(): Promise<void>;
}

export interface StationOptions {
  readonly folder: string;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly settings?: Partial<QueueSettings>;
  readonly uploadPhoto?: UploadQueueParts['uploadPhoto'];
  readonly confirmPhoto?: UploadQueueParts['confirmPhoto'];
  readonly lookAtSlot?: UploadQueueParts['lookAtSlot'];
  readonly areDistinct?: UploadQueueParts['areDistinct'];
  readonly beforeSending?: UploadQueueParts['beforeSending'];
  readonly removePhoto?: UploadQueueParts['removePhoto'];
  readonly readFormer?: UploadQueueParts['readFormer'];
  readonly canRemove?: UploadQueueParts['canRemove'];
  readonly sessionAccount?: UploadQueueParts['sessionAccount'];
  readonly store?: Partial<StoreOptions>;
}

/** Opens the station of a folder; throws when it cannot be opened. */
export async function openStation(options: StationOptions): Promise<QueueStation> {
  const clock = options.clock ?? createSystemClock();
  const log = createKeptLog();
  const cipher = createFixedCipher();
  const fixed = { cipher, clock, log, sections: storeSections, freeSpaceFloorBytes: 0 };
  const parts = { folder: options.folder, ...fixed, ...options.store };
  const opened = await openStore(parts);
  if (opened.kind === 'error') throw new Error(`store not opened: ${JSON.stringify(opened.error)}`);
  const store = opened.value;
  const queue = createUploadQueue({
    store,
    clock,
    log,
    random: options.random ?? Math.random,
    settings: queueSettings(options.settings),
    stationId: 'test station',
    uploadPhoto: options.uploadPhoto ?? (async () => sampleOutcome('accepted')),
    confirmPhoto: options.confirmPhoto ?? (async () => ({ kind: 'confirmed' })),
    ...(options.sessionAccount === undefined ? {} : { sessionAccount: options.sessionAccount }),
    ...(options.lookAtSlot === undefined ? {} : { lookAtSlot: options.lookAtSlot }),
    ...(options.areDistinct === undefined ? {} : { areDistinct: options.areDistinct }),
    ...(options.beforeSending === undefined ? {} : { beforeSending: options.beforeSending }),
    ...(options.removePhoto === undefined ? {} : { removePhoto: options.removePhoto }),
    ...(options.readFormer === undefined ? {} : { readFormer: options.readFormer }),
    ...(options.canRemove === undefined ? {} : { canRemove: options.canRemove }),
  });
  const taken = await queue.takeUp();
  if (taken.kind === 'error') throw new Error(`jobs not taken up: ${JSON.stringify(taken.error)}`);
  const close = async (): Promise<void> => {
    await queue.stop();
    store.close();
  };
  return { store, queue, log, close };
}

/** Bytes that no other number gives, as long as asked; start like a JPEG. */
export function samplePhoto(number: number, sizeBytes = 3_000): Uint8Array {
  const bytes = Buffer.alloc(sizeBytes);
  const seed = createHash('sha256').update(`photo ${number}`).digest();
  for (let at = 0; at < sizeBytes; at += seed.length) seed.copy(bytes, at);
  bytes.writeUInt32BE(0xffd8ffe0, 0);
  return new Uint8Array(bytes);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a capture of a person hands to the queue. */
export function sampleCapture(person: number, photo: Uint8Array) {
  return {
    target: { kind: 'user' as const, user: `person${person}@example.com` },
    personName: `Person Number${person}`,
    photo,
    photoSha256: sha256(photo),
    noticeVersion: '1',
  };
}
