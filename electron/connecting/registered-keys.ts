import { z } from 'zod';
import { createRecordFile, type RecordFileParts } from './record-file.ts';

/** A certificate that this station has put into its registration. */
const registeredKeySchema = z.object({
  thumbprintSha256: z.string(),
  endsAtMs: z.number(),
  /** Entra's id of it. */
  keyId: z.string(),
  /** The directory itself has said the id: one that is not there any more is gone. */
  isIdCertain: z.boolean(),
});
export type RegisteredKey = z.infer<typeof registeredKeySchema>;

/** A certificate that was handed over, from the moment that a renewal put another in its place: it stays in the registration. */
const handedOverSchema = z.object({
  thumbprintSha256: z.string(),
  endsAtMs: z.number(),
  /** Thumbprint of the one that took its place. */
  successor: z.string(),
});
export type HandedOver = z.infer<typeof handedOverSchema>;

const registeredKeysSchema = z.object({
  version: z.literal(1),
  clientId: z.string(),
  keys: z.array(registeredKeySchema),
  /** Absent in what was written before there were any. */
  handedOver: z.array(handedOverSchema).optional(),
});
type Kept = z.infer<typeof registeredKeysSchema>;

/**
 * The id under which the station asks the directory to list a certificate (`keyCredential.keyId` is the caller's to choose): made of
 * its thumbprint, so that it is known without having been kept.
 */
export function keyIdOf(thumbprintSha256: string): string {
  const text = thumbprintSha256.slice(0, 32).toLowerCase();
  // Version 8, "custom" (RFC 9562 §5.8).
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
}

type Certificate = Pick<RegisteredKey, 'thumbprintSha256' | 'endsAtMs'>;

/** What of a registration's certificates is this station's. */
export interface RegisteredKeys {
  /** It stands there, under this id where the directory has said one. False when the disk does not take that. */
  note(clientId: string, certificate: Certificate, keyId?: string): Promise<boolean>;
  /** All of a registration but those with these thumbprints. */
  others(clientId: string, thumbprints: readonly string[]): Promise<readonly RegisteredKey[]>;
  forget(thumbprintSha256: string): Promise<void>;
  /** It is being replaced and stays where it is; of those that have ended nothing is known any more. False when the disk does not take that. */
  noteHandedOver(clientId: string, certificate: HandedOver): Promise<boolean>;
  handedOver(clientId: string): Promise<readonly HandedOver[]>;
}

/** The list, sealed beside the records of connecting and of renewing. */
export function createRegisteredKeys(parts: RecordFileParts): RegisteredKeys {
  const file = createRecordFile(parts, 'certificates.sealed', registeredKeysSchema);
  async function keptOf(clientId: string): Promise<Kept> {
    const kept = await file.load();
    return kept?.clientId === clientId ? kept : { version: 1, clientId, keys: [] };
  }
  return {
    async note(clientId, { thumbprintSha256, endsAtMs }, saidId) {
      const keyId = saidId ?? keyIdOf(thumbprintSha256);
      const kept = await keptOf(clientId);
      const present = kept.keys;
      const known = present.find((key) => key.thumbprintSha256 === thumbprintSha256);
      if (known !== undefined && (known.isIdCertain || saidId === undefined)) return true;
      const others = present.filter((key) => key !== known);
      const noted = { thumbprintSha256, endsAtMs, keyId, isIdCertain: saidId !== undefined };
      return file.save({ ...kept, keys: [...others, noted] });
    },
    async others(clientId, thumbprints) {
      const { keys } = await keptOf(clientId);
      return keys.filter((key) => !thumbprints.includes(key.thumbprintSha256));
    },
    async noteHandedOver(clientId, certificate) {
      const kept = await keptOf(clientId);
      const isOther = ({ thumbprintSha256, endsAtMs }: HandedOver) =>
        thumbprintSha256 !== certificate.thumbprintSha256 && endsAtMs > parts.clock.nowMs();
      const others = kept.handedOver?.filter(isOther) ?? [];
      return file.save({ ...kept, handedOver: [...others, certificate] });
    },
    async handedOver(clientId) {
      return (await keptOf(clientId)).handedOver ?? [];
    },
    async forget(thumbprintSha256) {
      const kept = await file.load();
      const keys = kept?.keys.filter((key) => key.thumbprintSha256 !== thumbprintSha256);
      if (kept !== undefined && keys !== undefined) await file.save({ ...kept, keys });
    },
  };
}
