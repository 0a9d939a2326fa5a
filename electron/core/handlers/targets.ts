import type { CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { targetOfCard } from '../../../shared/target-card.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

/** The photos of groups, teams and contacts. */
export function targetsHandlers(parts: HandlerParts): HandlersOf<'targets'> {
  const { targets } = parts;
  return {
    'targets.look': async ({ targetId }) => {
      const shown = targetId === undefined ? undefined : targets.shown(targetId);
      return ok({ ...(await targets.look()), ...(shown === undefined ? {} : { shown }) });
    },
    'targets.find': async ({ kind, query }) => targets.find(kind, query),
    'targets.contacts': async ({ ownerId, beginning }) => targets.contacts(ownerId, beginning),
    'targets.photo': async ({ targetId, edgePx }) => {
      const photo = await targets.photo(targetId, edgePx);
      return ok(photo === undefined ? {} : { photo });
    },
    'targets.save': (request) => save(parts, request),
  };
}

/** The name is the directory's, never what a page says; nobody gives their consent for a group, so no notice is kept with it. */
async function save(
  { settings, photoWorker, queue, targets }: HandlerParts,
  { targetId, capture, crop }: CommandRequest<'targets.save'>,
): Promise<Result<CommandReply<'targets.save'>, Failure>> {
  const card = targets.shown(targetId);
  const target = targetOfCard(targetId);
  if (card === undefined || target === undefined) return err({ code: 'not-found' });
  const { outputEdgePx, quality, isProgressive } = settings.photo;
  const made = await photoWorker.prepare({ capture, crop, outputEdgePx, quality, isProgressive });
  if (made.kind === 'error') return made;
  const { photo, photoSha256, captureSha256 } = made.value;
  const saved = queue.enqueue({ target, personName: card.displayName, photo, photoSha256, noticeVersion: '' });
  return saved.kind === 'ok' ? ok({ job: saved.value, captureSha256, photoSha256, photo }) : saved;
}
