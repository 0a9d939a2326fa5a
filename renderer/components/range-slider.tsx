import type { LucideIcon } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './range-slider.module.css';

/** A slider on a picture, with its name as an icon and for screen readers, and its value in words. */
export function RangeSlider({
  name,
  icon: Icon,
  value,
  min,
  max,
  step,
  valueText,
  format,
  isDisabled = false,
  hasCentre = false,
  onChange,
}: {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly valueText: string;
  /** How the value is said: a percentage or a degree. */
  readonly format: Intl.NumberFormatOptions;
  readonly isDisabled?: boolean;
  /** Marks the middle, for values that go both ways. */
  readonly hasCentre?: boolean;
  readonly onChange: (value: number) => void;
}) {
  return (
    <Slider
      className={styles.slider ?? ''}
      aria-label={name}
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      formatOptions={format}
      onChange={onChange}
    >
      <Icon className={styles.icon} aria-hidden="true" strokeWidth={2} />
      <SliderTrack className={styles.track ?? ''} data-centre={hasCentre}>
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      <span className={styles.value} aria-hidden="true">
        {valueText}
      </span>
    </Slider>
  );
}
