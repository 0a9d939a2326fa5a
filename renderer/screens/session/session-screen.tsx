import { ArrowRight, Ban, Camera, Clock, Lock, Square, UserX } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowName } from '../../../shared/roster.ts';
import {
  cardOfRow,
  isToBePhotographed,
  type RosterMark,
  type RosterRowView,
  type RosterTurn,
} from '../../../shared/roster-run.ts';
import { Button } from '../../components/button.tsx';
import { ScrollCue, Scroller } from '../../components/scroller.tsx';
import type { Flow } from '../../store/flow-step.ts';
import { useActions, useApi, useSnapshot } from '../../store/kiosk-context.tsx';
import { OperatorMain, useOperatorGate } from '../operator/operator-gate.tsx';
import { PinPad } from '../operator/pin-pad.tsx';
import { useProblemWords } from '../operator/rosters/problem-words.ts';
import { SharingLines } from '../operator/rosters/sharing-lines.tsx';
import { HotFolderTray } from './hot-folder-tray.tsx';
import { LastPhoto } from './last-photo.tsx';
import styles from './session-screen.module.css';
import { SessionSide } from './session-side.tsx';
import { Progress, SomebodyElse, Whose } from './session-turn.tsx';

type SessionFlow = Extract<Flow, { kind: 'session' }>;

/** Working through a roster: behind the PIN, like everything that shows who is on a list. */
export function SessionScreen({ flow }: { readonly flow: SessionFlow }) {
  const { station } = useSnapshot();
  const isOpen = useOperatorGate();
  if (isOpen) return <Session flow={flow} />;
  return station.hasOperatorPin ? <PinPad /> : <main className={styles.screen} data-screen="session" />;
}

/** Whose turn it is, read anew when the roster has changed. */
function useTurn({ rosterId, sessionId }: SessionFlow) {
  const api = useApi();
  const [turn, setTurn] = useState<RosterTurn>();
  const [hasFailed, setHasFailed] = useState(false);
  const question = useRef(0);
  const read = useCallback(async () => {
    question.current += 1;
    const asked = question.current;
    const reply = await api.commands['rosters.turn']({ rosterId, sessionId }).catch(() => undefined);
    if (asked !== question.current) return;
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') setTurn(reply.value.turn);
  }, [api, rosterId, sessionId]);
  useEffect(() => {
    void read();
    return api.events['rosters.changed'](({ summary }) => {
      if (summary.roster.id === rosterId) void read();
    });
  }, [api, read, rosterId]);
  return { turn, setTurn, hasFailed, read };
}

function Session({ flow }: { readonly flow: SessionFlow }) {
  const { t } = useTranslation();
  const api = useApi();
  const { end, leaveSession, callPerson, givePicture } = useActions();
  const { rosterId, sessionId } = flow;
  const { turn, setTurn, hasFailed, read } = useTurn(flow);
  /** Somebody whom a scan or the list has named while another one's turn is open: asked first. */
  const [asked, setAsked] = useState<RosterRowView>();
  const problemWords = useProblemWords();
  const [endProblem, setEndProblem] = useState<string>();
  const page = useRef<HTMLDivElement>(null);
  const current = turn?.current;

  /** Makes it somebody's turn, without a camera yet. */
  async function makeCurrent(view: RosterRowView) {
    setAsked(undefined);
    const request = { rosterId, sessionId, personKey: view.row.personKey };
    const reply = await api.commands['rosters.call'](request).catch(() => undefined);
    if (reply?.kind === 'ok') setTurn(reply.value.turn);
  }
  function choose(view: RosterRowView) {
    if (view.row.personKey === current?.row.personKey) return setAsked(undefined);
    if (current === undefined || !isToBePhotographed(current)) return void makeCurrent(view);
    setAsked(view);
  }
  async function call(view: RosterRowView) {
    const { personKey } = view.row;
    const reply = await api.commands['rosters.call']({ rosterId, sessionId, personKey }).catch(() => undefined);
    if (reply?.kind === 'ok') callPerson(cardOfRow(view.row), { rosterId, sessionId, personKey });
    else void read();
  }
  /** A picture that came late is theirs. */
  async function give(view: RosterRowView, pictureId: string): Promise<boolean> {
    const call = { rosterId, sessionId, personKey: view.row.personKey };
    const reply = await api.commands['rosters.call'](call).catch(() => undefined);
    return reply?.kind === 'ok' && givePicture(cardOfRow(view.row), call, pictureId);
  }
  async function mark(view: RosterRowView, kind: RosterMark) {
    const { personKey } = view.row;
    await api.commands['rosters.mark']({ rosterId, sessionId, personKey, mark: kind }).catch(() => undefined);
    void read();
  }
  async function endSession() {
    setEndProblem(undefined);
    const reply = await api.commands['rosters.endSession']({ rosterId, sessionId }).catch(() => undefined);
    if (reply?.kind === 'ok') leaveSession();
    else setEndProblem(problemWords(reply?.error ?? { code: 'internal' }));
  }
  return (
    <OperatorMain screen="session" className={styles.screen}>
      <div ref={page} className={styles.columns}>
        <section className={styles.who} aria-label={t('rosters.session.turn')}>
          <Scroller className={styles.whoScroll} frameClassName={styles.whoFrame}>
            {asked !== undefined && current !== undefined ? (
              <SomebodyElse
                current={current}
                asked={asked}
                onGo={() => void makeCurrent(asked)}
                onStay={() => setAsked(undefined)}
              />
            ) : (
              <Whose turn={turn} hasFailed={hasFailed} />
            )}
          </Scroller>
          {current === undefined && turn?.next !== undefined ? (
            <div className={styles.actions}>
              <NextButton next={turn.next} onChoose={(view) => void makeCurrent(view)} />
            </div>
          ) : null}
          {current === undefined || asked !== undefined ? null : (
            <div className={styles.actions}>
              <Button look="primary" icon={Camera} onPress={() => void call(current)}>
                {t('rosters.session.call')}
              </Button>
              {current.claimedBy === undefined || turn?.next === undefined ? null : (
                <NextButton next={turn.next} onChoose={(view) => void makeCurrent(view)} />
              )}
              {isToBePhotographed(current) ? (
                <div className={styles.marks}>
                  {(
                    [
                      ['skip', Clock],
                      ['no-show', UserX],
                      ['decline', Ban],
                    ] as const
                  ).map(([kind, icon]) =>
                    current.row.state.kind === 'needs-retake' ||
                    (kind === 'skip' && current.row.state.kind === 'skipped') ? null : (
                      <Button key={kind} look="plain" icon={icon} onPress={() => void mark(current, kind)}>
                        {t(`rosters.mark.${kind}`)}
                      </Button>
                    ),
                  )}
                </div>
              ) : turn?.next === undefined ? null : (
                <NextButton next={turn.next} onChoose={(view) => void makeCurrent(view)} />
              )}
            </div>
          )}
        </section>
        <section className={styles.side} aria-label={t('rosters.session.list')}>
          <Scroller className={styles.sideScroll} frameClassName={styles.sideFrame}>
            {turn === undefined ? null : <Progress turn={turn} />}
            {turn === undefined ? null : <SharingLines summary={turn.summary} />}
            {flow.last === undefined ? null : <LastPhoto rosterId={rosterId} last={flow.last} />}
            <SessionSide
              rosterId={rosterId}
              currentKey={current?.row.personKey}
              onChoose={choose}
              tray={
                turn === undefined ? null : (
                  <HotFolderTray
                    currentName={current === undefined ? undefined : rowName(current.row)}
                    onUse={async (pictureId) => current !== undefined && give(current, pictureId)}
                  />
                )
              }
            />
          </Scroller>
          {endProblem === undefined ? null : (
            <p className={styles.note} role="alert" data-testid="session-not-ended">
              {endProblem}
            </p>
          )}
          <div className={styles.foot}>
            <Button look="plain" icon={Square} onPress={() => void endSession()}>
              {t('rosters.session.end')}
            </Button>
            <Button look="plain" icon={Lock} onPress={end}>
              {t('operator.lock')}
            </Button>
          </div>
        </section>
      </div>
      <ScrollCue scroller={page} />
    </OperatorMain>
  );
}

function NextButton({
  next,
  onChoose,
}: {
  readonly next: RosterRowView;
  readonly onChoose: (view: RosterRowView) => void;
}) {
  const { t } = useTranslation();
  return (
    <Button icon={ArrowRight} onPress={() => onChoose(next)}>
      {t('rosters.session.next', { name: rowName(next.row) })}
    </Button>
  );
}
