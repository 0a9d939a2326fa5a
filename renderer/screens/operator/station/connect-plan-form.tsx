import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ConnectCloud,
  type ConnectPlan,
  type ConnectTarget,
  connectClouds,
} from '../../../../shared/connection.ts';
import { connectCloudWords, connectWayWords } from '../../../../shared/connection-words.ts';
import { signInModes } from '../../../../shared/sign-in-state.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import { ChoiceCards } from './choice-cards.tsx';
import styles from './connect.module.css';
import { ConnectTrouble } from './connect-progress.tsx';
import { ConnectTargets } from './connect-targets.tsx';
import { RecogniseCloud, useRecogniser } from './recognise-cloud.tsx';
import { PageBody } from './station-page.tsx';
import type { ConnectPageProps } from './use-connection.ts';

export const microsoftsClient = 'Microsoft Graph Command Line Tools';

/** Which way, which cloud, and who does it. */
export function ConnectPlanForm({
  connection,
  isBusy,
  hasFailed,
  onBegin,
}: ConnectPageProps & { readonly onBegin: (plan: ConnectPlan) => Promise<void> }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { plan, phase, canRehearse, hasOwnCloud, administrator } = connection;
  const clouds = connectClouds.filter((cloud) => (cloud !== 'own' || hasOwnCloud) && (cloud !== 'demo' || canRehearse));
  const first: ConnectCloud = hasOwnCloud ? 'own' : 'global';
  const [way, setWay] = useState(plan?.way ?? 'application');
  const [cloud, setCloud] = useState(clouds.find((one) => one === plan?.cloud) ?? first);
  const [targets, setTargets] = useState<readonly ConnectTarget[]>(plan?.targets ?? ['user']);
  const recogniser = useRecogniser(setCloud);
  // What is agreed to with a press stands beside it, however far below the choices lie.
  const chosen = [
    connectWayWords[way].name[language],
    ...(way === 'self-service' ? [] : [targets.map((one) => t(`connect.targets.${one}`)).join(' + ')]),
    connectCloudWords[cloud][language],
  ];
  const chosenId = useId();
  const begin = (manner: ConnectPlan['manner']) =>
    void onBegin({ way, cloud, manner, targets: way === 'self-service' ? ['user'] : [...targets] });
  return (
    <PageBody
      name={t('connect.title')}
      foot={
        <>
          <p id={chosenId} className={styles.chosen} data-testid="connect-chosen">
            {chosen.map((one) => withHeldNames(one)).join(' · ')}
          </p>
          <Button look="primary" isPending={isBusy} describedBy={chosenId} onPress={() => begin('guided')}>
            {t('connect.guided.start')}
          </Button>
          <Button isPending={isBusy} describedBy={chosenId} onPress={() => begin('by-hand')}>
            {t('connect.byHand.start')}
          </Button>
        </>
      }
    >
      {phase === 'removed' ? (
        <p className={styles.good} role="status">
          {t('connect.remove.done')}
        </p>
      ) : null}
      {phase === 'removed' ? <ConnectTrouble connection={connection} /> : null}
      <p className={styles.body}>{t('connect.body')}</p>
      <div className={styles.plan}>
        <ChoiceCards
          name={t('connect.way')}
          choices={signInModes.map((mode) => ({
            value: mode,
            title: withHeldNames(connectWayWords[mode].name[language]),
            more: withHeldNames(connectWayWords[mode].meaning[language]),
          }))}
          value={way}
          onChange={setWay}
        />
        <ConnectTargets {...{ connection, way, targets }} onChange={setTargets} />
      </div>
      <ChoiceList
        name={t('connect.cloud')}
        isNameShown
        look="pills"
        choices={clouds.map((value) => ({ value, words: withHeldNames(connectCloudWords[value][language]) }))}
        value={cloud}
        onChange={(next) => {
          recogniser.drop();
          setCloud(next);
        }}
      />
      <RecogniseCloud recogniser={recogniser} />
      <dl className={styles.manners}>
        <div>
          <dt className={styles.heading}>{t('connect.guided.start')}</dt>
          <dd className={styles.small}>
            {t('connect.guided.body', {
              client: administrator.isMicrosofts ? microsoftsClient : administrator.clientId,
            })}
          </dd>
        </div>
        <div>
          <dt className={styles.heading}>{t('connect.byHand.start')}</dt>
          <dd className={styles.small}>{t('connect.byHand.body')}</dd>
        </div>
      </dl>
      {hasFailed ? (
        <p className={styles.problem} role="alert">
          {t('connect.failed')}
        </p>
      ) : null}
    </PageBody>
  );
}
