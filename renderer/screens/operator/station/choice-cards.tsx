import { Check } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import styles from './choice-cards.module.css';

/** One of a few that need a sentence each. */
export function ChoiceCards<Value extends string>({
  name,
  choices,
  value,
  onChange,
}: {
  readonly name: string;
  readonly choices: readonly { readonly value: Value; readonly title: string; readonly more: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      aria-label={name}
      value={value}
      onChange={(next) => {
        const choice = choices.find((one) => one.value === next);
        if (choice !== undefined) onChange(choice.value);
      }}
    >
      <p className={styles.name}>{name}</p>
      <div className={styles.cards}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={styles.card ?? ''}>
            <span className={styles.title}>
              <Check className={styles.mark} aria-hidden="true" strokeWidth={2.5} />
              {choice.title}
            </span>
            <span className={styles.more}>{choice.more}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
