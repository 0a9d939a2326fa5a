import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import styles from './check-choice.module.css';

/** Something that holds or does not: a box with its words, all of it one target. */
export function CheckChoice({
  isSelected,
  onChange,
  isDisabled = false,
  children,
}: {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Checkbox className={styles.choice ?? ''} isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className={styles.box} aria-hidden="true">
        <Check className={styles.mark} strokeWidth={3} />
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
