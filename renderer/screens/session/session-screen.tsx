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

/** What the operator does with a row, said to the core. */
function useRowCalls({ rosterId, sessionId }: SessionFlow, { setTurn, read }: ReturnType<typeof useTurn>) {
  const api = useApi();
  const { callPerson, givePicture } = useActions();
  const callOf = (view: RosterRowView) => ({ rosterId, sessionId, personKey: view.row.personKey });
  const askCall = (view: RosterRowView) => api.commands['rosters.call'](callOf(view)).catch(() => undefined);
  return {
    /** Makes it somebody's turn, without a camera yet. */
    async makeCurrent(view: RosterRowView) {
      const reply = await askCall(view);
      if (reply?.kind === 'ok') setTurn(reply.value.turn);
    },
    async call(view: RosterRowView) {
      const reply = await askCall(view);
      if (reply?.kind === 'ok') callPerson(cardOfRow(view.row), callOf(view));
      else void read();
    },
    /** A picture that came late is theirs. */
    async give(view: RosterRowView, pictureId: string): Promise<boolean> {
      const reply = await askCall(view);
      return reply?.kind === 'ok' && givePicture(cardOfRow(view.row), callOf(view), pictureId);
    },
    async mark(view: RosterRowView, kind: RosterMark) {
      await api.commands['rosters.mark']({ ...callOf(view), mark: kind }).catch(() => undefined);
      void read();
    },
  };
}

type RowCalls = ReturnType<typeof useRowCalls>;

function Session({ flow }: { readonly flow: SessionFlow }) {
  const { t } = useTranslation();
  const shown = useTurn(flow);
  const { turn, hasFailed } = shown;
  const calls = useRowCalls(flow, shown);
  /** Somebody whom a scan or the list has named while another one's turn is open: asked first. */
  const [asked, setAsked] = useState<RosterRowView>();
  const page = useRef<HTMLDivElement>(null);
  const current = turn?.current;

  function makeCurrent(view: RosterRowView) {
    setAsked(undefined);
    void calls.makeCurrent(view);
  }
  function choose(view: RosterRowView) {
    if (view.row.personKey === current?.row.personKey) return setAsked(undefined);
    if (current === undefined || !isToBePhotographed(current)) return makeCurrent(view);
    setAsked(view);
  }
  return (
    <OperatorMain screen="session" className={styles.screen}>
      <div ref={page} className={styles.columns}>
        <section className={styles.who} aria-label={t('rosters.session.turn')}>
          <Scroller className={styles.whoScroll} frameClassName={styles.whoFrame}>
            {asked !== undefined && current !== undefined ? (
              <SomebodyElse
                {...{ current, asked }}
                onGo={() => makeCurrent(asked)}
                onStay={() => setAsked(undefined)}
              />
            ) : (
              <Whose turn={turn} hasFailed={hasFailed} />
            )}
          </Scroller>
          {turn === undefined || (current !== undefined && asked !== undefined) ? null : (
            <TurnActions {...{ turn, calls }} onNext={makeCurrent} />
          )}
        </section>
        <section className={styles.side} aria-label={t('rosters.session.list')}>
          <Scroller className={styles.sideScroll} frameClassName={styles.sideFrame}>
            {turn === undefined ? null : <Progress turn={turn} />}
            {turn === undefined ? null : <SharingLines summary={turn.summary} />}
            {flow.last === undefined ? null : <LastPhoto rosterId={flow.rosterId} last={flow.last} />}
            <SessionSide
              rosterId={flow.rosterId}
              currentKey={current?.row.personKey}
              onChoose={choose}
              tray={
                turn === undefined ? null : (
                  <HotFolderTray
                    currentName={current === undefined ? undefined : rowName(current.row)}
                    onUse={async (pictureId) => current !== undefined && calls.give(current, pictureId)}
                  />
                )
              }
            />
          </Scroller>
          <SessionFoot flow={flow} />
        </section>
      </div>
      <ScrollCue scroller={page} />
    </OperatorMain>
  );
}

const marks = [
  ['skip', Clock],
  ['no-show', UserX],
  ['decline', Ban],
] as const;

/** What can be done now: with whoever's turn it is, or with the next one. */
function TurnActions({
  turn: { current, next },
  calls,
  onNext,
}: {
  readonly turn: RosterTurn;
  readonly calls: RowCalls;
  readonly onNext: (view: RosterRowView) => void;
}) {
  const { t } = useTranslation();
  const nextButton = next === undefined ? null : <NextButton next={next} onChoose={onNext} />;
  if (current === undefined) return nextButton === null ? null : <div className={styles.actions}>{nextButton}</div>;
  const { kind: state } = current.row.state;
  const isOffered = (kind: RosterMark) => state !== 'needs-retake' && !(kind === 'skip' && state === 'skipped');
  return (
    <div className={styles.actions}>
      <Button look="primary" icon={Camera} onPress={() => void calls.call(current)}>
        {t('rosters.session.call')}
      </Button>
      {current.claimedBy === undefined ? null : nextButton}
      {isToBePhotographed(current) ? (
        <div className={styles.marks}>
          {marks.map(([kind, icon]) =>
            isOffered(kind) ? (
              <Button key={kind} look="plain" icon={icon} onPress={() => void calls.mark(current, kind)}>
                {t(`rosters.mark.${kind}`)}
              </Button>
            ) : null,
          )}
        </div>
      ) : (
        nextButton
      )}
    </div>
  );
}

/** Ends the session or locks the screens. */
function SessionFoot({ flow: { rosterId, sessionId } }: { readonly flow: SessionFlow }) {
  const { t } = useTranslation();
  const api = useApi();
  const { end, leaveSession } = useActions();
  const problemWords = useProblemWords();
  const [endProblem, setEndProblem] = useState<string>();
  async function endSession() {
    setEndProblem(undefined);
    const reply = await api.commands['rosters.endSession']({ rosterId, sessionId }).catch(() => undefined);
    if (reply?.kind === 'ok') leaveSession();
    else setEndProblem(problemWords(reply?.error ?? { code: 'internal' }));
  }
  return (
    <>
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
    </>
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
