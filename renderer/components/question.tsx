import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './question.module.css';
import { Scroller } from './scroller.tsx';

/** A question over the screen, with its answers as children. Touching beside it, or Escape, is `onDismiss`. */
export function Question({
  isOpen,
  onDismiss,
  title,
  body,
  children,
}: {
  readonly isOpen: boolean;
  readonly onDismiss: () => void;
  readonly title: string;
  readonly body: string;
  readonly children: ReactNode;
}) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} onOpenChange={onDismiss} isDismissable>
      <Modal>
        <Dialog className={styles.dialog ?? ''} role="alertdialog">
          <Scroller className={styles.content}>
            <Heading slot="title" className={styles.title ?? ''}>
              {title}
            </Heading>
            <p className={styles.body}>{body}</p>
            {children}
          </Scroller>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
