import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pinLengths } from '../../../../shared/settings-editing.ts';
import { TextField } from '../../../components/text-field.tsx';

interface PinPair {
  readonly first: string;
  readonly again: string;
  readonly setFirst: (pin: string) => void;
  readonly setAgain: (pin: string) => void;
  readonly clear: () => void;
  /** Why it cannot be taken. */
  readonly misfit: () => 'short' | 'differ' | undefined;
}

/** A new PIN, typed twice. */
export function usePinPair(): PinPair {
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  return {
    ...{ first, again, setFirst, setAgain },
    clear() {
      setFirst('');
      setAgain('');
    },
    misfit() {
      if (first.length < pinLengths.shortest) return 'short';
      return first === again ? undefined : 'differ';
    },
  };
}

/** The two fields of it. */
export function PinFields({ pair: { first, again, setFirst, setAgain } }: { readonly pair: PinPair }) {
  const { t } = useTranslation();
  const { longest } = pinLengths;
  return (
    <>
      <TextField label={t('settings.pin.first')} isSecret value={first} maxLength={longest} onChange={setFirst} />
      <TextField label={t('settings.pin.again')} isSecret value={again} maxLength={longest} onChange={setAgain} />
    </>
  );
}
