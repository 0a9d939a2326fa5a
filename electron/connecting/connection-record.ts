import path from 'node:path';
import { z } from 'zod';
import { connectPlanSchema, connectSteps } from '../../shared/connection.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import { createSealedFile } from '../sealing/sealed-file.ts';

/** What is kept of connecting, sealed: enough to take it up again after a kill at any point, and to take it back. */
const recordSchema = z.object({
  version: z.literal(1),
  /** Names the registration in the directory for ever; found again by it, never made twice. */
  uniqueName: z.string(),
  registrationName: z.string(),
  plan: connectPlanSchema,
  done: z.array(z.enum(connectSteps)),
  /** Entra's ids: of the tenant, of the application object, of the application (client), of its service principal. */
  tenantId: z.string().optional(),
  applicationId: z.string().optional(),
  clientId: z.string().optional(),
  principalId: z.string().optional(),
  /** The key, until it is handed over to sign-in. */
  key: z.object({ certificatePem: z.string(), privateKeyPem: z.string() }).optional(),
  /** The certificate's public part, for as long as the registration has it. */
  certificatePem: z.string().optional(),
  phase: z.enum(['open', 'connected', 'removed']),
});
export type ConnectionRecord = z.infer<typeof recordSchema>;

/** The record on disk. */
export interface ConnectionRecords {
  /** The record; `undefined` when there is none or this host cannot open it (then it is set aside). */
  load(): Promise<ConnectionRecord | undefined>;
  /** Resolves with whether it is durably kept. */
  save(record: ConnectionRecord): Promise<boolean>;
}

function parseRecord(plain: Uint8Array): ConnectionRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  } catch {
    return undefined;
  }
}

/** Opens the record below a data folder. */
export function createConnectionRecords(parts: {
  readonly dataFolder: string;
  readonly cipher: Cipher;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}): ConnectionRecords {
  const file = createSealedFile({
    file: path.join(parts.dataFolder, 'connecting', 'connection.sealed'),
    cipher: parts.cipher,
    nowMs: parts.clock.nowMs,
    setsAside: true,
    isUsable: (plain) => parseRecord(plain) !== undefined,
    onUnreadable: () => parts.log.warn('connecting.record-set-aside'),
  });
  return {
    async load() {
      const content = await file.read().catch((error: NodeJS.ErrnoException) => {
        parts.log.error('connecting.record-fault', { reason: error.code });
        return { kind: 'unreadable' } as const;
      });
      return content.kind === 'present' ? parseRecord(content.plain) : undefined;
    },
    save: (record) =>
      file.write(Buffer.from(JSON.stringify(record))).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          parts.log.error('connecting.record-fault', { reason: error.code });
          return false;
        },
      ),
  };
}
