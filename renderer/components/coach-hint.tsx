import {
  ArrowLeft,
  ArrowRight,
  Check,
  Contrast,
  Focus,
  Hand,
  Lightbulb,
  type LucideIcon,
  MoveVertical,
  ScanFace,
  Sun,
  SunDim,
  User,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaceHint } from '../../shared/face/face-rules.ts';
import { useAnnounce } from './announcer.tsx';
import styles from './coach-hint.module.css';

/** Left and right are the person's own, as in a mirror. */
const icons: Readonly<Record<FaceHint, LucideIcon>> = {
  'more-light': Lightbulb,
  'no-face': ScanFace,
  'one-person': User,
  'step-back': ZoomOut,
  'come-closer': ZoomIn,
  'move-to-your-left': ArrowLeft,
  'move-to-your-right': ArrowRight,
  'light-behind': Sun,
  'too-bright': SunDim,
  'light-from-side': Contrast,
  'look-at-lens': Focus,
  'hold-head-straight': MoveVertical,
  'hold-still': Hand,
  good: Check,
};

/** The one thing that would make the photo better now, over the live picture: an icon, a few words, and said aloud politely. */
export function CoachHint({ hint }: { readonly hint: FaceHint }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const words = t(`camera.hint.${hint}`);
  useEffect(() => announce(words, 'aloud'), [announce, words]);
  const Icon = icons[hint];
  return (
    // A new element for each hint, so that each one arrives.
    <p key={hint} className={styles.hint} data-hint={hint}>
      <span className={styles.sign}>
        <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      </span>
      <span>{words}</span>
    </p>
  );
}
