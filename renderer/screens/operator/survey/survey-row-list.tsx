import { useTranslation } from 'react-i18next';
import type { SurveyRow } from '../../../../shared/photo-survey.ts';
import { surveyAnswerWords } from '../../../../shared/photo-survey-words.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { rowAt } from '../list-pages.ts';
import styles from '../rosters/roster-row-list.module.css';
import { RowList } from '../row-list.tsx';
import type { SurveyPages, SurveyPagesState } from './survey-pages.ts';
import { surveyAnswerLook } from './survey-words.ts';

/** The people of a survey, in the order of its list. */
export function SurveyRowList({
  pages,
  chosenId,
  onChoose,
}: {
  readonly pages: SurveyPages;
  readonly chosenId: string | undefined;
  readonly onChoose: (row: SurveyRow) => void;
}) {
  const { t } = useTranslation();
  return (
    <RowList
      pages={pages}
      label={t('survey.list')}
      testId="survey-rows"
      itemAt={rowAt}
      keyOf={({ person }: SurveyRow) => person.objectId}
      chosenKey={chosenId}
      onChoose={onChoose}
      emptyWords={({ survey }: SurveyPagesState) =>
        survey === undefined || survey.phase === 'none' ? undefined : t('rosters.rows.none')
      }
      failedWords={t('rosters.problem.other')}
      onRetry={pages.refresh}
    >
      {(row) => (
        <span className={styles.row} data-answer={row.answer}>
          <span className={styles.words}>
            <span className={styles.name}>
              <bdi>{row.person.displayName}</bdi>
            </span>
            <span className={styles.more}>
              <bdi>{moreOfPerson(row.person)}</bdi>
            </span>
          </span>
          <SurveyAnswerSign row={row} />
        </span>
      )}
    </RowList>
  );
}

/** What tells somebody from their namesakes. */
export function moreOfPerson({ employeeNumber, userPrincipalName, department }: SurveyRow['person']): string {
  return [employeeNumber, userPrincipalName, department].filter((part) => part !== undefined).join(' · ');
}

/** What is known of somebody's photo: icon, word and colour together. */
function SurveyAnswerSign({ row: { answer } }: { readonly row: SurveyRow }) {
  const language = useKiosk((kiosk) => kiosk.language);
  const { tone, icon: Icon } = surveyAnswerLook[answer];
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span>{surveyAnswerWords[answer][language]}</span>
    </span>
  );
}
