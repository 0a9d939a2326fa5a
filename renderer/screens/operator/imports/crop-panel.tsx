import { ArrowLeft, Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Crop } from '../../../../shared/crop.ts';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import { Button } from '../../../components/button.tsx';
import { CropEditor } from '../../../components/crop-editor.tsx';
import type { Capture } from '../../../store/capture.ts';
import { useApi } from '../../../store/kiosk-context.tsx';
import detail from '../job-detail.module.css';
import styles from './crop-panel.module.css';

/** Chooses the crop of a picture on the picture itself. */
export function CropPanel({
  item,
  isBusy,
  onUse,
  onClose,
}: {
  readonly item: ImportItem;
  readonly isBusy: boolean;
  readonly onUse: (crop: Crop) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [crop, setCrop] = useState(item.crop);
  const { capture, hasFailed } = useWhole(item.name);
  return (
    <div className={detail.detail} data-testid="import-crop">
      <div className={styles.picture}>
        {capture === undefined || crop === undefined || item.crop === undefined ? null : (
          <CropEditor
            capture={capture}
            crop={crop}
            shown={crop}
            start={{ crop: item.crop, isFromFace: item.cropBy === 'face' }}
            isLocked={isBusy}
            onChange={setCrop}
          />
        )}
        {hasFailed ? <p className={styles.problem}>{t('imports.problem.other')}</p> : null}
      </div>
      <div className={detail.foot}>
        <div className={detail.actions}>
          <span className={detail.close}>
            <Button look="plain" icon={ArrowLeft} onPress={onClose}>
              {t('common.back')}
            </Button>
          </span>
          <Button
            icon={Check}
            isPending={isBusy}
            isDisabled={capture === undefined}
            onPress={() => {
              if (crop !== undefined) onUse(crop);
            }}
          >
            {t('imports.item.cropUse')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The whole picture, decoded for drawing, released when it is not shown any more. */
function useWhole(name: string) {
  const api = useApi();
  const [capture, setCapture] = useState<Capture>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isShown = true;
    let image: ImageBitmap | undefined;
    async function read() {
      const reply = await api.commands['imports.picture']({ name });
      if (reply.kind === 'error') return setHasFailed(true);
      const { picture, widthPx, heightPx } = reply.value;
      image = await createImageBitmap(new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
      if (isShown) setCapture({ bytes: picture, image, size: { widthPx, heightPx }, source: 'file' });
      else image.close();
    }
    read().catch(() => setHasFailed(true));
    return () => {
      isShown = false;
      image?.close();
    };
  }, [api, name]);
  return { capture, hasFailed };
}
