import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crop } from '../../shared/crop.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Capture } from '../store/capture.ts';
import { useClearedCanvas } from './cleared-canvas.ts';
import { drawPhoto } from './crop-drawing.ts';
import styles from './photo-previews.module.css';
import { Portrait } from './portrait.tsx';

const shapes = ['circle', 'square'] as const;

/** How colleagues will see the photo: round and square, in three sizes, beside the present one. */
export function PhotoPreviews({
  person,
  capture,
  crop,
}: {
  readonly person: PersonCard;
  readonly capture: Capture;
  readonly crop: Crop;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.previews}>
      <div className={styles.row}>
        {shapes.map((shape) => (
          <Preview key={shape} shape={shape} edge={240} capture={capture} crop={crop} />
        ))}
      </div>
      <div className={styles.row}>
        {shapes.map((shape) =>
          ([96, 48] as const).map((edge) => (
            <Preview key={`${shape}${edge}`} shape={shape} edge={edge} capture={capture} crop={crop} />
          )),
        )}
        <figure className={styles.now}>
          <Portrait person={person} size="preview" />
          <figcaption>{t('person.now')}</figcaption>
        </figure>
      </div>
    </div>
  );
}

function Preview({
  shape,
  edge,
  capture,
  crop,
}: {
  readonly shape: (typeof shapes)[number];
  readonly edge: 240 | 96 | 48;
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
  return (
    <canvas
      ref={canvas}
      className={styles[shape]}
      data-preview={`${shape}-${edge}`}
      data-edge={edge}
      role="img"
      aria-label={t(`review.preview.${shape}`, { edge })}
    />
  );
}
