import type { UploadQueue } from '../queue/upload-queue.ts';

interface SignOutParts {
  readonly queue: Pick<UploadQueue, 'withdrawUnsent'>;
  readonly signIn: { signOut(): Promise<unknown> };
  /** Only at a self-service station: the account that is signed in now. */
  readonly sessionAccount?: (() => Promise<string | undefined>) | undefined;
}

/**
 * Signs out whoever is signed in, however their visit ends. Where people sign in themselves nobody else's account may ever send
 * their photo: what has not gone is withdrawn before, and none of it starts from when this is called. What the station saved with
 * an account of its own goes on waiting.
 */
export function createSignOut({ queue, signIn, sessionAccount }: SignOutParts): () => Promise<void> {
  return async () => {
    if (sessionAccount === undefined) {
      await signIn.signOut();
      return;
    }
    const withdrawing = queue.withdrawUnsent(({ accountId }) => accountId !== undefined);
    const leaving = await sessionAccount();
    await withdrawing;
    await signIn.signOut();
    // What was on its way into the queue, of nobody but them: somebody else may have signed in.
    if (leaving !== undefined) await queue.withdrawUnsent(({ accountId }) => accountId === leaving);
  };
}
