import { RotateCcw, RotateCcwSquare, RotateCwSquare } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crop } from '../../shared/crop.ts';
import { fineLimitDeg, largestEdge, rotateCrop, splitRotation, zoomCrop } from '../../shared/crop-geometry.ts';
import { type Capture, minEdgePx } from '../store/capture.ts';
import { Button } from './button.tsx';
import styles from './crop-controls.module.css';
import { isSameCrop, maxZoomPercent, zoomPercent } from './crop-steps.ts';
import { RangeSlider } from './range-slider.tsx';

/** Where the crop began: at what the face in the picture asks for, or at what suits most. */
export interface CropStart {
  readonly crop: Crop;
  readonly isFromFace: boolean;
}

/** Zoom, quarter turns, the fine level, and the way back to the start; on the picture. */
export function CropControls({
  capture,
  crop,
  start,
  isLocked,
  onChange,
}: {
  readonly capture: Capture;
  readonly crop: Crop;
  readonly start: CropStart;
  readonly isLocked: boolean;
  readonly onChange: (crop: Crop) => void;
}) {
  const { t } = useTranslation();
  const { size } = capture;
  const { fineDeg } = splitRotation(crop.rotationDeg);
  const levelTo = useLevel(crop, onChange, capture);
  const turn = (deg: number) => onChange(rotateCrop(crop, size, crop.rotationDeg + deg, minEdgePx));
  const percent = zoomPercent(crop, size);
  return (
    <div className={styles.controls}>
      <div className={styles.row}>
        <RangeSlider
          name={t('review.zoom')}
          value={percent / 100}
          min={1}
          max={maxZoomPercent(crop, size) / 100}
          step={0.01}
          format={{ style: 'percent' }}
          isDisabled={isLocked}
          onChange={(value) => {
            const wanted = largestEdge(size, crop.rotationDeg) / value;
            onChange(zoomCrop(crop, size, crop.edgePx / wanted, minEdgePx));
          }}
        />
        <RangeSlider
          name={t('review.straighten')}
          value={Math.round(fineDeg * 10) / 10}
          min={-fineLimitDeg}
          max={fineLimitDeg}
          step={0.5}
          hasCentre
          isPhysical
          format={{ style: 'unit', unit: 'degree' }}
          isDisabled={isLocked}
          onChange={levelTo}
        />
      </div>
      {/* What turns the picture lies where it turns to, whichever way lines run. */}
      <div className={styles.row} dir="ltr">
        <Button look="float" icon={RotateCcwSquare} onPress={() => turn(-90)} isDisabled={isLocked}>
          {t('review.turnLeft')}
        </Button>
        <Button look="float" icon={RotateCwSquare} onPress={() => turn(90)} isDisabled={isLocked}>
          {t('review.turnRight')}
        </Button>
        <Button
          look="float"
          icon={RotateCcw}
          onPress={() => onChange(start.crop)}
          isDisabled={isLocked || isSameCrop(crop, start.crop)}
        >
          {start.isFromFace ? t('review.suggested') : t('review.startOver')}
        </Button>
      </div>
    </div>
  );
}

/**
 * Sets the fine level. Turning makes the crop smaller where a corner would leave the capture; turning back must give the
 * size back, so each level starts from the crop as it was when levelling began.
 */
function useLevel(crop: Crop, onChange: (crop: Crop) => void, { size }: Capture) {
  const levelling = useRef<{ readonly from: Crop; readonly to: Crop } | undefined>(undefined);
  return (fineDeg: number) => {
    const from = levelling.current?.to === crop ? levelling.current.from : crop;
    const quarterDeg = crop.rotationDeg - splitRotation(crop.rotationDeg).fineDeg;
    const to = rotateCrop(from, size, quarterDeg + fineDeg, minEdgePx);
    levelling.current = { from, to };
    onChange(to);
  };
}
