import type { EventName, EventValue, KioskHandlers } from '../shared/contract.ts';
import { type PhotoSurvey, type SurveyPhase, type SurveyRow, surveyAnswers } from '../shared/photo-survey.ts';
import { ok } from '../shared/result.ts';

type Emit = <Name extends EventName>(name: Name, value: EventValue<Name>) => void;

const names = ['Aiko Tanaka', '田中 美咲', 'Antoine Lefèvre', '张伟', 'Amina Abdullahi-Oyelaran de la Cruz'];

/** Made-up people with every answer. */
function sampleRows(count: number): SurveyRow[] {
  return Array.from({ length: count }, (_, index) => {
    const answer = surveyAnswers[index % surveyAnswers.length] ?? 'waiting';
    return {
      person: {
        objectId: `person-${index}`,
        displayName: names[index % names.length] ?? '',
        userPrincipalName: `person${index}@contoso.com`,
        employeeNumber: String(4100 + index),
        department: 'Workplace services',
      },
      answer,
      ...(answer === 'waiting' ? {} : { askedAtMs: 1_790_000_000_000 }),
      ...(answer === 'unread'
        ? { why: { kind: 'refused', status: 403, requestId: 'A1'.repeat(18), at: '2026-09-21T14:13:20.000Z' } }
        : {}),
    };
  });
}

/** Handlers for asking who has no photo over made-up people; `emit` carries the events that the core would send. */
export function surveyHandlers(emit: Emit): Partial<KioskHandlers> {
  const rows = sampleRows(120);
  let phase: SurveyPhase = 'none';
  const shown = () => (phase === 'none' ? [] : rows);
  const survey = (rosterId: string | undefined): PhotoSurvey => ({
    ...(rosterId === undefined
      ? { scope: 'everybody' as const, name: '', withoutAccount: 0 }
      : { rosterId, scope: 'roster' as const, name: 'Onboarding, Monday', withoutAccount: 4 }),
    phase,
    counts: Object.fromEntries(
      surveyAnswers.map((answer) => [answer, shown().filter((row) => row.answer === answer).length]),
    ) as PhotoSurvey['counts'],
    ...(phase === 'none' ? {} : { begunAtMs: 1_790_000_000_000 }),
    ...(phase === 'asking' ? { perSecond: 11.4, msLeft: 154_000 } : {}),
    ...(phase === 'paused'
      ? { why: { kind: 'refused', status: 403, at: '2026-09-21T14:13:20.000Z' }, isUnkept: true as const }
      : {}),
  });
  const to = (next: SurveyPhase, rosterId: string | undefined) => {
    phase = next;
    emit('surveys.changed', { survey: survey(rosterId) });
    return ok({ survey: survey(rosterId) });
  };
  return {
    'surveys.look': async ({ rosterId }) => ok({ survey: survey(rosterId) }),
    'surveys.begin': async ({ rosterId }) => to(phase === 'none' ? 'asking' : 'ended', rosterId),
    'surveys.pause': async ({ rosterId }) => to('paused', rosterId),
    'surveys.people': async ({ rosterId, filter, offset, limit }) => {
      const listed = shown().filter(({ answer }) => filter === 'all' || answer === filter);
      return ok({ rows: listed.slice(offset, offset + limit), total: listed.length, survey: survey(rosterId) });
    },
    'surveys.report': async () => ok({ file: new Uint8Array([1]) }),
  };
}
