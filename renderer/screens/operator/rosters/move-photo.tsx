import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowName } from '../../../../shared/roster.ts';
import type { MovedFrom, RosterRowView } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { Confirmation } from '../confirmation.tsx';
import { RosterRowLine } from './roster-row-list.tsx';
import styles from './rosters.module.css';

const restMs = 160;
const shownRows = 8;

/** Whose photo it really is: chosen from the list, asked once more, and told what became of the other one's. */
export function MovePhoto({
  rosterId,
  fromKey,
  fromName,
  onDone,
}: {
  readonly rosterId: string;
  readonly fromKey: string;
  readonly fromName: string;
  /** Moved, or given up. */
  readonly onDone: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [query, setQuery] = useState('');
  const [to, setTo] = useState<RosterRowView>();
  const [said, setSaid] = useState<MovedFrom | 'sending' | 'photo' | 'other'>();
  const found = useRowsFor(rosterId, query);
  const rows = (found ?? []).filter(({ row }) => row.personKey !== fromKey);
  async function move(view: RosterRowView) {
    const reply = await api.commands['rosters.move']({ rosterId, fromKey, toKey: view.row.personKey }).catch(
      () => undefined,
    );
    if (reply?.kind === 'ok') return setSaid(reply.value.former);
    const what = reply?.error.detail?.what;
    setSaid(what === 'sending' || what === 'photo' ? what : 'other');
  }
  if (said !== undefined) {
    return (
      <div className={styles.group} role="status" data-testid="photo-moved" data-former={said}>
        <p className={styles.body}>{t(`rosters.move.said.${said}`, { name: fromName })}</p>
        <div className={styles.buttons}>
          <Button onPress={onDone}>{t('common.done')}</Button>
        </div>
      </div>
    );
  }
  if (to !== undefined) {
    return (
      <Confirmation
        title={t('rosters.move.ask', { name: rowName(to.row) })}
        body={t('rosters.move.body', { name: fromName })}
        confirm={t('rosters.move.confirm')}
        keep={t('common.cancel')}
        onConfirm={() => void move(to)}
        onKeep={onDone}
      />
    );
  }
  return (
    <div className={styles.group} data-testid="move-photo">
      <h3 className={styles.subtitle}>{t('rosters.move.title')}</h3>
      <TextField label={t('rosters.move.find')} value={query} onChange={setQuery} />
      {found === undefined ? (
        <p className={styles.problem} role="alert">
          {t('rosters.problem.other')}
        </p>
      ) : null}
      <ul className={styles.list} aria-label={t('rosters.rows.list')} hidden={rows.length === 0}>
        {rows.map((view) => (
          <li key={view.row.personKey}>
            <button type="button" className={styles.line} onClick={() => setTo(view)}>
              <RosterRowLine view={view} />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button look="plain" onPress={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** The rows that hold what was typed, `undefined` where they could not be read; answers to what was typed before count for nothing. */
function useRowsFor(rosterId: string, query: string): readonly RosterRowView[] | undefined {
  const api = useApi();
  const [rows, setRows] = useState<readonly RosterRowView[] | undefined>([]);
  useEffect(() => {
    let isWanted = true;
    if (query.trim() === '') {
      setRows([]);
      return;
    }
    const cancel = browserClock.setTimer(restMs, () => {
      const request = { rosterId, filter: 'all', query, offset: 0, limit: shownRows } as const;
      void api.commands['rosters.rows'](request)
        .catch(() => undefined)
        .then((reply) => {
          if (isWanted) setRows(reply?.kind === 'ok' ? reply.value.rows : undefined);
        });
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [api, rosterId, query]);
  return rows;
}
