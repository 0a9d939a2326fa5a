import { z } from 'zod';
import { byOperator, bytes, command, done, none, sha256 as pictureId } from './contract-command.ts';
import { event, heardByAnyone } from './contract-event.ts';

/** `off`: no folder is named. `opening`: it has not been looked at yet. `gone`: it cannot be read. */
export const hotFolderStates = ['off', 'opening', 'watching', 'gone'] as const;

const id = z.string().min(1).max(64);

/** What a camera's own program has put into the folder, and nobody has used or left out. */
export const hotPictureSchema = z.object({
  id: pictureId,
  /** Of the file, within the folder. */
  name: z.string(),
  arrivedAtMs: z.number(),
});
export type HotPicture = z.infer<typeof hotPictureSchema>;

const existsAt = { signInModes: ['application', 'operator'], isUnset: false } as const;
const byScreen = { access: 'operator', existsAt } as const;
const picture = z.object({ id: pictureId, capture: bytes });

/** Pictures of a real camera, that arrive in a folder. */
export const hotFolderCommands = {
  /** Newest first. */
  'hotFolder.look': command(
    byScreen,
    none,
    z.object({
      state: z.enum(hotFolderStates),
      pictures: z.array(hotPictureSchema),
      /** Files that do not become a picture: half written for long, or something else. */
      unreadable: z.number().int(),
    }),
  ),
  /** Any of them, upright. */
  'hotFolder.open': command(byScreen, z.object({ pictureId }).strict(), z.object({ picture: picture.optional() })),
  /**
   * The newest picture that came since the operator has called this person, but for those that were shown already. Whoever stands
   * before the camera may see it; of anybody else it is refused.
   */
  'hotFolder.take': command(
    { access: 'anyone', existsAt, aboutCalled: (call) => call },
    z.object({ rosterId: id, sessionId: id, personKey: id, shown: z.array(pictureId).max(500) }).strict(),
    z.object({ picture: picture.optional() }),
  ),
  /** Nobody is in it, or it is not wanted: it is not listed any more. The file stays where it is. */
  'hotFolder.leaveOut': command(
    { ...byOperator, existsAt },
    z.object({ pictureIds: z.array(pictureId).min(1).max(500) }).strict(),
    done,
  ),
} as const;

export const hotFolderEvents = {
  /** Something came or went; `arrivedFor`: for whom the operator has called. */
  'hotFolder.changed': event(
    heardByAnyone,
    z.object({ state: z.enum(hotFolderStates), waiting: z.number().int(), arrivedFor: id.optional() }),
  ),
} as const;
