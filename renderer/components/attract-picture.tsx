import { ArrowUp, Check, Smartphone } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { portraitDrawing } from '../../shared/portrait-drawing.ts';
import { useSnapshot } from '../store/kiosk-context.tsx';
import styles from './attract-picture.module.css';

/** Seeds of three drawn people; the middle one is followed through the steps. */
const people = ['minh', 'itay', 'zoe'] as const;
const [, hero] = people;

/**
 * What will happen, as three small pictures one after the other: finding oneself, looking into the lens, done. Side by side
 * and still for people who asked for less motion.
 */
export function AttractPicture() {
  const { t } = useTranslation();
  const isSelfService = useSnapshot().station.mode === 'self-service';
  return (
    <div className={styles.picture} aria-hidden="true">
      <div className={styles.steps}>
        <Step number={1} words={isSelfService ? t('attract.steps.signIn') : t('attract.steps.find')}>
          {isSelfService ? <OwnPhone /> : <FindingOneself />}
        </Step>
        <Step number={2} words={t('attract.steps.look')}>
          <LookingHere />
        </Step>
        <Step number={3} words={t('attract.steps.done')}>
          <Done />
        </Step>
      </div>
    </div>
  );
}

function Step({
  number,
  words,
  children,
}: {
  readonly number: 1 | 2 | 3;
  readonly words: string;
  readonly children: ReactNode;
}) {
  return (
    <figure className={styles.step} data-step={number}>
      <div className={styles.scene}>{children}</div>
      <figcaption className={styles.caption}>
        <span className={styles.number}>{number}</span>
        {words}
      </figcaption>
    </figure>
  );
}

/** One of the demo tenant's drawn people. */
function Drawing({ of, className }: { readonly of: string; readonly className?: string | undefined }) {
  const url = useMemo(() => `data:image/svg+xml,${encodeURIComponent(portraitDrawing(of, 480))}`, [of]);
  return <img className={className} src={url} alt="" draggable={false} />;
}

function FindingOneself() {
  return (
    <div className={styles.list}>
      {people.map((person) => (
        <div key={person} className={styles.row} data-chosen={person === hero}>
          <Drawing of={person} className={styles.face} />
          <span className={styles.lines} />
        </div>
      ))}
      <span className={styles.finger} />
    </div>
  );
}

function OwnPhone() {
  return (
    <div className={styles.phone}>
      <Smartphone strokeWidth={1} />
      <Drawing of={hero} className={styles.phoneFace} />
    </div>
  );
}

function LookingHere() {
  return (
    <div className={styles.camera}>
      <div className={styles.lens}>
        <span className={styles.glass} />
        <ArrowUp className={styles.arrow} strokeWidth={2.4} />
      </div>
      <div className={styles.mirror}>
        <Drawing of={hero} className={styles.live} />
        <svg className={styles.guide} viewBox="0 0 100 75" role="presentation">
          <ellipse className={styles.dashed} cx="50" cy="34" rx="17.5" ry="23" />
          <ellipse className={styles.fitting} cx="50" cy="34" rx="17.5" ry="23" />
        </svg>
        <span className={styles.flash} />
      </div>
    </div>
  );
}

function Done() {
  return (
    <div className={styles.done}>
      <Drawing of={hero} className={styles.photo} />
      <span className={styles.badge}>
        <Check strokeWidth={3} />
      </span>
    </div>
  );
}
