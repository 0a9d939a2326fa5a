import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import styles from './confirmation.module.css';

/** Asks in words before something that cannot be undone, in the place of the buttons that led to it: no dialog on top. */
export function Confirmation({
  title,
  body,
  confirm,
  keep,
  onConfirm,
  onKeep,
}: {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly keep: string;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    // The answers too, not only its title.
    question.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of words and buttons, not of form fields
    <div ref={question} className={styles.question} role="group" aria-label={title}>
      <h3 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h3>
      <p className={styles.body}>{body}</p>
      <div className={styles.answers}>
        <Button look="plain" onPress={onConfirm}>
          {confirm}
        </Button>
        <Button onPress={onKeep}>{keep}</Button>
      </div>
    </div>
  );
}
