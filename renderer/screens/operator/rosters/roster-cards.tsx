import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RosterRow, rowName } from '../../../../shared/roster.ts';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { PrintButton } from '../../../components/print-button.tsx';
import { PrintSheet } from '../../../components/print-sheet.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import cards from './roster-cards.module.css';
import styles from './rosters.module.css';

const pageLength = 500;
/** Cards on the screen; paper has all of them. */
const previewed = 12;
const spareCounts = ['0', '8', '16', '32'] as const;

/** A card for everybody to bring to the camera: a name to read, and a code that holds nothing but an opaque key. */
export function RosterCards({ rosterId, onClose }: { readonly rosterId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [rows, setRows] = useState<readonly RosterRow[]>();
  const [summary, setSummary] = useState<RosterSummary>();
  const [spares, setSpares] = useState<(typeof spareCounts)[number]>('8');
  const [keys, setKeys] = useState<readonly string[]>([]);
  useEffect(() => {
    let isWanted = true;
    async function read() {
      const found: RosterRow[] = [];
      for (let offset = 0, total = 1; offset < total; offset += pageLength) {
        const request = { rosterId, filter: 'all', query: '', offset, limit: pageLength } as const;
        const reply = await api.commands['rosters.rows'](request).catch(() => undefined);
        if (!isWanted || reply?.kind !== 'ok') return;
        found.push(...reply.value.rows.map(({ row }) => row).filter(({ isGone }) => !isGone));
        total = reply.value.total;
        setSummary(reply.value.summary);
      }
      setRows(found);
    }
    void read();
    return () => {
      isWanted = false;
    };
  }, [api, rosterId]);
  useEffect(() => {
    let isWanted = true;
    void api.commands['rosters.spareCards']({ rosterId, count: Number(spares) })
      .catch(() => undefined)
      .then((reply) => {
        if (isWanted && reply?.kind === 'ok') setKeys(reply.value.personKeys);
      });
    return () => {
      isWanted = false;
    };
  }, [api, rosterId, spares]);
  const shown = [
    ...(rows ?? []).map((row) => ({
      personKey: row.personKey,
      name: rowName(row),
      more: row.entry.department ?? '',
    })),
    ...keys.map((personKey) => ({ personKey, name: '', more: summary?.roster.name ?? '' })),
  ];
  return (
    <div className={styles.page} data-testid="roster-cards">
      <Scroller className={styles.scroll} frameClassName={styles.frame}>
        <h2 className={styles.title}>{t('rosters.cards.title')}</h2>
        <p className={styles.body}>{t('rosters.cards.body')}</p>
        <ChoiceList
          name={t('rosters.cards.spare')}
          isNameShown
          look="pills"
          choices={spareCounts.map((value) => ({ value, words: value }))}
          value={spares}
          onChange={setSpares}
        />
        <div className={cards.sheet} data-testid="cards">
          {shown.slice(0, previewed).map((card) => (
            <Card key={card.personKey} {...card} />
          ))}
        </div>
        {shown.length > previewed ? (
          <p className={styles.body}>{t('rosters.cards.more', { count: shown.length - previewed })}</p>
        ) : null}
        <PrintSheet>
          <div className={cards.sheet}>
            {shown.map((card) => (
              <Card key={card.personKey} {...card} />
            ))}
          </div>
        </PrintSheet>
      </Scroller>
      <div className={styles.foot}>
        <span data-first="">
          <Button look="plain" icon={ArrowLeft} onPress={onClose}>
            {t('common.back')}
          </Button>
        </span>
        <PrintButton file="roster-cards-TIME.pdf" isDisabled={rows === undefined} />
      </div>
    </div>
  );
}

function Card({ personKey, name, more }: { readonly personKey: string; readonly name: string; readonly more: string }) {
  const { t } = useTranslation();
  return (
    <div className={cards.card} data-card={personKey}>
      <div className={cards.code}>
        <QrCode text={personKey} name={t('rosters.cards.code')} />
      </div>
      <div className={cards.words}>
        <p className={cards.name}>{name === '' ? <span className={cards.blank} /> : <bdi>{name}</bdi>}</p>
        <p className={cards.more}>{more}</p>
      </div>
    </div>
  );
}
