import { z } from 'zod';
import { cameraConditions } from './camera-condition.ts';

/**
 * What monitoring may know of a station, as it stands in its health file (docs/guide/monitoring.md): counts, times and states,
 * nothing of any person. `format` goes up when a field changes its meaning; new fields may come at any time.
 */
export const stationHealthSchema = z.object({
  format: z.literal(1),
  version: z.string(),
  /** `cannot-start`: the station shows why, and tries again by itself. `stopped`: ended in order. */
  state: z.enum(['running', 'cannot-start', 'stopped']),
  writtenAt: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  /** Of `cannot-start` and `stopped`: the exit code of docs/kiosk-lockdown.md. */
  exitCode: z.int().optional(),
  /** How the run before this one ended; without a code: not in order. */
  lastExit: z.object({ code: z.int().optional(), at: z.iso.datetime() }).optional(),
  /** A person should look: nobody has set it up, parked or troubled photos, nothing can be saved, nobody is signed in, waiting for a day, no camera. */
  needsAttention: z.boolean(),
  /** Nobody has been there for ten minutes, and nothing is being sent: the app may be replaced now. */
  isIdle: z.boolean(),
  /** A station in a lobby that nobody has set up: it takes nobody's photo. */
  isUnset: z.literal(true).optional(),
  lastConfirmedAt: z.iso.datetime().optional(),
  waiting: z.int().optional(),
  oldestSavedAt: z.iso.datetime().optional(),
  /** Photos that a person must look at. */
  attention: z.int().optional(),
  signIn: z.string().optional(),
  network: z.string().optional(),
  /** How the camera was when it was last in use, and when that was seen. */
  camera: z.enum(cameraConditions).optional(),
  cameraAt: z.iso.datetime().optional(),
  canSave: z.boolean().optional(),
  storageNotice: z.string().optional(),
  freeDiskMb: z.int().optional(),
});
export type StationHealth = z.infer<typeof stationHealthSchema>;

/** A running station writes the file at least this often; an older one is of a station that hangs or was killed. */
export const healthEveryMs = 30_000;
export const healthStaleMs = 120_000;
