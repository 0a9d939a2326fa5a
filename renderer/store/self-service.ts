import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/error-code.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { KioskState, SelfServiceState } from './kiosk-state.ts';

export interface SelfService {
  /** Asks for a code, once whoever was here before has been signed out completely. */
  begin(): void;
  /** Follows the store: a signed-in person goes on by themselves, an expired code is replaced. */
  follow(now: KioskState, before: KioskState): void;
  /** Ends the flow on the phone and signs the person out; what was not sent is withdrawn by the core. */
  leave(): void;
}

/** Signing in with one's own phone. Does nothing at stations of another mode. */
export function createSelfService(
  api: KioskApi,
  state: StoreApi<KioskState>,
  onPerson: (person: PersonCard) => void,
): SelfService {
  /** Goes up with every visit and every code; an answer to an earlier question counts for nothing. */
  let turn = 0;
  let isAsked = false;
  let leaving: Promise<unknown> = Promise.resolve();

  const put = (selfService: SelfServiceState) => state.setState({ selfService });
  const isHere = (mine: number) => mine === turn && state.getState().flow.kind === 'sign-in';

  async function ask(isRenewed: boolean) {
    turn += 1;
    const mine = turn;
    isAsked = false;
    put({ kind: 'asked', isRenewed });
    // A sign-out still under way would end the new person's flow.
    await leaving;
    if (!isHere(mine)) return;
    isAsked = true;
    const reply = await api.commands['signIn.start']({ method: 'device-code' }).catch(() => undefined);
    if (!isHere(mine) || reply?.kind === 'ok') return;
    isAsked = false;
    put({ kind: 'failed', problem: reply?.error.code === 'offline' ? 'offline' : 'trouble' });
  }

  async function meet() {
    turn += 1;
    const mine = turn;
    isAsked = false;
    put({ kind: 'meeting' });
    const reply = await api.commands['signIn.me']({}).catch(() => undefined);
    if (!isHere(mine)) return;
    if (reply?.kind === 'ok') onPerson(reply.value.person);
    else put({ kind: 'failed', problem: meetProblem(reply?.error.code) });
  }

  return {
    begin: () => void ask(false),
    follow(now, before) {
      const signIn = now.snapshot?.signIn;
      if (signIn === undefined || signIn === before.snapshot?.signIn || now.flow.kind !== 'sign-in' || !isAsked) return;
      if (signIn.kind === 'signed-in') void meet();
      else if (signIn.kind === 'needs-attention' && signIn.problem === 'code-expired') void ask(true);
    },
    leave() {
      turn += 1;
      isAsked = false;
      const { snapshot } = state.getState();
      if (snapshot?.station.mode !== 'self-service') return;
      put({ kind: 'quiet' });
      leaving = leaving.then(() => api.commands['signIn.signOut']({}).catch(() => undefined));
    },
  };
}

/** Whether the person is not known, or could only not be asked for. */
function meetProblem(code: ErrorCode | undefined): 'offline' | 'trouble' | 'no-person' {
  if (code === 'offline') return 'offline';
  return code === 'throttled' || code === 'service-trouble' ? 'trouble' : 'no-person';
}
