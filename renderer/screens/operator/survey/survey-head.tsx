import { useTranslation } from 'react-i18next';
import type { PhotoSurvey } from '../../../../shared/photo-survey.ts';
import head from '../imports/import-head.module.css';
import { WhyNot, WorkProgress } from '../imports/import-head.tsx';
import rosters from '../rosters/rosters.module.css';

/** Who is asked about, how far it is, and what a person must know of it. */
export function SurveyHead({ survey }: { readonly survey: PhotoSurvey }) {
  const { t } = useTranslation();
  const { scope, name, phase, counts, withoutAccount, why, isUnlisted, isUnkept } = survey;
  const all = counts.waiting + counts.photo + counts['no-photo'] + counts.unread;
  const { done = all - counts.waiting, total = all } = survey;
  const words = t(`survey.phase.${phase}`);
  return (
    <div className={head.head} data-testid="survey-head">
      <h2 className={rosters.title}>{t(`survey.title.${scope}`, { name })}</h2>
      <p className={rosters.small} role="status">
        {words}
      </p>
      {phase === 'none' ? <p className={rosters.body}>{t('survey.body')}</p> : null}
      {phase === 'none' || phase === 'ended' ? null : (
        <WorkProgress
          words={words}
          isPaused={phase === 'paused'}
          done={done}
          total={phase === 'listing' ? 0 : total}
          perSecond={survey.perSecond}
          msLeft={survey.msLeft}
        />
      )}
      {withoutAccount === 0 ? null : (
        <p className={rosters.small}>{t('survey.withoutAccount', { count: withoutAccount })}</p>
      )}
      {isUnkept === true ? <p className={head.problem}>{t('survey.unkept')}</p> : null}
      {why === undefined ? null : (
        <>
          <p className={head.problem}>{t('survey.stopped')}</p>
          <WhyNot outcome={why} />
          {why.kind === 'refused' ? (
            <p className={rosters.small}>{t(isUnlisted === true ? 'survey.unlisted' : 'survey.refused')}</p>
          ) : null}
        </>
      )}
    </div>
  );
}
