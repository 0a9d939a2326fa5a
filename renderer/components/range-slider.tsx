import { Slider, SliderThumb, SliderTrack, useLocale } from 'react-aria-components';
import styles from './range-slider.module.css';

/** A slider on a picture, with its name beside it. */
export function RangeSlider({
  name,
  value,
  min,
  max,
  step,
  format,
  isDisabled = false,
  hasCentre = false,
  isPhysical = false,
  onChange,
}: {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** How the value is said: a percentage or a degree. */
  readonly format: Intl.NumberFormatOptions;
  readonly isDisabled?: boolean;
  /** Marks the middle, for values that go both ways. */
  readonly hasCentre?: boolean;
  /** Right is more, also where lines run from right to left; needs a range around 0. */
  readonly isPhysical?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const sign = useLocale().direction === 'rtl' && isPhysical ? -1 : 1;
  return (
    <Slider
      className={styles.slider ?? ''}
      aria-label={name}
      value={sign * value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      formatOptions={format}
      onChange={(next) => onChange(sign * next)}
    >
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <SliderTrack className={styles.track ?? ''} data-centre={hasCentre}>
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
    </Slider>
  );
}
