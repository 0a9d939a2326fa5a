import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Station } from '../../shared/station.ts';
import styles from './lens-sign.module.css';

const arrows = { above: ArrowUp, left: ArrowLeft, right: ArrowRight, below: ArrowDown } as const;

/**
 * Where to look: an arrow at the edge of the picture that is next to the lens, and the countdown beside it. People look at
 * themselves otherwise, and then past the camera.
 */
export function LensSign({
  lens,
  remaining,
}: {
  readonly lens: Station['lens'];
  readonly remaining?: number | undefined;
}) {
  const { t } = useTranslation();
  const Arrow = arrows[lens];
  return (
    <div className={styles.place} data-lens={lens}>
      <Arrow className={styles.arrow} aria-hidden="true" strokeWidth={2.4} />
      {remaining === undefined ? (
        <span>{t('camera.lens')}</span>
      ) : (
        <span className={styles.count} key={remaining} aria-hidden="true">
          {remaining}
        </span>
      )}
    </div>
  );
}
