import { z } from 'zod';
import { connectPlanSchema, connectSteps } from '../../shared/connection.ts';

/** What is kept of connecting, sealed: enough to take it up again after a kill at any point, and to take it back. */
export const connectionRecordSchema = z.object({
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
export type ConnectionRecord = z.infer<typeof connectionRecordSchema>;
