import type { ConnectFailure } from '../../shared/connection.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import { type Administrator, signInAdministrator, signInFailureOf } from './administrator.ts';
import type { CallDirectory } from './directory-call.ts';

/** The one administrator who is asked for at a time, for as long as they are needed. */
export interface AdministratorSeat {
  state(): SignInState | undefined;
  /** Calls as the administrator; `undefined` while none sits here. */
  call(): CallDirectory | undefined;
  /** Somebody signed in: who is there already, else whoever types the code. */
  signedIn(open: () => Administrator): Promise<Result<Administrator, ConnectFailure>>;
  /** Only another sign-in answers what was asked: a challenge, or an account that may do more. */
  wantAnother(): void;
  /** Nothing of the account is left when this resolves. */
  forget(): Promise<void>;
}

/** An empty seat; `onNews` hears of codes. */
export function createAdministratorSeat(onNews: () => void): AdministratorSeat {
  let administrator: Administrator | undefined;
  let wantsAnother = false;

  async function forget(): Promise<void> {
    const ended = administrator;
    administrator = undefined;
    await ended?.close();
  }

  return {
    state: () => administrator?.state(),
    call: () => administrator?.call,
    async signedIn(open) {
      administrator ??= open();
      const asked = administrator;
      if (asked.state().kind === 'signed-in' && !wantsAnother) return ok(asked);
      const how = await signInAdministrator(asked, onNews);
      if (administrator !== asked) return err({ code: 'interrupted' });
      if (how.kind === 'signed-in') {
        wantsAnother = false;
        return ok(asked);
      }
      await forget();
      return err(signInFailureOf(how));
    },
    wantAnother() {
      wantsAnother = true;
    },
    forget,
  };
}
