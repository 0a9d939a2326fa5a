import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/error-code.ts';
import type { ImportChoices } from '../../../../shared/import-contract.ts';
import { importFindings, importStates, takableFindings } from '../../../../shared/picture-import.ts';
import { importFindingWords, importStateWords } from '../../../../shared/picture-import-words.ts';
import type { Result } from '../../../../shared/result.ts';
import { CheckChoice } from '../../../components/check-choice.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import rosters from '../rosters/rosters.module.css';
import styles from './import-choices.module.css';
import { WhyNot } from './import-head.tsx';
import type { Running } from './import-words.ts';

/** How many pictures stand where and what was found, and what is to hold for all of them. */
export function ImportChoicesView({
  running: { progress, choices, hasFaces, missing, presentOutcome },
  work,
}: {
  readonly running: Running;
  readonly work: (asked: Promise<Result<unknown, Failure>>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const { phase, states, findings, missingFiles, hasGivenUpFaces } = progress;
  const isReady = phase === 'ready';
  // What only a face reader in trouble brings about is asked where it happened.
  const offered = takableFindings.filter((finding) => finding !== 'faces-unknown' || findings[finding] > 0);
  const choose = (changed: Partial<ImportChoices>) =>
    void work(api.commands['imports.choose']({ ...choices, ...changed }));
  return (
    <>
      {isReady ? <p className={rosters.body}>{t('imports.rows.hint')}</p> : null}
      <dl className={rosters.numbers} data-testid="import-counts">
        {importStates
          .filter((state) => states[state] > 0)
          .map((state) => (
            <div
              key={state}
              className={rosters.number}
              data-count={state}
              data-some="true"
              data-look={state === 'held' || state === 'failed'}
            >
              <dd>{states[state]}</dd>
              <dt>{importStateWords[state][language]}</dt>
            </div>
          ))}
      </dl>
      <dl className={styles.findings}>
        {importFindings
          .filter((finding) => findings[finding] > 0)
          .map((finding) => (
            <div key={finding} className={styles.finding} data-finding={finding}>
              <dd>{findings[finding]}</dd>
              <dt>{importFindingWords[finding][language]}</dt>
            </div>
          ))}
      </dl>
      {hasFaces ? null : <Notice kind="faces">{t('imports.run.noFaces')}</Notice>}
      {hasGivenUpFaces === true ? <Notice kind="faces">{t('imports.run.facesGivenUp')}</Notice> : null}
      {presentOutcome === undefined ? null : (
        <div className={rosters.group}>
          <p className={rosters.problem}>{t('imports.run.presentUnasked')}</p>
          <WhyNot outcome={presentOutcome} />
        </div>
      )}
      {missingFiles === 0 ? null : (
        <div className={rosters.group}>
          <h3 className={rosters.subtitle}>{t('imports.run.missing', { count: missingFiles })}</h3>
          <p className={rosters.small}>
            <bdi>{missing.join(', ')}</bdi>
          </p>
        </div>
      )}
      {isReady ? (
        <div className={rosters.group}>
          <h3 className={rosters.subtitle}>{t('imports.choices.title')}</h3>
          {offered.map((finding) => (
            <CheckChoice
              key={finding}
              isSelected={choices.takes.includes(finding)}
              onChange={(isTaken) =>
                choose({
                  takes: takableFindings.filter((one) => (one === finding ? isTaken : choices.takes.includes(one))),
                })
              }
            >
              {t(`imports.choices.${finding}`)}
            </CheckChoice>
          ))}
          <CheckChoice isSelected={choices.takesNewest} onChange={(takesNewest) => choose({ takesNewest })}>
            {t('imports.choices.takesNewest')}
          </CheckChoice>
          <CheckChoice isSelected={choices.keepsPresent} onChange={(keepsPresent) => choose({ keepsPresent })}>
            {t('imports.choices.keepsPresent')}
          </CheckChoice>
        </div>
      ) : null}
    </>
  );
}
