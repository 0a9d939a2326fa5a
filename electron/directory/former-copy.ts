import { z } from 'zod';
import { personSchema } from '../../shared/person.ts';
import type { Result } from '../../shared/result.ts';
import { stretches } from '../process/loop-turn.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { PeopleStore } from './people-store.ts';

/** The copy as version 0.1 kept it: one sealed document. */
const formerSchema = z.object({ version: z.literal(1), people: z.array(personSchema) });
const documentName = 'people';
const sliceRows = 200;

interface FormerDocuments {
  get(name: string): Uint8Array | undefined;
  delete(name: string): Result<void, SqliteFault>;
}

function formerPeople(bytes: Uint8Array) {
  try {
    const copy = formerSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return copy.success ? copy.data.people : [];
  } catch {
    return [];
  }
}

/**
 * Brings the people of a former version's copy into the rows, once, so that a station that was updated while it is offline
 * still finds them. At most `limit` people; the document is gone afterwards, a damaged one too.
 */
export async function adoptFormerCopy(
  documents: FormerDocuments,
  store: Pick<PeopleStore, 'count' | 'change'>,
  limit: number,
  pause: () => Promise<void>,
): Promise<void> {
  const bytes = documents.get(documentName);
  if (bytes === undefined) return;
  const people = limit > 0 && store.count() === 0 ? formerPeople(bytes) : [];
  for (const some of stretches(people, sliceRows)) {
    const users = some.map((user) => ({ kind: 'user' as const, user }));
    // What cannot be written now is read from the directory when the network is there.
    if (store.change(0, users, { isWhole: true, limit }).kind === 'error') return;
    await pause();
  }
  documents.delete(documentName);
}
