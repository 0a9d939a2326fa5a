import type { Person } from '../../shared/person.ts';
import type { Clock } from '../ports.ts';

/** Nobody stays at a station longer than this without being found again. */
const keepMs = 60 * 60_000;
const keepCount = 400;

/** The people that the present visit was shown: only their photos may be asked for. In memory only. */
export interface FoundPeople {
  note(people: readonly Person[]): void;
  /** Somebody whom this visit was shown; `undefined` for everybody else. */
  person(id: string): Person | undefined;
  /** This visit has shown this person's badge. */
  identify(person: Person): void;
  /** Whether it has. */
  isIdentified(id: string): boolean;
  /** Names the present visit; nobody else knows the name, and no other visit has it. What was asked in one is not answered in the next. */
  visit(): string;
  /** The visit is over. */
  forget(): void;
}

/** Creates it, for a visit that has found nobody yet. */
export function createFoundPeople(clock: Pick<Clock, 'monotonicMs'>, randomId: () => string): FoundPeople {
  let visit = randomId();
  const found = new Map<string, { readonly person: Person; readonly atMs: number }>();
  const identified = new Set<string>();

  function note(people: readonly Person[]): void {
    for (const person of people) {
      found.delete(person.id);
      found.set(person.id, { person, atMs: clock.monotonicMs() });
    }
    for (const oldest of found.keys()) {
      if (found.size <= keepCount) break;
      found.delete(oldest);
    }
  }
  const person = (id: string) => {
    const known = found.get(id);
    return known !== undefined && clock.monotonicMs() - known.atMs < keepMs ? known.person : undefined;
  };
  return {
    note,
    person,
    identify(shown) {
      note([shown]);
      identified.add(shown.id);
    },
    isIdentified: (id) => identified.has(id) && person(id) !== undefined,
    visit: () => visit,
    forget() {
      found.clear();
      identified.clear();
      visit = randomId();
    },
  };
}
