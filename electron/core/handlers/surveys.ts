import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** Who has no photo. */
export function surveysHandlers({ rosters: { surveys } }: HandlerParts): HandlersOf<'surveys'> {
  return {
    'surveys.look': async (of) => surveys.look(of),
    'surveys.begin': async (order) => surveys.begin(order),
    'surveys.pause': async (of) => surveys.pause(of),
    'surveys.people': async (wanted) => surveys.people(wanted),
    'surveys.report': surveys.report,
    'surveys.toList': surveys.toList,
  };
}
