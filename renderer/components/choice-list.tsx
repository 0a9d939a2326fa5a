import { Check } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classNames } from '../look/class-names.ts';
import styles from './choice-list.module.css';

/** One of a few: large rows or pills, with a mark on the chosen one. */
export function ChoiceList<Value extends string>({
  name,
  isNameShown = false,
  choices,
  value,
  onChange,
  look = 'rows',
}: {
  readonly name: string;
  readonly isNameShown?: boolean;
  readonly choices: readonly { readonly value: Value; readonly words: string; readonly lang?: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly look?: 'rows' | 'pills';
}) {
  return (
    <RadioGroup
      className={classNames(styles.group, styles[look])}
      aria-label={name}
      value={value}
      onChange={(next) => {
        const choice = choices.find((one) => one.value === next);
        if (choice !== undefined) onChange(choice.value);
      }}
      orientation={look === 'rows' ? 'vertical' : 'horizontal'}
    >
      {isNameShown ? <p className={styles.name}>{name}</p> : null}
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className={styles.choice ?? ''}>
          <Check className={styles.mark} aria-hidden="true" strokeWidth={2.25} />
          <span lang={choice.lang}>{choice.words}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
