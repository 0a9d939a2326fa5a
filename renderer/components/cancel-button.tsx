import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { heldPhoto } from '../store/flow.ts';
import { useActions, useKiosk } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { Question } from './question.tsx';

/** Ends the visit; where that throws a photo away it asks first. */
export function CancelButton({ isLocked }: { readonly isLocked: boolean }) {
  const { t } = useTranslation();
  const { end } = useActions();
  const hasPhoto = useKiosk((state) => heldPhoto(state.flow) !== undefined);
  // One question at a time: whether anybody is there comes first.
  const isIdleAsked = useKiosk((state) => state.idleEndsAtMs !== undefined);
  const [isAsked, setIsAsked] = useState(false);
  const keep = () => setIsAsked(false);
  return (
    <>
      <Button look="plain" onPress={() => (hasPhoto ? setIsAsked(true) : end())} isDisabled={isLocked}>
        {t('common.cancel')}
      </Button>
      <Question
        isOpen={isAsked && hasPhoto && !isIdleAsked}
        onDismiss={keep}
        title={t('discard.title')}
        body={t('discard.body')}
      >
        <Button look="primary" onPress={keep}>
          {t('discard.keep')}
        </Button>
        <Button look="plain" onPress={end}>
          {t('discard.confirm')}
        </Button>
      </Question>
    </>
  );
}
