import { err, ok } from '../../../shared/result.ts';
import { personCards } from '../../directory/person-card.ts';
import { searchProblemOf } from '../../directory/search-problem.ts';
import { failureOf, type HandlerParts, type HandlersOf } from './handler-parts.ts';

/** Finding people, and the photos they have now. */
export function peopleHandlers(parts: HandlerParts): HandlersOf<'people'> {
  const { directory, directoryNews, found, searchRate, personPhoto } = parts;
  return {
    'people.search': async ({ query }) => {
      const retryAfterMs = isUnattended(parts) ? searchRate.take() : 0;
      if (retryAfterMs > 0) return err({ code: 'too-many-searches', detail: { retryAfterMs } });
      const answered = await directory.search(query);
      if (answered.kind === 'error') {
        directoryNews.searched(searchProblemOf(answered.error));
        return err(failureOf(answered.error));
      }
      const { people, isFromCache, problem } = answered.value;
      directoryNews.searched(problem);
      found.note(people);
      return ok({ people: personCards(people), isFromCache, ...(problem === undefined ? {} : { problem }) });
    },
    'people.photo': async ({ personId, edgePx }) => {
      // In a lobby an id opens no picture of somebody whom this visit has not been shown.
      if (isUnattended(parts) && found.person(personId) === undefined) return ok({});
      const photo = await personPhoto(personId, edgePx);
      return ok(photo === undefined ? {} : { photo });
    },
    'people.forget': async () => {
      found.forget();
      return ok({});
    },
  };
}

/** Whether whoever is at the screen may be a stranger whom nobody watches. */
function isUnattended({ settings, operator }: HandlerParts): boolean {
  return settings.station.mode === 'reception' && settings.signIn.mode !== 'self-service' && !operator.isOperator();
}
