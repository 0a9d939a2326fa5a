import { ArrowLeft, Delete } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { usePasteRoom } from '../../components/paste-room.tsx';
import { roughDuration, useRemainingMs } from '../../components/remaining-time.ts';
import { ScrollCue } from '../../components/scroller.tsx';
import { StepTitle } from '../../components/stage.tsx';
import { useActions, useApi, useKiosk } from '../../store/kiosk-context.tsx';
import styles from './pin-pad.module.css';
import { type PinRefusal, refusalOf } from './pin-refusal.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const longestPin = 64;

/** The operator's PIN: large digits for fingers, and a field for keyboards. Nothing of it is shown. */
export function PinPad() {
  const { t } = useTranslation();
  const api = useApi();
  const { back } = useActions();
  const [pin, setPin] = useState('');
  const { found, onPaste } = usePasteRoom(longestPin, pin);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<PinRefusal>();
  const field = useRef<HTMLInputElement>(null);
  const pad = useRef<HTMLDivElement>(null);
  const messageId = useId();
  const blockedMs = useRemainingMs(refusal?.kind === 'blocked' ? refusal.untilMs : undefined);
  const isBlocked = blockedMs > 0;
  useEffect(() => {
    if (!isBlocked) field.current?.focus({ preventScroll: true });
  }, [isBlocked]);

  async function unlock(event?: FormEvent) {
    event?.preventDefault();
    if (pin === '' || isBusy || isBlocked) return;
    setIsBusy(true);
    const reply = await api.commands['operator.unlock']({ pin }).catch(() => undefined);
    setIsBusy(false);
    setPin('');
    setRefusal(reply?.kind === 'ok' ? undefined : refusalOf(reply?.error, Date.now()));
  }
  const add = (digit: string) => setPin((now) => (now + digit).slice(0, longestPin));
  return (
    <main className={styles.screen} data-screen="operator" data-state={isBlocked ? 'blocked' : 'locked'}>
      <div ref={pad} className={styles.page}>
        <form className={styles.pad} onSubmit={(event) => void unlock(event)}>
          <StepTitle title={t('operator.pin.title')} className={styles.title} />
          <input
            ref={field}
            className={styles.field}
            type="password"
            inputMode="none"
            autoComplete="off"
            aria-label={t('operator.pin.label')}
            aria-describedby={messageId}
            value={pin}
            maxLength={longestPin}
            onPaste={onPaste}
            disabled={isBlocked}
            onChange={(event) => setPin(event.target.value)}
          />
          <p className={styles.message} id={messageId} role="status" data-testid="pin-message">
            {found !== undefined ? (
              t('field.pasteTooLong', { expected: longestPin, actual: found })
            ) : refusal === undefined || (refusal.kind === 'blocked' && !isBlocked) ? null : (
              <RefusalWords refusal={refusal} blockedMs={blockedMs} />
            )}
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: keys of a keypad, not fields */}
          <div className={styles.keys} role="group" aria-label={t('operator.pin.label')}>
            {digits.map((digit) => (
              <Digit key={digit} digit={digit} isDisabled={isBlocked} onPress={add} />
            ))}
            <Key
              name={t('operator.pin.delete')}
              isDisabled={isBlocked || pin === ''}
              onPress={() => setPin((now) => [...now].slice(0, -1).join(''))}
            >
              <Delete aria-hidden="true" strokeWidth={1.75} />
            </Key>
            <Digit digit="0" isDisabled={isBlocked} onPress={add} />
            <span />
          </div>
          <Button look="primary" isPending={isBusy} isDisabled={pin === '' || isBlocked} onPress={() => void unlock()}>
            {t('operator.pin.unlock')}
          </Button>
        </form>
        <div className={styles.foot}>
          <Button look="plain" icon={ArrowLeft} onPress={back}>
            {t('common.back')}
          </Button>
        </div>
      </div>
      <ScrollCue scroller={pad} />
    </main>
  );
}

function RefusalWords({ refusal, blockedMs }: { readonly refusal: PinRefusal; readonly blockedMs: number }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  switch (refusal.kind) {
    case 'wrong':
      return t('operator.pin.wrong', { count: refusal.triesLeft });
    case 'blocked':
      return t('operator.pin.blocked', { time: roughDuration(blockedMs, language) });
    case 'failed':
      return t('operator.pin.failed');
  }
}

function Digit({
  digit,
  isDisabled,
  onPress,
}: {
  readonly digit: string;
  readonly isDisabled: boolean;
  readonly onPress: (digit: string) => void;
}) {
  return (
    <Key name={digit} isDisabled={isDisabled} onPress={() => onPress(digit)}>
      {digit}
    </Key>
  );
}

function Key({
  name,
  isDisabled,
  onPress,
  children,
}: {
  readonly name: string;
  readonly isDisabled: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.key}
      aria-label={name}
      disabled={isDisabled}
      // The field keeps the focus, so that fingers and keyboard can be mixed.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
