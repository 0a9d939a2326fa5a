import { expect, test } from 'vitest';
import { noticePoints } from '../../../renderer/screens/notice-points.ts';
import { cardOfRow } from '../../../shared/roster-run.ts';
import { samplePerson } from '../../kiosk-stage.ts';

const station = { keepFormerHours: 24, mode: 'onboarding' } as const;

test('the notice promises to replace and to keep a photo only to whoever has an account', () => {
  expect(noticePoints(samplePerson(0), station)).toEqual(['what', 'why', 'howLong', 'undo']);
  expect(noticePoints(samplePerson(0), { ...station, keepFormerHours: 0 })).toEqual(['what', 'why', 'howLong']);
  expect(noticePoints(samplePerson(0), { ...station, mode: 'self-service' })).toContain('undoOwn');
  const walkIn = cardOfRow({
    personKey: 'a',
    position: 0,
    entry: { displayName: 'Mira Holt' },
    match: { kind: 'unmatched' },
    state: { kind: 'open' },
    isWalkIn: true,
    isGone: false,
  });
  expect(noticePoints(walkIn, station)).toEqual(['what', 'waits', 'howLongWaits']);
});
