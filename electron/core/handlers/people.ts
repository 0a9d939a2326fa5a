import type { CommandReply } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { readBadge } from '../../directory/badge.ts';
import { personCards } from '../../directory/person-card.ts';
import { searchProblemOf } from '../../directory/search-problem.ts';
import { failureOf } from '../outcome-failure.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Finding people, and the photos they have now. */
export function peopleHandlers(parts: HandlerParts): HandlersOf<'people'> {
  const { directory, directoryNews, found, searchRate, personPhoto } = parts;
  return {
    'people.search': async ({ query }) => {
      const retryAfterMs = isUnattended(parts) ? searchRate.take() : 0;
      if (retryAfterMs > 0) return err({ code: 'too-many-searches', detail: { retryAfterMs } });
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
      // In a lobby an id opens no picture of somebody whom this visit has not been shown.
      if ((isUnattended(parts) || asksForBadge(parts)) && found.person(personId) === undefined) return ok({});
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

/** Finds out whose badge or card it is, as often as badges are really held up; each one that is nobody's counts much more. */
async function identify(parts: HandlerParts, text: string): Promise<Result<CommandReply<'people.identify'>, Failure>> {
  const { directory, directoryNews, found, badgeRates, rosters, settings } = parts;
  const visit = found.visit();
  if (isUnattended(parts) || asksForBadge(parts)) {
    const retryAfterMs = badgeRates.take();
    if (retryAfterMs > 0) return err({ code: 'too-many-searches', detail: { retryAfterMs } });
  }
  const code = readBadge(text, settings.station);
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

/** Whether only a badge opens anything to whoever is at the screen. */
function asksForBadge({ settings, operator }: HandlerParts): boolean {
  return settings.station.trust === 'badge' && !operator.isOperator();
}

/** Whether whoever is at the screen may be a stranger whom nobody watches. */
function isUnattended({ settings, operator }: HandlerParts): boolean {
  return settings.station.mode === 'reception' && settings.signIn.mode !== 'self-service' && !operator.isOperator();
}
