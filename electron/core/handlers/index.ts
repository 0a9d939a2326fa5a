import type { CommandHandlers } from '../caller.ts';
import { certificateHandlers } from './certificate.ts';
import { connectHandlers } from './connect.ts';
import { demoHandlers } from './demo.ts';
import { filesHandlers } from './files.ts';
import type { HandlerParts } from './handler-parts.ts';
import { hotFolderHandlers } from './hot-folder.ts';
import { importsHandlers } from './imports.ts';
import { operatorHandlers } from './operator.ts';
import { peopleHandlers } from './people.ts';
import { photosHandlers } from './photos.ts';
import { rostersHandlers } from './rosters.ts';
import { settingsHandlers } from './settings.ts';
import { signInHandlers } from './sign-in.ts';
import { stationHandlers } from './station.ts';
import { surveysHandlers } from './surveys.ts';
import { targetsHandlers } from './targets.ts';
import { uploadsHandlers } from './uploads.ts';

/**
 * The handlers of every command of the contract. They hold no rule about who may call: the dispatch keeps those, and tells them
 * by the `Caller` what the contract has them do otherwise for one than for another.
 */
export function createHandlers(parts: HandlerParts): CommandHandlers {
  return {
    ...stationHandlers(parts),
    ...peopleHandlers(parts),
    ...photosHandlers(parts),
    ...uploadsHandlers(parts),
    ...rostersHandlers(parts),
    ...importsHandlers(parts),
    ...surveysHandlers(parts),
    ...targetsHandlers(parts),
    ...hotFolderHandlers(parts),
    ...filesHandlers(parts),
    ...signInHandlers(parts),
    ...operatorHandlers(parts),
    ...demoHandlers(parts),
    ...connectHandlers(parts),
    ...certificateHandlers(parts),
    ...settingsHandlers(parts),
  };
}
