import { Keyboard, KeyboardOff } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, type PointerEvent, type Ref, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { PasteRefused, usePasteRoom } from './paste-room.tsx';
import { ScreenKeyboard } from './screen-keyboard.tsx';
import styles from './text-field.module.css';

/** As long as a name, a search or an address is. */
const shortText = 200;

/** A line to type in, with the keyboard on the screen for whoever has no other. */
export function TextField({
  label,
  value,
  onChange,
  onEnter,
  maxLength = shortText,
  isLabelShown = true,
  isLong = false,
  isSecret = false,
  field,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands in the field when Enter comes: a badge reader is faster than the screen is drawn anew. */
  readonly onEnter?: (value: string) => void;
  /** A paste beyond it is refused and said: `whole` where whoever reads the text says how long it may be. */
  readonly maxLength?: number | 'whole';
  readonly isLabelShown?: boolean;
  /** Several lines. */
  readonly isLong?: boolean;
  /** What is typed is not shown. */
  readonly isSecret?: boolean;
  readonly field?: Ref<HTMLInputElement>;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [hasKeyboard, setHasKeyboard] = useState(false);
  const id = useId();
  const own = useRef<HTMLDivElement>(null);
  const room = maxLength === 'whole' ? undefined : maxLength;
  const { found, onPaste } = usePasteRoom(room, value);
  function enter(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' || onEnter === undefined) return;
    event.preventDefault();
    onEnter(event.currentTarget.value);
  }
  const common = {
    id,
    'aria-label': label,
    placeholder: isLabelShown ? undefined : label,
    value,
    maxLength: room,
    onPaste,
    autoComplete: 'off',
    autoCorrect: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    inputMode: hasKeyboard ? 'none' : 'text',
    onPointerUp: (event: PointerEvent) => event.pointerType === 'touch' && setHasKeyboard(true),
    onBlur: (event: FocusEvent) => {
      if (!own.current?.contains(event.relatedTarget)) setHasKeyboard(false);
    },
  } as const;
  return (
    <div className={styles.field} ref={own}>
      {isLabelShown ? (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      ) : null}
      <div className={styles.row}>
        {isLong ? (
          <textarea {...common} className={styles.long} rows={4} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input
            {...common}
            {...(field === undefined ? {} : { ref: field })}
            className={styles.input}
            type={isSecret ? 'password' : 'text'}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={enter}
          />
        )}
        <Button
          look="plain"
          icon={hasKeyboard ? KeyboardOff : Keyboard}
          isIconOnly
          onPress={() => {
            setHasKeyboard(!hasKeyboard);
            own.current?.querySelector<HTMLElement>('input, textarea')?.focus();
          }}
        >
          {hasKeyboard ? t('keyboard.hide') : t('keyboard.show')}
        </Button>
      </div>
      <PasteRefused room={room} found={found} className={styles.note} />
      {hasKeyboard ? <ScreenKeyboard language={language} text={value} room={room} onChange={onChange} /> : null}
    </div>
  );
}
