import { ArrowLeft, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { useProblemWords } from './problem-words.ts';
import styles from './rosters.module.css';

/** More than a hand-over file ever holds. */
const limitBytes = 20_000;

/** Takes part in a list that another station shares, with the file that it has saved. */
export function RosterJoin({
  onJoined,
  onClose,
}: {
  readonly onJoined: (rosterId: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** The file whose name is taken here, until another one is given. */
  const [taken, setTaken] = useState<string>();
  const [name, setName] = useState('');

  async function join(file: string, otherName?: string) {
    setIsBusy(true);
    setProblem(undefined);
    const request = { file, ...(otherName === undefined ? {} : { name: otherName }) };
    const reply = await api.commands['rosters.join'](request).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') return onJoined(reply.value.summary.roster.id);
    const error = reply?.error ?? { code: 'internal' as const };
    const isTaken = error.detail?.what === 'name-taken';
    setTaken(isTaken ? file : undefined);
    if (error.code === 'not-understood') setProblem(unreadable(String(error.detail?.actual ?? '')));
    else if (error.detail?.what === 'no-such-list') setProblem(t('sharedList.join.missing'));
    else if (error.detail?.what === 'not-ours') setProblem(t('sharedList.join.notOurs'));
    else setProblem(isTaken ? t('sharedList.join.taken') : problemWords(error));
  }
  const unreadable = (what: string) => t('sharedList.join.unreadable', { problem: what });
  async function take(file: File | undefined) {
    if (file === undefined) return;
    setTaken(undefined);
    if (file.size > limitBytes) return setProblem(unreadable(`${file.size} > ${limitBytes}`));
    await join(await file.text().catch(() => ''));
  }
  return (
    <div className={styles.page} data-testid="roster-join">
      <Scroller
        className={styles.scroll}
        frameClassName={styles.frame}
        name={t('sharedList.join.title')}
        isBusy={isBusy}
      >
        <h2 className={styles.title}>{t('sharedList.join.title')}</h2>
        <p className={styles.body}>{t('sharedList.join.body')}</p>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          tabIndex={-1}
          accept=".json"
          aria-label={t('sharedList.join.choose')}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = '';
          }}
        />
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {taken === undefined ? null : <TextField label={t('sharedList.join.name')} value={name} onChange={setName} />}
      </Scroller>
      <div className={styles.foot}>
        <span data-first="">
          <Button look="plain" icon={ArrowLeft} onPress={onClose}>
            {t('common.back')}
          </Button>
        </span>
        {taken === undefined ? null : (
          <Button
            look="primary"
            isPending={isBusy}
            isDisabled={name.trim() === ''}
            onPress={() => void join(taken, name.trim())}
          >
            {t('sharedList.join.use')}
          </Button>
        )}
        <Button
          look={taken === undefined ? 'primary' : 'plain'}
          icon={FileUp}
          isPending={isBusy && taken === undefined}
          onPress={() => input.current?.click()}
        >
          {t('sharedList.join.choose')}
        </Button>
      </div>
    </div>
  );
}
