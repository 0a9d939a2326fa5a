import { Eye, EyeOff, Moon, ScanFace, Users, ZoomIn } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoFault } from '../../shared/face/photo-verdict.ts';
import { useAnnounce } from './announcer.tsx';
import styles from './photo-advice.module.css';

const icons = {
  'no-face': ScanFace,
  'several-faces': Users,
  'too-dark': Moon,
  'eyes-closed': EyeOff,
  blurred: Eye,
  'too-small': ZoomIn,
} as const satisfies Record<PhotoFault, unknown>;

/** What the photo lacks, in one sentence. Advice: whoever wants this photo uses it. */
export function PhotoAdvice({ fault }: { readonly fault: PhotoFault }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const words = t(`review.fault.${fault}`);
  useEffect(() => announce(words), [announce, words]);
  const Icon = icons[fault];
  return (
    <p className={styles.advice} data-fault={fault}>
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
      <span>{words}</span>
    </p>
  );
}
