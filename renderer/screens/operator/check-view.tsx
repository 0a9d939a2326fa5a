import { CircleAlert, CircleCheck, CircleMinus, CircleX, type LucideIcon, Power, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckLine } from '../../../shared/station-check.ts';
import { checkLineText } from '../../../shared/station-check-words.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { useApi, useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import styles from './check-view.module.css';
import { CloseStation } from './close-station.tsx';
import { StationFoot } from './station-foot.tsx';

const icons: Readonly<Record<CheckLine['light'], LucideIcon>> = {
  green: CircleCheck,
  amber: CircleAlert,
  red: CircleX,
  skipped: CircleMinus,
};

type Check =
  | { readonly kind: 'running'; readonly lines: readonly CheckLine[] }
  | { readonly kind: 'done'; readonly lines: readonly CheckLine[] }
  | { readonly kind: 'failed' };

/** A look at everything, and the way to another. */
export interface CheckRun {
  readonly check: Check;
  readonly run: () => void;
}

/** Everything a photo needs on its way, as a list of lights with the fix for each. */
export function CheckView({
  check: { check, run },
  onBack,
}: {
  readonly check: CheckRun;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const { canClose } = useSnapshot();
  const [isClosing, setIsClosing] = useState(false);
  const lines = check.kind === 'failed' ? [] : check.lines;
  return (
    <div className={styles.view} data-check={check.kind}>
      <Scroller
        className={styles.scroll}
        frameClassName={styles.frame}
        name={t('operator.station.sections.check')}
        isBusy={check.kind === 'running'}
      >
        <Verdict check={check} />
        <CheckLines lines={lines} />
      </Scroller>
      {isClosing ? (
        <CloseStation onKeep={() => setIsClosing(false)} />
      ) : (
        <StationFoot onBack={onBack}>
          {canClose === true ? (
            <Button look="plain" icon={Power} onPress={() => setIsClosing(true)}>
              {t('operator.close.action')}
            </Button>
          ) : null}
          <Button icon={RotateCw} isPending={check.kind === 'running'} onPress={run}>
            {check.kind === 'running' ? t('operator.check.running') : t('operator.check.again')}
          </Button>
        </StationFoot>
      )}
    </div>
  );
}

/** The lights of a look, each with what was found and the fix. */
export function CheckLines({ lines }: { readonly lines: readonly CheckLine[] }) {
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <Line key={line.item} line={line} />
      ))}
    </ul>
  );
}

/** Looks when the page is shown, and again when asked. */
export function useCheck(): CheckRun {
  const api = useApi();
  const [turn, setTurn] = useState(0);
  const [check, setCheck] = useState<Check>({ kind: 'running', lines: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is a new run
  useEffect(() => {
    let isWanted = true;
    setCheck((now) => ({ kind: 'running', lines: now.kind === 'failed' ? [] : now.lines }));
    void api.commands['station.check']({})
      .catch(() => undefined)
      .then((reply) => {
        if (!isWanted) return;
        setCheck(reply?.kind === 'ok' ? { kind: 'done', lines: reply.value.lines } : { kind: 'failed' });
      });
    return () => {
      isWanted = false;
    };
  }, [api, turn]);
  const run = useCallback(() => setTurn((now) => now + 1), []);
  // On other settings everything is to be looked at anew.
  useEffect(() => api.events['station.changed'](run), [api, run]);
  return { check, run };
}

function Verdict({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const words = useVerdict(check);
  useEffect(() => {
    if (check.kind !== 'running') announce(words);
  }, [announce, words, check.kind]);
  return (
    <div>
      <h2 className={styles.title} data-testid="verdict">
        {words}
      </h2>
      <p className={styles.body}>{t('operator.check.body')}</p>
    </div>
  );
}

/** What the look came to, in a sentence. */
export function useVerdict(check: Check): string {
  const { t } = useTranslation();
  if (check.kind === 'failed') return t('operator.check.failed');
  if (check.kind === 'running') return t('operator.check.running');
  const count = (light: CheckLine['light']) => check.lines.filter((line) => line.light === light).length;
  if (count('red') > 0) return t('operator.check.done.red', { count: count('red') });
  return count('amber') > 0 ? t('operator.check.done.amber', { count: count('amber') }) : t('operator.check.done.good');
}

function Line({ line }: { readonly line: CheckLine }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { title, found, fix } = checkLineText(line, language);
  const Icon = icons[line.light];
  return (
    <li className={styles.line} data-light={line.light} data-item={line.item}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <div className={styles.words}>
        <p className={styles.name}>
          {title} <span className={styles.light}>{t(`operator.check.light.${line.light}`)}</span>
        </p>
        <p className={styles.found}>{found}</p>
        {fix === undefined ? null : (
          <p className={styles.fix}>
            <span className={styles.fixLabel}>{t('operator.check.fix')}</span> {fix}
          </p>
        )}
      </div>
    </li>
  );
}
