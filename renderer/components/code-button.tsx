import { ScanQrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useSnapshot } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';

/** The way to hold one's code to the camera, where the station looks for codes there. */
export function CodeButton({ isForNext = false }: { readonly isForNext?: boolean }) {
  const { t } = useTranslation();
  const { station, queue } = useSnapshot();
  const { askForBadge } = useActions();
  if (!station.codeCamera || station.mode === 'self-service' || !queue.canSave) return null;
  return (
    <Button look="plain" icon={ScanQrCode} onPress={askForBadge}>
      {t(isForNext ? 'badge.nextByCode' : 'badge.useCode')}
    </Button>
  );
}
