import { z } from 'zod';
import { directoryNoticeSchema } from './directory-notice.ts';
import { languageSchema } from './language.ts';
import { signInModes, signInStateSchema } from './sign-in-state.ts';
import { queueSummarySchema } from './upload-job.ts';

/** A text an admin may set, with one entry a language; a missing language falls back to the app's own words. */
export const localisedTextSchema = z.partialRecord(languageSchema, z.string().max(4000));

/** Where a camera's lens is, seen from the middle of the screen. */
export const lensPlaces = ['above', 'left', 'right', 'below'] as const;

/**
 * Whose photo whoever stands at a station may replace. `open`: anybody's whom they find. `badge`: that of the
 * person whose badge or code they hold. `approval`: anybody's, and staff let each photo go before it is sent.
 */
export const trustModes = ['open', 'badge', 'approval'] as const;
export type TrustMode = (typeof trustModes)[number];

export const demoFaults = ['none', 'network-off', 'slow', 'throttled', 'refused'] as const;
export type DemoFault = (typeof demoFaults)[number];

/** What the screens need to know of the settings; nothing secret. */
export const stationSchema = z.object({
  name: z.string(),
  companyName: z.string(),
  /** A `data:` URL, or absent. */
  logo: z.string().optional(),
  /** `#rrggbb`. */
  accentColour: z.string(),
  theme: z.enum(['light', 'dark', 'system']),
  mode: z.enum(['onboarding', 'reception', 'self-service']),
  trust: z.enum(trustModes),
  /** A code may be held to the camera. */
  codeCamera: z.boolean(),
  languages: z.array(languageSchema).min(1),
  idleTimeoutSeconds: z.number(),
  countdownSeconds: z.number(),
  canChooseFile: z.boolean(),
  isMirrored: z.boolean(),
  faceGuidance: z.boolean(),
  lens: z.enum(lensPlaces),
  autoShutter: z.boolean(),
  spokenHints: z.boolean(),
  preferredCamera: z.string().optional(),
  /** Pictures of a real camera arrive in a folder. */
  hasHotFolder: z.literal(true).optional(),
  notice: z.object({ version: z.string(), text: localisedTextSchema }),
  /** Hours that the photo that was there before is kept; 0: it is not. */
  keepFormerHours: z.number().int(),
  outputEdgePx: z.number(),
  /** Parts of the photo's edge: shared/face/suggested-crop.ts. */
  headShare: z.number(),
  headroom: z.number(),
  hasOperatorPin: z.boolean(),
});
export type Station = z.infer<typeof stationSchema>;

/** First paint: everything a screen needs before the first event. */
export const snapshotSchema = z.object({
  station: stationSchema,
  signInMode: z.enum(signInModes),
  signIn: signInStateSchema,
  /** Operator mode: sign-in goes through the system's browser, where settings ask for it and the shell can open one. */
  hasBrowserSignIn: z.boolean().optional(),
  queue: queueSummarySchema,
  directoryNotice: directoryNoticeSchema,
  isOperator: z.boolean(),
  /** Staff may close the station from its own screen: a station in a window of its own, with a PIN. */
  canClose: z.boolean().optional(),
  /** A window that opens no dialog of the system: what staff print is saved as a file. */
  canPrintToFile: z.literal(true).optional(),
  /** A locked station that belongs to no company yet: it is there to be set up, and nobody is photographed. */
  isUnset: z.literal(true).optional(),
  /** A locked station without a PIN: one is set with whatever connects it. */
  needsPin: z.literal(true).optional(),
  /** A locked station with a company's data: its PIN can be replaced and not removed. */
  mustKeepPin: z.literal(true).optional(),
  /** Present only with the embedded demo tenant. `directoryUrl` shows its people in a browser. */
  demo: z.object({ fault: z.enum(demoFaults), directoryUrl: z.string().optional() }).optional(),
  version: z.string(),
  shell: z.enum(['electron', 'browser']),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
