import { err, ok, type Result } from '../../shared/result.ts';
import type { Share } from './share-table.ts';
import type { ListFailure, ListPage, SharedList } from './shared-list.ts';

/**
 * Whose a list is. `told`: a station of this sharing that knows, since it was made there, says so in it. `known`: people of this roster
 * stand in it. `likely`: nothing in it speaks against it. `not-ours`: it holds somebody else's rows, or another sharing is at work there.
 */
type Verdict = 'told' | 'known' | 'likely' | 'not-ours';

interface ProofParts extends Pick<Share, 'sharing' | 'stationId'> {
  /** Whether this station has a person of this key in its roster. */
  readonly knows: (personKey: string) => boolean;
}

/** Finds out whose a list is from what stands in it: a hand-over file may have been edited. */
export class ListProof {
  readonly #parts: ProofParts;
  #isTold = false;
  #isSaidHere = false;
  #isOthers = false;
  #isKnown = false;
  #isEmpty = true;

  constructor(parts: ProofParts) {
    this.#parts = parts;
  }

  note({ rows, stations, foreignItems }: ListPage): void {
    const { sharing, stationId, knows } = this.#parts;
    for (const { note } of stations) {
      if (note?.sharing !== sharing) this.#isOthers ||= note !== undefined && note.endedAtMs === undefined;
      else if (note.station === stationId) this.#isSaidHere = true;
      else this.#isTold ||= note.isProved === true;
    }
    this.#isEmpty &&= rows.length === 0 && foreignItems.length === 0;
    this.#isKnown ||= rows.some(({ personKey }) => knows(personKey));
  }

  get verdict(): Verdict {
    if (this.#isTold) return 'told';
    if (this.#isOthers) return 'not-ours';
    if (this.#isKnown) return 'known';
    return this.#isSaidHere || this.#isEmpty ? 'likely' : 'not-ours';
  }
}

/** Reads a list until it is told whose it is, or to its end. */
export async function proveList(
  list: Pick<SharedList, 'page'>,
  parts: ProofParts,
): Promise<Result<Exclude<Verdict, 'not-ours'>, ListFailure>> {
  const proof = new ListProof(parts);
  let link: string | undefined;
  for (let isLast = false; !isLast && proof.verdict !== 'told'; ) {
    const page = await list.page(link);
    if (page.kind === 'error') return page;
    ({ link, isLast } = page.value);
    proof.note(page.value);
  }
  return proof.verdict === 'not-ours' ? err({ kind: 'not-ours' }) : ok(proof.verdict);
}
