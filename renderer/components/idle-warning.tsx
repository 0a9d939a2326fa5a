import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import { browserClock } from '../store/renderer-clock.ts';
import { Button } from './button.tsx';
import { Question } from './question.tsx';

/** Asks whether somebody is still there. Any touch says yes; no answer clears the screen. */
export function IdleWarning() {
  const { t } = useTranslation();
  const endsAtMs = useKiosk((state) => state.idleEndsAtMs);
  const { stay, needMoreTime, end } = useActions();
  const seconds = useSecondsUntil(endsAtMs);
  return (
    <Question
      isOpen={endsAtMs !== undefined}
      onDismiss={stay}
      title={t('idle.title')}
      body={t('idle.body', { seconds })}
    >
      <Button look="primary" onPress={stay}>
        {t('idle.stay')}
      </Button>
      <Button onPress={needMoreTime}>{t('idle.more')}</Button>
      <Button look="plain" onPress={end}>
        {t('idle.clear')}
      </Button>
    </Question>
  );
}

function useSecondsUntil(endsAtMs: number | undefined): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (endsAtMs === undefined) return;
    const look = () => setNow(browserClock.monotonicMs());
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return endsAtMs === undefined ? 0 : Math.max(0, Math.ceil((endsAtMs - Math.max(now, 0)) / 1000));
}
