import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../components/announcer.tsx';
import { useApi } from '../../store/kiosk-context.tsx';
import { Confirmation } from './confirmation.tsx';

/** Asks before the station closes; what comes after that is the dark screen. */
export function CloseStation({ onKeep }: { readonly onKeep: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [hasFailed, setHasFailed] = useState(false);
  function close() {
    setHasFailed(false);
    void api.commands['operator.close']({})
      .catch(() => undefined)
      .then((reply) => {
        if (reply?.kind === 'ok') return;
        setHasFailed(true);
        announce(t('operator.close.failed'));
      });
  }
  return (
    <Confirmation
      title={t('operator.close.title')}
      body={hasFailed ? t('operator.close.failed') : t('operator.close.body')}
      confirm={t('operator.close.confirm')}
      keep={t('operator.close.keep')}
      onConfirm={close}
      onKeep={onKeep}
    />
  );
}
