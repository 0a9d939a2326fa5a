import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SurveyRow } from '../../../../shared/photo-survey.ts';
import { surveyAnswerWords } from '../../../../shared/photo-survey-words.ts';
import { whenInWords } from '../../../components/remaining-time.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { WhyNot } from '../imports/import-head.tsx';
import rosters from '../rosters/rosters.module.css';
import type { SurveyPages } from './survey-pages.ts';
import { moreOfPerson } from './survey-row-list.tsx';

/** One person, what was answered, and why it could not be read. */
export function SurveyPerson({ pages, row }: { readonly pages: SurveyPages; readonly row: SurveyRow }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { objectId } = row.person;
  // As it is now, while their page is held.
  const now = useStore(pages.state, ({ pages }) =>
    [...pages.values()].flat().find(({ person }) => person.objectId === objectId),
  );
  const { person, answer, why, askedAtMs } = now ?? row;
  return (
    <div className={rosters.group} data-testid="survey-person">
      <h2 className={rosters.title}>
        <bdi>{person.displayName}</bdi>
      </h2>
      <p className={rosters.small}>
        <bdi>{moreOfPerson(person)}</bdi>
      </p>
      <p className={rosters.subtitle}>{surveyAnswerWords[answer][language]}</p>
      {askedAtMs === undefined ? null : (
        <p className={rosters.small}>{t('survey.askedAt', { time: whenInWords(askedAtMs, language) })}</p>
      )}
      {why === undefined ? null : (
        <>
          <WhyNot outcome={why} />
          {why.kind === 'refused' ? <p className={rosters.small}>{t('survey.refused')}</p> : null}
          {why.requestId === undefined ? null : (
            <p className={rosters.small}>{t('survey.requestId', { id: why.requestId })}</p>
          )}
        </>
      )}
    </div>
  );
}
