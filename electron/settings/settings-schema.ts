import { z } from 'zod';
import { languageSchema } from '../../shared/language.ts';
import type { Expectation } from '../../shared/setting-problem-words.ts';
import { lensPlaces, localisedTextSchema, trustModes } from '../../shared/station.ts';

/** The clouds of Microsoft 365, as Microsoft names them. Endpoints are in `graph/clouds.ts`. */
export const clouds = ['global', 'usgov-l4', 'usgov-l5', 'china'] as const;
export const apis = ['v1.0', 'beta', 'outlook-v2.0', 'outlook-beta'] as const;
export type Api = (typeof apis)[number];

/** https anywhere; http only on this machine. */
export function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** A refusal's message is the name of what was expected, which `settings-file.ts` says in every language. */
const named = (expectation: Expectation): string => expectation;

const safeUrl = z.string().refine(isSafeUrl, { message: named('safeUrl') });

const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, named('guid'));

/** The APIs that write photos with PATCH, too; with the others such a station could send nothing (`graph/dialects.ts`). */
const patchApis: readonly Api[] = ['v1.0', 'outlook-v2.0'];

const realTenantSchema = z
  .strictObject({
    /** Directory (tenant) id, or one of the tenant's verified domains. */
    tenantId: z.union([guid, z.string().regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, named('domain'))]),
    clientId: guid,
    cloud: z.enum(clouds).default('global'),
    /** Overrides the cloud's sign-in host, e.g. for tests or future clouds. */
    authority: safeUrl.optional(),
    /** Overrides the cloud's Graph root, or names an on-premises Exchange host for the Outlook api. */
    graphUrl: safeUrl.optional(),
    api: z.enum(apis).default('v1.0'),
    method: z.enum(['PUT', 'PATCH']).default('PUT'),
  })
  .refine(({ api, method }) => method === 'PUT' || patchApis.includes(api), {
    path: ['method'],
    message: named('methodPut'),
  });
export type RealTenant = z.infer<typeof realTenantSchema>;

const signInWays = [
  z.strictObject({
    mode: z.literal('application'),
    /** What proves the station's identity. The secret or key itself is handed over with `kiosk provision`, never kept here. */
    credential: z.enum(['certificate', 'secret']).default('certificate'),
  }),
  z.strictObject({ mode: z.literal('operator'), method: z.enum(['device-code', 'browser']).default('device-code') }),
  z.strictObject({ mode: z.literal('self-service') }),
] as const;
const signInSchema = z.discriminatedUnion('mode', signInWays, {
  error: ({ code }) => (code === 'invalid_union' ? named('signInMode') : undefined),
});

/** Whether a text is a regular expression of JavaScript with Unicode. */
function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const stationModes = ['onboarding', 'reception'] as const;

const stationSchema = z.strictObject({
  name: z.string().min(1).max(80).default('Photo station'),
  companyName: z.string().max(80).default(''),
  /** Path of an SVG, PNG or JPEG file, at most 512 KB; relative to the settings file. */
  logoFile: z.string().optional(),
  accentColour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, named('colour'))
    .default('#2f5d50'),
  theme: z.enum(['light', 'dark', 'system']).default('system'),
  /** Who stands at the station. Whether people use their own account is `signIn.mode` alone. */
  mode: z
    .enum(stationModes, {
      error: ({ input }) => (input === 'self-service' ? named('stationMode') : undefined),
    })
    .default('reception'),
  /** Whose photo may whoever stands here replace (`shared/station.ts`). */
  trust: z.enum(trustModes).default('open'),
  /** A QR code may be held to the camera in place of a badge. */
  codeCamera: z.boolean().default(false),
  /** Where in a badge's text the employee number stands: the first group, or the whole match. */
  badgePattern: z
    .string()
    .max(200)
    .refine(isPattern, { message: named('pattern') })
    .optional(),
  languages: z.array(languageSchema).min(1).default(['en', 'ja', 'zh-Hans', 'ar']),
  idleTimeoutSeconds: z.int().min(15).max(3600).default(60),
  countdownSeconds: z.int().min(1).max(10).default(3),
  /** In a lobby visitors would see the station's pictures: absent, it is offered in onboarding and with the demo tenant. */
  canChooseFile: z.boolean().optional(),
  isMirrored: z.boolean().default(true),
  /** Looks at the live picture and at photos to say what would make them better; off: nothing is ever looked at. */
  faceGuidance: z.boolean().default(true),
  /** Where the lens is, seen from the middle of the screen. */
  lens: z.enum(lensPlaces).default('above'),
  /** The countdown starts by itself when all is good. */
  autoShutter: z.boolean().default(false),
  /** Says hints and countdown aloud with a voice of this machine, where it has one of the language on screen. */
  spokenHints: z.boolean().default(false),
  /** Part of the camera's name to prefer when there are several. */
  preferredCamera: z.string().max(200).optional(),
  /** Where a real camera's own program puts its pictures: they are offered in sessions at a roster. An absolute path. */
  hotFolder: z
    .string()
    .max(4096)
    .regex(/^(?:[/\\]|[A-Za-z]:[/\\])/, named('absolutePath'))
    .optional(),
  notice: z
    .strictObject({ version: z.string().min(1).max(100).default('1'), text: localisedTextSchema.default({}) })
    .prefault({}),
  /** Written by `kiosk set-pin`: `scrypt:<salt>:<hash>`, both base64. Without it the operator's screens need no PIN. */
  operatorPinHash: z
    .string()
    .regex(/^scrypt:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$/, named('pinHash'))
    .optional(),
});

const photoSchema = z
  .strictObject({
    outputEdgePx: z.int().min(48).max(2048).default(648),
    /** JPEG quality, 1 to 100. */
    quality: z.int().min(40).max(100).default(90),
    isProgressive: z.boolean().default(false),
    /** Height of the head in the suggested crop, chin to crown, as a part of the photo's edge. */
    headShare: z.number().min(0.35).max(0.85).default(0.6),
    /** Room above the crown there, as a part of the photo's edge. */
    headroom: z.number().min(0).max(0.3).default(0.12),
  })
  .refine(({ headShare, headroom }) => headShare + headroom <= 1, {
    message: named('headInPhoto'),
  });

const queueSchema = z.strictObject({
  /** Requests at a time; the photo API's documented limit is 4. */
  inFlightLimit: z.int().min(1).max(4).default(4),
  /** New captures are refused when more jobs than this are on the station. */
  jobLimit: z.int().min(1).max(100_000).default(10_000),
  /** New captures are refused when less is free on the data folder's disk. */
  freeSpaceFloorMb: z.int().min(0).max(100_000).default(500),
  /** Erases photos that are still not sent after so many days; absent: never. People are told through the notice. */
  eraseUnsentAfterDays: z.int().min(1).max(3650).optional(),
  /** How long the operator's list names whose photo it was: until Microsoft 365 has shown it, or to the end of that day. */
  keepNames: z.enum(['until-confirmed', 'end-of-day']).default('until-confirmed'),
  /** Days that records of finished uploads (no photo, no name) stay on the operator's list. */
  keepRecordsDays: z.int().min(0).max(3650).default(30),
  /** Hours that the photo that was there before is kept, so that it can be put back; 0: none is kept. */
  keepFormerHours: z.int().min(0).max(720).default(24),
});

const directorySchema = z.strictObject({
  /** The attribute that holds a name's reading (kana, pinyin, romanisation); Graph has no field of its own for it. */
  readingAttribute: z
    .string()
    .regex(/^extensionAttribute(?:[1-9]|1[0-5])$/, named('readingAttribute'))
    .default('extensionAttribute1'),
  /** Whom the station knows: everybody, one group's members (those of groups within it too), or only who is on its rosters. */
  people: z.union([z.enum(['everybody', 'rosters']), z.strictObject({ groupId: guid })]).default('everybody'),
  /** Guests of the tenant are found, too. */
  includesGuests: z.boolean().default(false),
  /** Disabled accounts are found, too: people before their first day; also rooms and shared mailboxes. */
  includesDisabled: z.boolean().default(false),
  /** How many people are kept on the station, encrypted, so that finding works offline; 0 keeps none. */
  offlineLimit: z.int().min(0).max(500_000).default(100_000),
});

/** Microsoft Graph Command Line Tools: Microsoft's public client for administration, the same in every tenant. */
export const commandLineToolsId = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

const connectingSchema = z
  .strictObject({
    /** The public client that an administrator signs in to while the station is connected. */
    administratorClientId: guid.default(commandLineToolsId),
    /** Endpoints to connect with instead of a cloud's; one does not work without the other. */
    authority: safeUrl.optional(),
    graphUrl: safeUrl.optional(),
    /** In the last month of its certificate the station renews it by itself, where the directory lets it. */
    renewsCertificate: z.boolean().default(true),
  })
  .refine(({ authority, graphUrl }) => (authority === undefined) === (graphUrl === undefined), {
    path: ['graphUrl'],
    message: named('bothEndpoints'),
  });

const rostersSchema = z.strictObject({
  /** Days that a closed roster stays on the station, with its names and results, and answers about who has a photo. */
  eraseAfterDays: z.int().min(0).max(3650).default(30),
});

/** The one settings file. Every key is optional; an empty file is the demo tenant. */
export const settingsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    tenant: z.union([z.literal('demo'), realTenantSchema]).default('demo'),
    signIn: signInSchema.prefault({ mode: 'application' }),
    station: stationSchema.prefault({}),
    photo: photoSchema.prefault({}),
    queue: queueSchema.prefault({}),
    directory: directorySchema.prefault({}),
    connecting: connectingSchema.prefault({}),
    rosters: rostersSchema.prefault({}),
  })
  .refine(({ signIn, station }) => signIn.mode !== 'self-service' || station.trust === 'open', {
    path: ['station', 'trust'],
    message: named('openTrust'),
  });
export type Settings = z.infer<typeof settingsSchema>;

/** The values that refusals name, as the schema knows them. */
export const expectedValues: Partial<Readonly<Record<Expectation, readonly string[]>>> = {
  methodPut: patchApis,
  signInMode: signInWays.map(({ shape }) => shape.mode.value),
  stationMode: stationModes,
};

/** Whether people may choose or drop a picture file at this station. */
export function canChooseFile({ tenant, station }: Settings): boolean {
  return station.canChooseFile ?? (tenant === 'demo' || station.mode === 'onboarding');
}

export type QueueSettings = Settings['queue'];
export type DirectorySettings = Settings['directory'];
export type SignInSettings = Settings['signIn'];
