import { err, ok } from '../../../shared/result.ts';
import { failureOf, type HandlerParts, type HandlersOf } from './handler-parts.ts';

/** Finding people, and the photos they have now. */
export function peopleHandlers({ directory, personPhoto }: HandlerParts): HandlersOf<'people'> {
  return {
    'people.search': async ({ query }) => {
      const found = await directory.search(query);
      return found.kind === 'ok' ? found : err(failureOf(found.error));
    },
    'people.photo': async ({ personId, edgePx }) => {
      const photo = await personPhoto(personId, edgePx);
      return ok(photo === undefined ? {} : { photo });
    },
  };
}
