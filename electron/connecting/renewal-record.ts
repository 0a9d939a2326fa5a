import { z } from 'zod';

/** What is kept of a renewal, sealed, from the next key's first moment until sign-in has it. */
export const renewalRecordSchema = z.object({
  version: z.literal(1),
  /** The registration that the key is meant for. */
  clientId: z.string(),
  key: z.object({ certificatePem: z.string(), privateKeyPem: z.string() }),
  /** Uploading has been begun: it may have happened even where no answer came. */
  isAsked: z.boolean(),
  isUploaded: z.boolean(),
});
export type RenewalRecord = z.infer<typeof renewalRecordSchema>;
