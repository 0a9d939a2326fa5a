import { canRemoveFrom } from '../core/former-photo.ts';
import { storeSections } from '../core/store-sections.ts';
import { createUploadQueue } from '../queue/durable-upload-queue.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { openStore, type Store } from '../storage/store.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes } from './command.ts';
import { queueWords } from './queue-words.ts';

const megabyte = 1024 * 1024;

/** The station's data, while no station runs. */
export interface StationData {
  readonly store: Store;
  readonly queue: UploadQueue;
}

/**
 * Opens the station's store and its queue without starting it: nothing is sent, and nothing that cannot be read is moved. A
 * running station or an unreadable store ends the command.
 */
export async function withStationData(
  context: CommandContext,
  use: (data: StationData) => Promise<CommandResult>,
  { isConnecting = false }: { readonly isConnecting?: boolean } = {},
): Promise<CommandResult> {
  const { settings, dataFolder, clock, cipher, log, tenant, unready } = await context.session();
  // Connecting is a way back to settings.
  if (unready !== undefined && !isConnecting) throw new CommandError(exitCodes.usage, [unready]);
  const freeSpaceFloorBytes = settings.queue.freeSpaceFloorMb * megabyte;
  const opened = await openStore({
    folder: dataFolder,
    cipher,
    clock,
    log,
    sections: storeSections,
    freeSpaceFloorBytes,
    leavesUnreadable: true,
  });
  if (opened.kind === 'error') {
    const fault = String(opened.error.detail?.fault);
    const words = fault === 'in-use' ? queueWords.inUse : queueWords.notOpened;
    const exitCode = fault === 'in-use' ? exitCodes.later : exitCodes.failed;
    throw new CommandError(exitCode, [words[context.language], `${dataFolder} (${fault})`]);
  }
  const store = opened.value;
  const never = async (): Promise<never> => {
    throw new Error('the queue of the command line sends nothing');
  };
  const queue = createUploadQueue({
    store,
    clock,
    log,
    random: Math.random,
    settings: settings.queue,
    stationId: settings.station.name,
    uploadPhoto: never,
    confirmPhoto: never,
    canRemove: canRemoveFrom(tenant.api),
    // Where people sign in themselves, nobody is signed in at the terminal.
    ...(settings.signIn.mode === 'self-service' ? { sessionAccount: () => undefined } : {}),
  });
  try {
    const taken = await queue.takeUp();
    if (taken.kind === 'error') {
      const fault = String(taken.error.detail?.fault);
      throw new CommandError(exitCodes.failed, [queueWords.notOpened[context.language], `${dataFolder} (${fault})`]);
    }
    return await use({ store, queue });
  } finally {
    await queue.stop();
    store.close();
  }
}
