import { CameraOff, ScanQrCode } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { cardKeyForm, type RosterRowView, rosterFilters } from '../../../shared/roster-run.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { CodeCamera } from '../../components/code-camera.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApi, useSnapshot } from '../../store/kiosk-context.tsx';
import { EntryForm } from '../operator/rosters/entry-form.tsx';
import { useRosterPages } from '../operator/rosters/roster-detail.tsx';
import { RosterRowList } from '../operator/rosters/roster-row-list.tsx';
import styles from './session-screen.module.css';

type Found =
  | { readonly kind: 'nothing' }
  /** It could not be asked. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'nobody'; readonly text: string }
  | { readonly kind: 'spare'; readonly cardKey: string };

/**
 * The list beside whose turn it is. What is typed filters it; Enter, as a badge reader sends it, jumps to whom it means. A
 * spare card that nobody has yet asks who has it now.
 */
export function SessionSide({
  rosterId,
  currentKey,
  tray,
  onChoose,
}: {
  readonly rosterId: string;
  readonly currentKey: string | undefined;
  /** Pictures that are nobody's yet: after the field, which never moves, and before the list. */
  readonly tray: ReactNode;
  readonly onChoose: (view: RosterRowView) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const { station } = useSnapshot();
  const pages = useRosterPages(rosterId, 'open');
  const filter = useStore(pages.state, (state) => state.filter);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>({ kind: 'nothing' });
  const field = useRef<HTMLInputElement>(null);
  /** Goes up with all that is typed or shown: an answer to what was asked before counts for nothing. */
  const turn = useRef(0);
  useKeysGoTo(field);

  function type(next: string) {
    turn.current += 1;
    setText(next);
    setFound({ kind: 'nothing' });
    pages.choose({ query: next });
  }
  async function jump(typed: string) {
    const wanted = typed.trim();
    if (wanted === '') return;
    turn.current += 1;
    const mine = turn.current;
    const reply = await api.commands['rosters.find']({ rosterId, text: wanted }).catch(() => undefined);
    if (mine !== turn.current) return;
    if (reply?.kind !== 'ok') {
      setFound({ kind: 'failed' });
      return;
    }
    const [only, another] = reply.value.rows;
    if (only !== undefined && another === undefined) {
      type('');
      onChoose(only);
    } else if (only === undefined) {
      setFound(cardKeyForm.test(wanted) ? { kind: 'spare', cardKey: wanted } : { kind: 'nobody', text: wanted });
      announce(t('rosters.session.notFound'));
    }
  }
  const isWalkIn = found.kind === 'spare' || found.kind === 'nobody';
  return (
    <div className={styles.finder}>
      <TextField
        label={t('rosters.session.find')}
        isLabelShown={false}
        value={text}
        field={field}
        onChange={type}
        onEnter={(typed) => void jump(typed)}
      />
      {station.codeCamera ? (
        <CardCamera
          onCode={(code) => {
            type(code);
            void jump(code);
          }}
        />
      ) : null}
      {found.kind === 'nobody' || found.kind === 'failed' ? (
        <p className={styles.note} role="alert">
          {t(found.kind === 'nobody' ? 'rosters.session.notFound' : 'rosters.problem.other')}
        </p>
      ) : null}
      {isWalkIn ? (
        <NewWalkIn
          rosterId={rosterId}
          cardKey={found.kind === 'spare' ? found.cardKey : undefined}
          name={found.kind === 'nobody' ? found.text : ''}
          onAdded={(view) => {
            type('');
            onChoose(view);
          }}
          onCancel={() => type('')}
        />
      ) : null}
      {tray}
      {isWalkIn ? null : (
        <>
          <ChoiceList
            name={t('rosters.rows.show')}
            look="pills"
            choices={rosterFilters.map((value) => ({ value, words: t(`rosters.filter.${value}`) }))}
            value={filter}
            onChange={(next) => pages.choose({ filter: next })}
          />
          <RosterRowList pages={pages} chosenKey={currentKey} onChoose={onChoose} />
        </>
      )}
    </div>
  );
}

/** A card's code before the camera does what a reader's does; the camera is on while staff want it. */
function CardCamera({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {isOpen ? (
        <div className={styles.cardCamera}>
          <CodeCamera onCode={onCode} />
        </div>
      ) : null}
      <Button look="plain" icon={isOpen ? CameraOff : ScanQrCode} onPress={() => setIsOpen(!isOpen)}>
        {t(isOpen ? 'rosters.session.closeCamera' : 'rosters.session.holdCard')}
      </Button>
    </>
  );
}

/** Keys that nobody has a use for go to the field: a badge reader types wherever the focus is. */
function useKeysGoTo(field: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    function take(event: globalThis.KeyboardEvent) {
      const isText = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
      const isTaken = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (isText && !isTaken) field.current?.focus();
    }
    document.addEventListener('keydown', take, { capture: true });
    return () => document.removeEventListener('keydown', take, { capture: true });
  }, [field]);
}

function NewWalkIn({
  rosterId,
  cardKey,
  name,
  onAdded,
  onCancel,
}: {
  readonly rosterId: string;
  readonly cardKey: string | undefined;
  readonly name: string;
  readonly onAdded: (view: RosterRowView) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [isBusy, setIsBusy] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <div className={styles.walkIn} data-testid="new-walk-in">
      <p className={styles.lastName}>
        {cardKey === undefined ? t('rosters.walkIn.title') : t('rosters.walkIn.spareCard')}
      </p>
      {hasFailed ? (
        <p className={styles.note} role="alert">
          {t('rosters.problem.other')}
        </p>
      ) : null}
      <EntryForm
        entry={/\d/.test(name) ? { employeeNumber: name } : name === '' ? {} : { displayName: name }}
        isBusy={isBusy}
        words={t('rosters.walkIn.write')}
        onSave={(entry) => {
          setIsBusy(true);
          const request = { rosterId, entry, ...(cardKey === undefined ? {} : { cardKey }) };
          void api.commands['rosters.addWalkIn'](request)
            .catch(() => undefined)
            .then((reply) => {
              setIsBusy(false);
              setHasFailed(reply?.kind !== 'ok');
              if (reply?.kind === 'ok') onAdded(reply.value.row);
            });
        }}
      />
      <Button look="plain" onPress={onCancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
