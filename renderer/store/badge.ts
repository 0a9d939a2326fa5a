import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/error-code.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Flow } from './flow-step.ts';
import type { BadgeProblem, BadgeState, KioskState } from './kiosk-state.ts';

export interface Badges {
  /** Whether a badge that is shown now means anything: it never takes a picture away from whoever stands here. */
  isWanted(): boolean;
  show(code: string): void;
  /** Somebody wants to show one; after a receipt that is the next person. */
  ask(): void;
  /** Somebody would rather be found by name. */
  leave(): void;
}

const steps: readonly Flow['kind'][] = ['attract', 'search', 'receipt'];

function problemOf(code: ErrorCode | undefined): BadgeProblem {
  switch (code) {
    case 'unknown-badge':
    case 'bad-request':
      return 'unknown';
    case 'offline':
      return 'offline';
    case 'too-many-searches':
    case 'throttled':
      return 'busy';
    default:
      return 'trouble';
  }
}

/** Finding oneself by a badge or code. */
export function createBadges(
  { api, state }: { readonly api: KioskApi; readonly state: StoreApi<KioskState> },
  on: {
    /** Ends the visit of whoever was here, with all that is shown of them. */
    end(): void;
    /** Goes to where people say who they are. */
    begin(): void;
    /** Resolves once the core has forgotten the visit before. */
    forgotten(): Promise<unknown>;
    person(person: PersonCard): void;
  },
): Badges {
  /** Goes up with each badge and each visit: an answer to an earlier one counts for nothing. */
  let turn = 0;
  const put = (badge: BadgeState) => state.setState({ badge });

  function isWanted(): boolean {
    const { flow, snapshot } = state.getState();
    const isOpen = snapshot?.queue.canSave === true && snapshot.isUnset !== true;
    return isOpen && snapshot.station.mode !== 'self-service' && steps.includes(flow.kind);
  }
  /** Whoever stands here now begins; whoever was here before has ended. */
  function leaveOthers() {
    if (state.getState().flow.kind === 'receipt') on.end();
    on.begin();
  }
  async function look(code: string) {
    turn += 1;
    const mine = turn;
    put({ kind: 'looking' });
    await on.forgotten();
    const reply = await api.commands['people.identify']({ code: code.slice(0, 400) }).catch(() => undefined);
    if (mine !== turn || state.getState().flow.kind !== 'search') return;
    if (reply?.kind !== 'ok') return put({ kind: 'failed', problem: problemOf(reply?.error.code) });
    put({ kind: 'quiet' });
    on.person(reply.value.person);
  }
  return {
    isWanted,
    show(code) {
      if (!isWanted() || code === '') return;
      leaveOthers();
      void look(code);
    },
    ask() {
      if (!isWanted()) return;
      if (state.getState().flow.kind !== 'search') leaveOthers();
      put({ kind: 'asked' });
    },
    leave() {
      turn += 1;
      put({ kind: 'quiet' });
    },
  };
}
