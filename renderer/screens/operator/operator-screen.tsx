import { Lock, LockOpen } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ScrollCue } from '../../components/scroller.tsx';
import { StepTitle } from '../../components/stage.tsx';
import { useActions, useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import { ApprovalView } from './approval-view.tsx';
import { DemoChoice } from './demo-choice.tsx';
import { ImportsView } from './imports/imports-view.tsx';
import { OperatorMain, useOperatorGate } from './operator-gate.tsx';
import styles from './operator-screen.module.css';
import { PinPad } from './pin-pad.tsx';
import { QueueView } from './queue-view.tsx';
import { RostersView } from './rosters/rosters-view.tsx';
import { StationView } from './station-view.tsx';
import { TargetsView } from './targets/targets-view.tsx';

/** The operator's screens: behind the PIN where there is one, and left at once when the core locks them. */
export function OperatorScreen() {
  const { station } = useSnapshot();
  const isOpen = useOperatorGate();
  const isForDemo = useKiosk(({ flow }) => flow.kind === 'operator' && flow.page === 'demo');
  if (isOpen) return isForDemo ? <DemoChoice /> : <OperatorHome />;
  return station.hasOperatorPin ? <PinPad /> : <main className={styles.screen} data-screen="operator" />;
}

const firstTab = { connect: 'station', demo: 'station', targets: 'targets', rosters: 'rosters' } as const;

function OperatorHome() {
  const { t } = useTranslation();
  const { station, queue, signInMode, isUnset = false } = useSnapshot();
  // The core has no lists, pictures or targets there.
  const isForNobodyElse = signInMode === 'self-service' || isUnset;
  const { end } = useActions();
  const count = queue.parked - queue.held + queue.troubled;
  // Where photos of another time still wait to be looked at, too.
  const [hadHeld, setHadHeld] = useState(queue.held > 0);
  useEffect(() => {
    if (queue.held > 0) setHadHeld(true);
  }, [queue.held]);
  const hasApproval = station.trust === 'approval' || hadHeld;
  const page = useKiosk(({ flow }) => (flow.kind === 'operator' ? flow.page : undefined));
  const tabs = useRef<HTMLDivElement>(null);
  return (
    <OperatorMain screen="operator" className={styles.screen}>
      <StepTitle title={t('operator.title')} className="visually-hidden" />
      <Tabs
        ref={tabs}
        className={styles.tabs ?? ''}
        {...(page === undefined ? {} : { defaultSelectedKey: firstTab[page] })}
      >
        <div className={styles.head}>
          <TabList className={styles.list ?? ''} aria-label={t('operator.title')}>
            {hasApproval ? (
              <Tab id="approval" className={styles.tab ?? ''}>
                {t('approval.section')}
                {queue.held === 0 ? null : (
                  <span className={styles.badge}>
                    {queue.held}
                    <span className="visually-hidden"> {t('approval.sectionCount')}</span>
                  </span>
                )}
              </Tab>
            ) : null}
            <Tab id="queue" className={styles.tab ?? ''}>
              {t('operator.sections.queue')}
              {count === 0 ? null : (
                <span className={styles.badge}>
                  {count}
                  <span className="visually-hidden"> {t('operator.queue.filter.attention')}</span>
                </span>
              )}
            </Tab>
            {isForNobodyElse ? null : (
              <Tab id="rosters" className={styles.tab ?? ''}>
                {t('rosters.section')}
              </Tab>
            )}
            {isForNobodyElse ? null : (
              <Tab id="imports" className={styles.tab ?? ''}>
                {t('imports.section')}
              </Tab>
            )}
            {isForNobodyElse ? null : (
              <Tab id="targets" className={styles.tab ?? ''}>
                {t('targets.section')}
              </Tab>
            )}
            <Tab id="station" className={styles.tab ?? ''}>
              {t('operator.sections.station')}
            </Tab>
          </TabList>
          <Button look="plain" icon={Lock} onPress={end}>
            {t('operator.lock')}
          </Button>
        </div>
        {station.hasOperatorPin ? null : (
          <p className={styles.notice} data-notice="no-pin">
            <LockOpen className={styles.icon} aria-hidden="true" strokeWidth={2} />
            <span>
              <strong className={styles.noticeTitle}>{t('operator.noPin.title')}</strong>
              {t('operator.noPin.body')}
            </span>
          </p>
        )}
        {hasApproval ? (
          <TabPanel id="approval" className={styles.panel ?? ''}>
            <ApprovalView />
          </TabPanel>
        ) : null}
        <TabPanel id="queue" className={styles.panel ?? ''}>
          <QueueView />
        </TabPanel>
        {isForNobodyElse ? null : (
          <TabPanel id="rosters" className={styles.panel ?? ''}>
            <RostersView />
          </TabPanel>
        )}
        {isForNobodyElse ? null : (
          <TabPanel id="imports" className={styles.panel ?? ''}>
            <ImportsView />
          </TabPanel>
        )}
        {isForNobodyElse ? null : (
          <TabPanel id="targets" className={styles.panel ?? ''}>
            <TargetsView />
          </TabPanel>
        )}
        <TabPanel id="station" className={styles.panel ?? ''}>
          <StationView first={page === 'connect' ? page : undefined} />
        </TabPanel>
      </Tabs>
      <ScrollCue scroller={tabs} />
    </OperatorMain>
  );
}
