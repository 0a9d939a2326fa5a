import type { UploadQueue } from '../queue/upload-queue.ts';

interface SignOutParts {
  readonly queue: Pick<UploadQueue, 'withdrawUnsent'>;
  readonly signIn: { signOut(): Promise<unknown> };
  /** Only at a self-service station: the account that is signed in now. */
  readonly sessionAccount?: (() => Promise<string | undefined>) | undefined;
}

export interface SignOut {
  /** Ends the visit. One under way is what a second call waits for: whoever comes next is nobody to sign out. */
  end(): Promise<void>;
  /** Resolves when nobody is being signed out any more, however that went: nobody signs in before. */
  ended(): Promise<void>;
}

/**
 * Signs out whoever is signed in, however their visit ends. Where people sign in themselves nobody else's account may ever send
 * their photo: what has not gone is withdrawn before, and none of it starts from when this is called. Whoever leaves is signed out
 * also where that fails. What the station saved with an account of its own goes on waiting.
 */
export function createSignOut({ queue, signIn, sessionAccount }: SignOutParts): SignOut {
  async function leave(): Promise<void> {
    if (sessionAccount === undefined) {
      await signIn.signOut();
      return;
    }
    const withdrawing = queue.withdrawUnsent(({ accountId }) => accountId !== undefined);
    const asked = sessionAccount();
    try {
      await Promise.all([asked, withdrawing]);
    } finally {
      await signIn.signOut();
    }
    const leaving = await asked;
    // What was on its way into the queue meanwhile.
    if (leaving !== undefined) await queue.withdrawUnsent(({ accountId }) => accountId === leaving);
  }

  let underWay: Promise<void> | undefined;
  return {
    end() {
      underWay ??= leave().finally(() => {
        underWay = undefined;
      });
      return underWay;
    },
    ended: async () => underWay?.catch(() => {}),
  };
}
