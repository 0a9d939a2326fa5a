import { z } from 'zod';
import { cameraConditions } from './camera-condition.ts';
import { certificateRenewalSchema } from './certificate-renewal.ts';
import { connectionSchema, connectPlanSchema, connectSheetSchema, recognitionSchema } from './connection.ts';
import { byOperator, bytes, byVisitor, captureBytes, command, done, none } from './contract-command.ts';
import { event, heardByAnyone, heardByOperator } from './contract-event.ts';
import { cropSchema } from './crop.ts';
import { directoryNoticeSchema } from './directory-notice.ts';
import type { Failure } from './error-code.ts';
import { photoAssessmentSchema } from './face/photo-assessment.ts';
import { filePickingCommands, filePickingEvents } from './file-picking-contract.ts';
import { hotFolderCommands, hotFolderEvents } from './hot-folder-contract.ts';
import { importCommands, importEvents } from './import-contract.ts';
import { personCardSchema } from './person-card.ts';
import { surveyCommands, surveyEvents } from './photo-survey.ts';
import type { Result } from './result.ts';
import { rosterCommands, rosterEvents } from './roster-contract.ts';
import { searchProblemSchema } from './search-problem.ts';
import {
  documentLimit,
  pinLengths,
  settingsPreviewSchema,
  settingsProblemSchema,
  settingsReadingSchema,
  settingsWritingSchema,
} from './settings-editing.ts';
import { signInStateSchema } from './sign-in-state.ts';
import { demoFaults, snapshotSchema } from './station.ts';
import { checkLineSchema } from './station-check.ts';
import { supportLogSchema } from './support-log.ts';
import { targetCommands } from './target-contract.ts';
import { uploadCommands } from './upload-contract.ts';
import { queueSummarySchema, uploadJobSchema } from './upload-job.ts';

export { captureLimitBytes } from './contract-command.ts';

const pinSchema = z.string().min(pinLengths.shortest).max(pinLengths.longest);

/**
 * Everything the renderer may ask of the core and hear from it. Preload, Electron IPC, loopback and test doubles are
 * derived from this one value: a new call is one entry here and one handler in `core/handlers/`.
 * Commands are verbs and answer with a `Result`; events are past facts and carry the new state whole. Who may call, and at
 * which stations, and who hears, stands here and nowhere else (`command-access.ts` and `contract-event.ts` say what the words
 * mean).
 */
export const contract = {
  commands: {
    'station.snapshot': command({ access: 'anyone' }, none, snapshotSchema),
    'station.check': command(byOperator, none, z.object({ lines: z.array(checkLineSchema) })),

    /** What is in the station's log, and then all of it; redacted when it was written. */
    'station.log': command(byOperator, none, z.object({ log: supportLogSchema })),
    'station.saveLog': command(byOperator, none, z.object({ log: bytes })),

    /** What the page would print, as a PDF: at a station whose window opens no dialog of the system. */
    'station.print': command({ ...byOperator, existsAt: { canPrintToFile: true } }, none, z.object({ file: bytes })),

    /** What the screen's side of the machine noticed; the core decides what it means. */
    'station.hint': command(
      { access: 'anyone' },
      z.object({ kind: z.enum(['network-online', 'network-offline']) }).strict(),
      done,
    ),
    /** How the camera is, whenever a screen that uses it sees a change; for monitoring. */
    'station.camera': command({ access: 'anyone' }, z.object({ condition: z.enum(cameraConditions) }).strict(), done),

    /** With one's own account there is nobody to look for, and no permission to. */
    'people.search': command(
      { access: 'seeker', existsAt: { signInModes: ['application', 'operator'], isUnset: false }, pace: 'search' },
      z.object({ query: z.string().max(200) }).strict(),
      z.object({
        people: z.array(personCardSchema),
        /** Found in the station's copy of the directory alone. */
        isFromCache: z.boolean(),
        /** Nobody is called so: these are whom one slip of the hand keeps from it. */
        isNear: z.literal(true).optional(),
        /** Why the directory itself was not heard; absent where it was. */
        problem: searchProblemSchema.optional(),
      }),
    ),
    /**
     * Whose badge or code it is: an employee number, or the key on a roster's card. From then on this visit may replace that
     * person's photo. `unknown-badge` where it is nobody's, or not one person's alone.
     */
    'people.identify': command(
      { access: 'anyone', existsAt: { signInModes: ['application', 'operator'], isUnset: false }, pace: 'badge' },
      z.object({ code: z.string().min(1).max(400) }).strict(),
      z.object({ person: personCardSchema }),
    ),
    /**
     * The present photo, at most `edgePx` wide; no photo, or offline without a cached one, is `undefined`. So is the photo of
     * somebody whom this visit was not shown, at a station that nobody watches.
     */
    'people.photo': command(
      { access: 'anyone', aboutShown: ({ personId }) => personId },
      z.object({ personId: z.string().min(1).max(200), edgePx: z.number().int().min(1).max(648) }).strict(),
      z.object({ photo: bytes.optional() }),
    ),
    /** The visit is over: whom it was shown is forgotten. */
    'people.forget': command({ access: 'anyone' }, none, done),

    /** Decodes any picture file into an upright JPEG without metadata, so that the renderer never decodes a foreign format. */
    'photos.open': command(
      { access: 'anyone', existsAt: { canChooseFile: true } },
      z.object({ file: captureBytes }).strict(),
      z.object({ capture: bytes, widthPx: z.number().int(), heightPx: z.number().int() }),
    ),
    /**
     * Looks for a face: the crop that it asks for, and what the photo of a crop (the suggested one, when none is given)
     * would lack. Advice for one picture: the reading is forgotten with the answer.
     */
    'photos.assess': command(
      { access: 'anyone', existsAt: { hasFaceGuidance: true } },
      z.object({ picture: captureBytes, crop: cropSchema.optional() }).strict(),
      photoAssessmentSchema,
    ),

    ...uploadCommands,

    'signIn.start': command(byVisitor, z.object({ method: z.enum(['device-code', 'browser']) }).strict(), done),
    'signIn.cancel': command(byVisitor, none, done),
    'signIn.signOut': command(byVisitor, none, done),
    /** The signed-in person of the self-service mode, to be photographed. */
    'signIn.me': command(
      { access: 'visitor', existsAt: { signInModes: ['self-service'] } },
      none,
      z.object({ person: personCardSchema }),
    ),

    'operator.unlock': command({ access: 'anyone' }, z.object({ pin: z.string().min(1).max(64) }).strict(), done),
    'operator.lock': command({ access: 'anyone' }, none, done),
    /** Somebody reads or scrolls: a finger or a key at the operator's screens, which asks for nothing else. */
    'operator.stay': command(byOperator, none, done),
    /** The station closes and is not started again by itself. The reply may come too late for the page. */
    'operator.close': command({ ...byOperator, existsAt: { canClose: true } }, none, done),

    /** Where connecting with a company's Microsoft 365 stands. */
    'connect.look': command({ access: 'operator' }, none, z.object({ connection: connectionSchema })),
    /** Begins, or goes on with the same plan; the reply does not wait for it. News are `connect.changed`. */
    'connect.begin': command(byOperator, connectPlanSchema, done),
    /** Where a company's Microsoft 365 is, by its domain or an address in it. */
    'connect.recognise': command(
      byOperator,
      z.object({ typed: z.string().min(1).max(320) }).strict(),
      recognitionSchema,
    ),
    'connect.proceed': command(byOperator, none, done),
    /** By hand: what the administrator types back. */
    'connect.answer': command(
      byOperator,
      z.object({ tenantId: z.string().min(1).max(260), clientId: z.string().min(1).max(64) }).strict(),
      z.object({ misfit: z.enum(['tenantId', 'clientId']).optional() }),
    ),
    'connect.stop': command(byOperator, none, done),
    /** The switch; the reply comes from the station as it is afterwards. `pin`: set with it, where the station needs one (`needsPin`). */
    'connect.finish': command(byOperator, z.object({ pin: pinSchema.optional() }).strict(), done),
    'connect.remove': command(byOperator, none, done),
    'connect.sheet': command(byOperator, none, z.object({ sheet: connectSheetSchema })),

    /** The certificate that the station signs in with, and where its renewal stands. */
    'certificate.look': command({ access: 'operator' }, none, z.object({ renewal: certificateRenewalSchema })),
    /** Renews, or goes on where it was left; the reply does not wait for it. News are `certificate.changed`. */
    'certificate.renew': command(byOperator, none, done),
    /** Takes the certificate of before out of the registration, as an administrator where it must be. */
    'certificate.removeFormer': command(byOperator, none, done),
    'certificate.stop': command(byOperator, none, done),

    'settings.read': command({ access: 'operator' }, none, settingsReadingSchema),
    /** What would be said of a document; nothing is written. */
    'settings.check': command(
      { access: 'operator' },
      z.object({ document: z.string().max(documentLimit) }).strict(),
      z.object({ problems: z.array(settingsProblemSchema) }),
    ),
    'settings.write': command(
      byOperator,
      z.object({ revision: z.string().max(64), document: z.string().max(documentLimit) }).strict(),
      settingsWritingSchema,
    ),
    /** Absent: no PIN any more. */
    'settings.setPin': command(byOperator, z.object({ pin: pinSchema.optional() }).strict(), settingsWritingSchema),
    /** The settings without what belongs to this station alone, for another one. */
    'settings.export': command(byOperator, none, z.object({ document: z.string() })),
    /** What `settings.import` would change, or what is wrong with the copy. */
    'settings.preview': command(
      byOperator,
      z.object({ document: z.string().max(documentLimit) }).strict(),
      settingsPreviewSchema,
    ),
    'settings.import': command(
      byOperator,
      z.object({ document: z.string().max(documentLimit) }).strict(),
      settingsWritingSchema,
    ),

    ...rosterCommands,
    ...importCommands,
    ...surveyCommands,
    ...targetCommands,
    ...hotFolderCommands,
    ...filePickingCommands,

    'demo.setFault': command(
      { access: 'anyone', existsAt: { isDemo: true } },
      z.object({ fault: z.enum(demoFaults) }).strict(),
      done,
    ),
  },
  events: {
    /** The station runs on other settings: everything that the screens know of it, anew. */
    'station.changed': event(heardByAnyone, z.object({ snapshot: snapshotSchema })),
    'connect.changed': event(heardByOperator, z.object({ connection: connectionSchema })),
    'certificate.changed': event(heardByOperator, z.object({ renewal: certificateRenewalSchema })),
    /** A file that the page saved did not get to the downloads of this machine. Told by the shell that refused or lost it. */
    'station.fileNotSaved': event(heardByAnyone, z.object({})),
    /** One is there whole, under this name in this folder. Told by a shell whose window shows no downloads of its own. */
    'station.fileSaved': event(heardByAnyone, z.object({ name: z.string(), folder: z.string() })),
    'uploads.changed': event(heardByAnyone, z.object({ job: uploadJobSchema })),
    'queue.changed': event(heardByAnyone, z.object({ queue: queueSummarySchema })),
    'directory.changed': event(heardByAnyone, z.object({ notice: directoryNoticeSchema })),
    'signIn.changed': event(heardByAnyone, z.object({ signIn: signInStateSchema })),
    'operator.changed': event(heardByAnyone, z.object({ isOperator: z.boolean() })),
    ...rosterEvents,
    ...importEvents,
    ...surveyEvents,
    ...hotFolderEvents,
    ...filePickingEvents,
    'demo.changed': event(heardByAnyone, z.object({ fault: z.enum(demoFaults) })),
  },
} as const;

export type Contract = typeof contract;
export type CommandName = keyof Contract['commands'];
export type EventName = keyof Contract['events'];
/** Those that may be told past the core, by a shell that knows nothing of the operator's lock. */
export type OpenEventName = {
  readonly [Name in EventName]: Contract['events'][Name]['heardBy'] extends 'anyone' ? Name : never;
}[EventName];
export type CommandRequest<Name extends CommandName> = z.infer<Contract['commands'][Name]['request']>;
export type CommandReply<Name extends CommandName> = z.infer<Contract['commands'][Name]['reply']>;
export type EventValue<Name extends EventName> = z.infer<Contract['events'][Name]['value']>;

/** Removes a listener. Calling it twice does nothing more. */
export type Unsubscribe = () => void;

/** What the renderer sees as `window.kiosk`: one function a command, one subscription an event; nothing else. */
export type KioskApi = {
  readonly commands: {
    readonly [Name in CommandName]: (request: CommandRequest<Name>) => Promise<Result<CommandReply<Name>, Failure>>;
  };
  readonly events: {
    readonly [Name in EventName]: (listener: (value: EventValue<Name>) => void) => Unsubscribe;
  };
};

/** One handler a command. `unknown` has become the request type by the time a handler runs. */
export type KioskHandlers = {
  readonly [Name in CommandName]: (request: CommandRequest<Name>) => Promise<Result<CommandReply<Name>, Failure>>;
};

export const commandNames = Object.keys(contract.commands) as readonly CommandName[];
export const eventNames = Object.keys(contract.events) as readonly EventName[];
