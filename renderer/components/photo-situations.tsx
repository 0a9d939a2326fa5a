import { Mail, MessageCircle, Phone } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crop } from '../../shared/crop.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Capture } from '../store/capture.ts';
import { useClearedCanvas } from './cleared-canvas.ts';
import { drawPhoto } from './crop-drawing.ts';
import styles from './photo-situations.module.css';
import { usePresentPhoto } from './present-photo.ts';

/** Where colleagues will meet the photo: on a card about the person, beside the present one where it is known, and in a chat. */
export function PhotoSituations({
  person,
  capture,
  crop,
}: {
  readonly person: PersonCard;
  readonly capture: Capture;
  readonly crop: Crop;
}) {
  const { t } = useTranslation();
  const present = usePresentPhoto(person.id, 240);
  const more = person.jobTitle ?? person.department;
  return (
    <div className={styles.situations}>
      <div className={styles.card} data-situation="card">
        <div className={styles.faces}>
          {present === undefined ? null : (
            <Face words={t('review.before')}>
              <img src={present} alt={t('person.photoOf', { name: person.displayName })} draggable={false} />
            </Face>
          )}
          <Face words={t('review.after')} isNew>
            <Preview place="card" edge={240} capture={capture} crop={crop} />
          </Face>
        </div>
        <div className={styles.about}>
          <p className={styles.name}>
            <bdi>{person.displayName}</bdi>
          </p>
          {more === undefined ? null : (
            <p className={styles.more}>
              <bdi>{more}</bdi>
            </p>
          )}
          <div className={styles.signs} aria-hidden="true">
            {[MessageCircle, Phone, Mail].map((Icon, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three drawings that never change
              <Icon key={index} strokeWidth={1.75} />
            ))}
          </div>
        </div>
      </div>
      <div className={styles.chat} data-situation="chat">
        <Preview place="chat" edge={48} capture={capture} crop={crop} />
        <div className={styles.bubble}>
          <p className={styles.sender}>
            <bdi>{person.displayName}</bdi>
          </p>
          <p>{t('review.chatLine')}</p>
        </div>
      </div>
    </div>
  );
}

function Face({
  words,
  isNew = false,
  children,
}: {
  readonly words: string;
  readonly isNew?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <figure className={styles.face} data-new={isNew}>
      {children}
      <figcaption>{words}</figcaption>
    </figure>
  );
}

function Preview({
  place,
  edge,
  capture,
  crop,
}: {
  readonly place: 'card' | 'chat';
  /** In pixels: the least it is drawn with, however small it is shown. */
  readonly edge: number;
  readonly capture: Capture;
  readonly crop: Crop;
}) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    drawPhoto(element, capture, crop, Math.max(edge, Math.round(element.clientWidth * devicePixelRatio)));
  }, [capture, crop, edge]);
  useClearedCanvas(canvas);
  return <canvas ref={canvas} data-preview={place} role="img" aria-label={t(`review.preview.${place}`)} />;
}
