import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classNames } from '../look/class-names.ts';
import styles from './button.module.css';
import { isDirected } from './directed-icons.ts';

/** How a button was pressed: by a hand or mouse, or by keys or a screen reader, which mean what they say. */
export type PressSource = 'pointer' | 'keys';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: (source: PressSource) => void;
  /** `primary`: the one thing to do. `quiet`: outlined. `plain`: words only. `float`: on a picture. */
  readonly look?: 'primary' | 'quiet' | 'plain' | 'float';
  readonly icon?: LucideIcon | undefined;
  /** The icon stands alone; the words are its name. */
  readonly isIconOnly?: boolean;
  readonly isDisabled?: boolean;
  /** Shows that it is working; it cannot be pressed meanwhile. */
  readonly isPending?: boolean;
  readonly lang?: string | undefined;
  readonly isPressed?: boolean | undefined;
  /** What it is called where its words alone do not say whom it is about; begins with them or holds them. */
  readonly name?: string;
  /** Id of what says more about it. */
  readonly describedBy?: string;
}

/** A touch target with words: 56 px at least, the primary one 80 px at least. */
export function Button(props: ButtonProps) {
  const { children, onPress, look = 'quiet', icon: Icon, isIconOnly = false, isPending = false } = props;
  return (
    <AriaButton
      className={classNames(styles.button, styles[look], isIconOnly && styles.iconOnly)}
      // Not disabled while it works: the focus stays here, for the next try.
      onPress={({ pointerType }) =>
        isPending ? undefined : onPress(pointerType === 'keyboard' || pointerType === 'virtual' ? 'keys' : 'pointer')
      }
      aria-busy={isPending}
      isDisabled={props.isDisabled ?? false}
      {...(props.lang === undefined ? {} : { lang: props.lang })}
      {...(props.name === undefined ? {} : { 'aria-label': props.name })}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
      {...(props.isPressed === undefined ? {} : { 'aria-pressed': props.isPressed })}
    >
      {isPending ? <span className={styles.spinner} aria-hidden="true" /> : null}
      {Icon !== undefined && !isPending ? (
        <Icon
          className={classNames(styles.icon, isDirected(Icon) && styles.directed)}
          aria-hidden="true"
          strokeWidth={2}
        />
      ) : null}
      <span className={isIconOnly ? 'visually-hidden' : styles.words}>{children}</span>
    </AriaButton>
  );
}
