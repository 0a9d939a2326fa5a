import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from '../look/class-names.ts';
import styles from './select-box.module.css';

/** The browser's own list to choose one from, in the look of the other fields; `className` is for its place among others. */
export function SelectBox({ className, ...select }: ComponentProps<'select'>) {
  return (
    <span className={classNames(styles.box, className)}>
      <select className={styles.select} {...select} />
      <ChevronDown className={styles.arrow} aria-hidden="true" />
    </span>
  );
}
