import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { Question } from './question.tsx';

/** Says that a file did not get to the downloads of this machine, on whatever page it was saved. */
export function NotSavedNotice() {
  const { t } = useTranslation();
  const api = useApi();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => api.events['station.fileNotSaved'](() => setIsOpen(true)), [api]);
  const close = () => setIsOpen(false);
  return (
    <Question isOpen={isOpen} onDismiss={close} title={t('fileNotSaved.title')} body={t('fileNotSaved.body')}>
      <Button look="primary" onPress={close}>
        {t('fileNotSaved.close')}
      </Button>
    </Question>
  );
}
