import type { ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import styles from './bar-menu.module.css';
import { Scroller } from './scroller.tsx';

/** A button of the station bar with a small sheet below it. Closes by a press outside, Escape, or `close`. */
export function BarMenu({
  label,
  name,
  value,
  children,
}: {
  /** What the button shows. */
  readonly label: ReactNode;
  /** What the button and the sheet are called. */
  readonly name: string;
  /** What is chosen now, said after the name; the same words that the button shows. */
  readonly value?: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  return (
    <DialogTrigger>
      <AriaButton className={styles.button ?? ''} aria-label={value === undefined ? name : `${name}: ${value}`}>
        {label}
      </AriaButton>
      <Popover className={styles.sheet ?? ''} placement="bottom" containerPadding={8} offset={4}>
        <Dialog className={styles.dialog ?? ''} aria-label={name}>
          {({ close }) => <Scroller className={styles.content}>{children(close)}</Scroller>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
