import { ArrowLeft, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import type { DemoTrial } from '../../store/demo-trial.ts';
import { useActions } from '../../store/kiosk-context.tsx';
import styles from '../attract-screen.module.css';
import { SetUpPanel } from '../set-up-panel.tsx';
import { OperatorMain } from './operator-gate.tsx';

/** Asking for the demo company, and why it could not be had, in words. */
export function useDemoTrial() {
  const { t } = useTranslation();
  const { tryDemo } = useActions();
  const [trial, setTrial] = useState<DemoTrial>();
  const [isBusy, setIsBusy] = useState(false);
  async function ask() {
    setIsBusy(true);
    setTrial(undefined);
    setTrial(await tryDemo());
    setIsBusy(false);
  }
  function problem(): string | undefined {
    if (trial?.kind === 'failed') return t('setUp.failed');
    if (trial?.kind !== 'not-written') return undefined;
    return t('settings.notWritten', { file: trial.file, reason: trial.reason });
  }
  return { isBusy, problem: problem(), ask: () => void ask() };
}

/** The demo company, for staff who have given their PIN at a station that belongs to nobody yet. */
export function DemoChoice() {
  const { t } = useTranslation();
  const { end } = useActions();
  const { isBusy, problem, ask } = useDemoTrial();
  return (
    <OperatorMain screen="operator" className={styles.screen}>
      <SetUpPanel title={t('setUp.demo')} body={t('setUp.demoBody')} problem={problem}>
        <div className={styles.ways}>
          <Button look="primary" icon={FlaskConical} isPending={isBusy} onPress={ask}>
            {t('setUp.demo')}
          </Button>
          <Button icon={ArrowLeft} onPress={end}>
            {t('common.back')}
          </Button>
        </div>
      </SetUpPanel>
    </OperatorMain>
  );
}
