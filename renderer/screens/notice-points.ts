import type { PersonCard } from '../../shared/person-card.ts';
import { withoutAccount } from '../../shared/roster-run.ts';
import type { Station } from '../../shared/station.ts';

/** What the notice says, in this order; `undo…`: of the photo that is replaced. */
export type NoticePoint = 'what' | 'why' | 'howLong' | 'waits' | 'howLongWaits' | 'undoOwn' | 'undo';

/** What is so for this person: whose account is not known has no photo that is replaced, and theirs waits. */
export function noticePoints(
  person: PersonCard,
  { keepFormerHours, mode }: Pick<Station, 'keepFormerHours' | 'mode'>,
): readonly NoticePoint[] {
  if (person.id.startsWith(withoutAccount)) return ['what', 'waits', 'howLongWaits'];
  const points = ['what', 'why', 'howLong'] as const;
  if (keepFormerHours === 0) return points;
  return [...points, mode === 'self-service' ? 'undoOwn' : 'undo'];
}
