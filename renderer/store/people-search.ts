import type { KioskApi } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/error-code.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';
import { isSearchable } from '../../shared/search-query.ts';
import type { RendererClock } from './renderer-clock.ts';

/** What the search screen shows. `query` is what is in the field; `people` belong to `foundFor`. */
export interface SearchState {
  readonly query: string;
  readonly progress: 'idle' | 'searching' | 'found' | 'failed';
  readonly foundFor: string;
  readonly people: readonly PersonCard[];
  readonly isFromCache: boolean;
  /** Nobody is called so; these people nearly are. */
  readonly isNear?: true;
  /** Why nobody could be asked; beside people of the copy, why only the copy was. */
  readonly problem?: ErrorCode | SearchProblem;
}

export const emptySearch: SearchState = { query: '', progress: 'idle', foundFor: '', people: [], isFromCache: false };

/** Typing rests this long before the directory is asked. */
const restMs = 160;
/** Enough to find oneself; longer lists mean more letters are needed. */
const peopleShown = 24;

/** Search as one types: asks once typing rests, and only the answer to the newest question counts. */
export function createPeopleSearch(
  parts: { readonly api: KioskApi; readonly clock: RendererClock },
  set: (state: SearchState) => void,
) {
  let state = emptySearch;
  let question = 0;
  let cancel: (() => void) | undefined;

  function put(next: SearchState) {
    state = next;
    set(next);
  }

  async function ask() {
    const asked = question;
    const query = state.query.trim();
    const reply = await parts.api.commands['people.search']({ query }).catch(() => undefined);
    if (asked !== question) return;
    if (reply?.kind === 'ok') {
      const { people, isFromCache, isNear, problem } = reply.value;
      put({
        query: state.query,
        progress: 'found',
        foundFor: query,
        people: people.slice(0, peopleShown),
        isFromCache,
        ...(isNear === undefined ? {} : { isNear }),
        ...(problem === undefined ? {} : { problem }),
      });
    } else {
      // The station asks for a moment of patience, and asks again by itself when it is over.
      const waitMs = reply?.error.code === 'too-many-searches' ? Number(reply.error.detail?.retryAfterMs) : 0;
      if (waitMs > 0) cancel = parts.clock.setTimer(waitMs, () => void ask());
      put({ ...emptySearch, query: state.query, progress: 'failed', problem: reply?.error.code ?? 'internal' });
    }
  }

  return {
    /** The field's new text. */
    type(query: string) {
      question += 1;
      cancel?.();
      if (!isSearchable(query)) {
        put({ ...emptySearch, query });
        return;
      }
      put({ ...state, query, progress: 'searching' });
      cancel = parts.clock.setTimer(restMs, () => void ask());
    },
    /** Asks the same again, at once. */
    again() {
      question += 1;
      cancel?.();
      put({ ...state, progress: 'searching' });
      void ask();
    },
    clear() {
      question += 1;
      cancel?.();
      put(emptySearch);
    },
  };
}
