import type { Person } from '../../shared/person.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';

/** Who is signed in at a self-service station, as the queue needs to know it: at once, and never the one before. */
export interface SessionAccountWatch {
  id(): string | undefined;
  /** Who is signed in, by the id token; from then on `id` says so. */
  read(): Promise<string | undefined>;
  close(): void;
}

interface WatchParts {
  readonly signIn: {
    onChange(listener: (state: SignInState) => void): () => void;
    me(): Promise<Person | undefined>;
  };
  /** Called when somebody is known to be signed in. */
  readonly onKnown: () => void;
  /** Called when nobody is signed in any more, however that came. */
  readonly onEnded: () => void;
}

/** Follows the sign-in. */
export function watchSessionAccount({ signIn, onKnown, onEnded }: WatchParts): SessionAccountWatch {
  let known: string | undefined;
  let session = 0;
  const read = async () => {
    const asked = session;
    const me = await signIn.me();
    if (asked !== session) return undefined;
    if (me?.id !== known) {
      known = me?.id;
      if (known !== undefined) onKnown();
    }
    return known;
  };
  const end = signIn.onChange(({ kind }) => {
    if (kind === 'signed-in') void read();
    else if (kind === 'signed-out') {
      session += 1;
      known = undefined;
      onEnded();
    }
  });
  return { id: () => known, read, close: end };
}
