import { Lock, LockOpen } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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
type Page = keyof typeof firstTab;

interface Room {
  readonly id: 'approval' | 'queue' | 'rosters' | 'imports' | 'targets' | 'station';
  readonly title: string;
  /** How many there are of what waits there, and what they are. */
  readonly waiting?: { readonly count: number; readonly of: string };
  readonly content: ReactNode;
}

/** The rooms that this station has, in their order. */
function useRooms(page: Page | undefined): readonly Room[] {
  const { t } = useTranslation();
  const { station, queue, signInMode, isUnset = false } = useSnapshot();
  // Where photos of another time still wait to be looked at, too.
  const [hadHeld, setHadHeld] = useState(queue.held > 0);
  useEffect(() => {
    if (queue.held > 0) setHadHeld(true);
  }, [queue.held]);
  const approval: Room = {
    ...{ id: 'approval', title: t('approval.section'), content: <ApprovalView /> },
    waiting: { count: queue.held, of: t('approval.sectionCount') },
  };
  const ownQueue: Room = {
    ...{ id: 'queue', title: t('operator.sections.queue'), content: <QueueView /> },
    waiting: { count: queue.parked - queue.held + queue.troubled, of: t('operator.queue.filter.attention') },
  };
  const forOthers: readonly Room[] = [
    { id: 'rosters', title: t('rosters.section'), content: <RostersView /> },
    { id: 'imports', title: t('imports.section'), content: <ImportsView /> },
    { id: 'targets', title: t('targets.section'), content: <TargetsView /> },
  ];
  // The core has no lists, pictures or targets there.
  const isForNobodyElse = signInMode === 'self-service' || isUnset;
  const content = <StationView first={page === 'connect' ? page : undefined} />;
  return [
    ...(station.trust === 'approval' || hadHeld ? [approval] : []),
    ownQueue,
    ...(isForNobodyElse ? [] : forOthers),
    { id: 'station', title: t('operator.sections.station'), content },
  ];
}

function RoomTab({ room: { id, title, waiting } }: { readonly room: Room }) {
  return (
    <Tab id={id} className={styles.tab ?? ''}>
      {title}
      {waiting === undefined || waiting.count === 0 ? null : (
        <span className={styles.badge}>
          {waiting.count}
          <span className="visually-hidden"> {waiting.of}</span>
        </span>
      )}
    </Tab>
  );
}

function NoPinNotice() {
  const { t } = useTranslation();
  return (
    <p className={styles.notice} data-notice="no-pin">
      <LockOpen className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <span>
        <strong className={styles.noticeTitle}>{t('operator.noPin.title')}</strong>
        {t('operator.noPin.body')}
      </span>
    </p>
  );
}

function OperatorHome() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const { end } = useActions();
  const page = useKiosk(({ flow }) => (flow.kind === 'operator' ? flow.page : undefined));
  const rooms = useRooms(page);
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
            {rooms.map((room) => (
              <RoomTab key={room.id} room={room} />
            ))}
          </TabList>
          <Button look="plain" icon={Lock} onPress={end}>
            {t('operator.lock')}
          </Button>
        </div>
        {station.hasOperatorPin ? null : <NoPinNotice />}
        {rooms.map(({ id, content }) => (
          <TabPanel key={id} id={id} className={styles.panel ?? ''}>
            {content}
          </TabPanel>
        ))}
      </Tabs>
      <ScrollCue scroller={tabs} />
    </OperatorMain>
  );
}
