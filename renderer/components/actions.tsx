import { ArrowLeft, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from '../store/kiosk-context.tsx';
import styles from './actions.module.css';
import { Button, type PressSource } from './button.tsx';
import { CancelButton } from './cancel-button.tsx';

/** One primary action, and below it the ways back, always in the same corner. */
export function Actions({
  children,
  between,
  backLabel,
  backIcon = ArrowLeft,
  onBack,
  isLocked = false,
}: {
  readonly children?: ReactNode;
  /** What stands between the two ways back. */
  readonly between?: ReactNode;
  /** Instead of "Back", where going back means something more precise. */
  readonly backLabel?: string;
  readonly backIcon?: LucideIcon;
  /** Instead of going back: the other choice of a step. */
  readonly onBack?: (source: PressSource) => void;
  /** While something must not be interrupted. */
  readonly isLocked?: boolean;
}) {
  const { t } = useTranslation();
  const { back } = useActions();
  return (
    <div className={styles.actions}>
      {children}
      <div className={styles.ways}>
        <Button look="plain" icon={backIcon} onPress={onBack ?? back} isDisabled={isLocked}>
          {backLabel ?? t('common.back')}
        </Button>
        {between}
        <CancelButton isLocked={isLocked} />
      </div>
    </div>
  );
}
