import type { CommandReply } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { personCards } from '../../directory/person-card.ts';
import { searchProblemOf } from '../../directory/search-problem.ts';
import { failureOf } from '../outcome-failure.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Finding people, and the photos they have now. */
export function peopleHandlers(parts: HandlerParts): HandlersOf<'people'> {
  const { directory, directoryNews, found, personPhoto } = parts;
  return {
    'people.search': async ({ query }) => {
      if (parts.settings.directory.people === 'rosters') {
        const people = parts.rosters.searchPeople(query);
        found.note(people);
        return ok({ people: personCards(people), isFromCache: false });
      }
      const visit = found.visit();
      const answered = await directory.search(query);
      if (answered.kind === 'error') {
        directoryNews.searched(searchProblemOf(answered.error));
        return err(failureOf(answered.error));
      }
      const { people, isFromCache, isNear, problem } = answered.value;
      directoryNews.searched(problem);
      // Whoever asked has gone: nobody was shown these people, and no picture of theirs is to be had.
      if (visit !== found.visit()) return ok({ people: [], isFromCache });
      found.note(people);
      return ok({
        people: personCards(people),
        isFromCache,
        ...(isNear === undefined ? {} : { isNear }),
        ...(problem === undefined ? {} : { problem }),
      });
    },
    'people.identify': (request) => identify(parts, request.code),
    'people.photo': async ({ personId, edgePx }) => {
      const visit = found.visit();
      const photo = await personPhoto(personId, edgePx);
      return ok(photo === undefined || visit !== found.visit() ? {} : { photo });
    },
    'people.forget': async () => {
      found.forget();
      return ok({});
    },
  };
}

/** Finds out whose badge or card it is; one that is nobody's counts much more against the pace of the next. */
async function identify(parts: HandlerParts, text: string): Promise<Result<CommandReply<'people.identify'>, Failure>> {
  const { directory, directoryNews, found, badgeRates, rosters, settings } = parts;
  const visit = found.visit();
  const code = parts.readBadge(text);
  const holder = rosters.byCard(text);
  const isOfRosters = settings.directory.people === 'rosters';
  const ask = isOfRosters ? rosters.identify : directory.identify;
  const answered = holder !== undefined || code === undefined ? ok(holder) : await ask(code);
  if (answered.kind === 'error') {
    directoryNews.searched(searchProblemOf(answered.error));
    return err(failureOf(answered.error));
  }
  const person = answered.value;
  const [card] = person === undefined ? [] : personCards([person]);
  if (person === undefined || card === undefined) return err({ code: 'unknown-badge' });
  badgeRates.wasKnown();
  // Whoever showed it has left meanwhile: the next visit has shown nothing.
  if (visit !== found.visit()) return err({ code: 'not-now' });
  found.identify(person);
  return ok({ person: card });
}
