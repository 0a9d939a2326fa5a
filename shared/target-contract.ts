import { z } from 'zod';
import { byOperator, bytes, captureBytes, command, sha256 } from './contract-command.ts';
import { cropSchema } from './crop.ts';
import { directoryTargets, targetCardSchema } from './target-card.ts';
import { uploadJobSchema } from './upload-job.ts';

/**
 * What the station's token can do with the photos of a kind of target, told before anybody chooses one. `perhaps`: the token
 * holds what the documents ask for, and Microsoft 365 was seen refusing it all the same. `unknown`: there is no token to look at.
 */
const abilitySchema = z.object({
  kind: z.enum(directoryTargets),
  can: z.enum(['yes', 'perhaps', 'no', 'unknown']),
  /**
   * What is or may be in the way: the API has no such photos, the token has no permission, a person has to sign in, or whoever has
   * signed in has no role and may not own it.
   */
  lack: z.enum(['api', 'permission', 'person', 'role']).optional(),
  /** The least permission that would do, or does. */
  permission: z.string().optional(),
  /** The least permission to find them, where the token has none. */
  findPermission: z.string().optional(),
});
export type TargetAbility = z.infer<typeof abilitySchema>;

/** Where people sign in themselves nobody sends photos of anything else. */
const existsAt = { signInModes: ['application', 'operator'], isUnset: false } as const;
/** What a screen asks by itself. */
const byScreen = { access: 'operator', existsAt } as const;
const targetId = z.string().min(1).max(4096);
const targets = z.object({
  targets: z.array(targetCardSchema),
  /** False: there are more than these. */
  isWhole: z.boolean(),
});

/** Groups, teams and contacts: the photos that are nobody's own. */
export const targetCommands = {
  'targets.look': command(
    byScreen,
    z.object({ targetId: targetId.optional() }).strict(),
    z.object({
      abilities: z.array(abilitySchema),
      /** The target asked about, where it was shown since the operator's screens were unlocked: no other can be saved. */
      shown: targetCardSchema.optional(),
      /** Whose contacts: the signed-in person's own, or those of a mailbox that is chosen first. */
      contactsOf: z.enum(['own', 'chosen']),
    }),
  ),
  /** Groups or teams by the words of their names. */
  'targets.find': command(
    byScreen,
    z.object({ kind: z.enum(['group', 'team']), query: z.string().max(200).trim().min(1) }).strict(),
    targets,
  ),
  /**
   * The contacts of a mailbox, by its owner's id; absent: those of whoever has signed in. Where there are more than are listed,
   * `beginning` finds the others by the beginning of their names.
   */
  'targets.contacts': command(
    byScreen,
    z
      .object({
        ownerId: z.string().min(1).max(200).optional(),
        beginning: z.string().max(200).trim().min(1).optional(),
      })
      .strict(),
    targets,
  ),
  /** The photo that it has now, of what was found; no photo, or none that can be read now, is `undefined`. */
  'targets.photo': command(
    byScreen,
    z.object({ targetId, edgePx: z.number().int().min(1).max(648) }).strict(),
    z.object({ photo: bytes.optional() }),
  ),
  /** Makes the photo of something that was found and saves it; the reply is the promise of `uploads.enqueue`. */
  'targets.save': command(
    { ...byOperator, existsAt },
    z.object({ targetId, capture: captureBytes, crop: cropSchema }).strict(),
    z.object({ job: uploadJobSchema, captureSha256: sha256, photoSha256: sha256, photo: bytes }),
  ),
} as const;
