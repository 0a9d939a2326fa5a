import { ImageOff, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import styles from '../job-thumbnail.module.css';

/** A row that flies past is not asked for. */
const restMs = 140;

/** The photo that a picture becomes; made only while it is shown, and released with its row. `isStill`: nothing else is at work. */
export function ImportThumb({
  item,
  size,
  alt,
  isStill,
}: {
  readonly item: ImportItem;
  readonly size: 'row' | 'card';
  readonly alt: string;
  readonly isStill: boolean;
}) {
  const { crop } = item;
  const url = useCropped(item, isStill && crop !== undefined, size);
  const Icon = item.state === 'refused' ? ImageOff : UserRound;
  return url === undefined ? (
    <span className={styles.photo} data-size={size}>
      <Icon aria-hidden="true" strokeWidth={1.5} />
    </span>
  ) : (
    <img className={styles.photo} data-size={size} src={url} alt={alt} draggable={false} decoding="async" />
  );
}

function useCropped({ name, crop }: ImportItem, isWanted: boolean, size: 'row' | 'card'): string | undefined {
  const api = useApi();
  const [url, setUrl] = useState<string>();
  // Another crop is another photo; the same one in a new answer is not.
  const cropped = JSON.stringify(crop);
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for each crop
  useEffect(() => {
    if (!isWanted) return;
    let isShown = true;
    let made: string | undefined;
    const cancel = browserClock.setTimer(size === 'row' ? restMs : 0, () => {
      void api.commands['imports.crop']({ name, edgePx: size === 'row' ? 96 : 288 })
        .catch(() => undefined)
        .then((reply) => {
          if (!isShown || reply?.kind !== 'ok' || reply.value.photo === undefined) return;
          made = URL.createObjectURL(new Blob([reply.value.photo as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
          setUrl(made);
        });
    });
    return () => {
      isShown = false;
      cancel();
      if (made !== undefined) URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [api, name, cropped, isWanted, size]);
  return url;
}
