import { Check, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSharpEnough } from '../../shared/photo-sharpness.ts';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/button.tsx';
import { CropEditor } from '../components/crop-editor.tsx';
import { PersonHeader } from '../components/person-header.tsx';
import { PhotoPreviews } from '../components/photo-previews.tsx';
import { Stage } from '../components/stage.tsx';
import type { Flow } from '../store/flow.ts';
import { useActions, useSnapshot } from '../store/kiosk-context.tsx';
import { saveProblem } from '../store/save-problem.ts';
import styles from './review-screen.module.css';

/** The unmirrored still, the crop, how it will look, and the decision. */
export function ReviewScreen({ flow }: { readonly flow: Extract<Flow, { kind: 'review' }> }) {
  const { t } = useTranslation();
  const { changeCrop, savePhoto } = useActions();
  const { station } = useSnapshot();
  const { person, capture, crop, saving } = flow;
  const isSaving = saving.kind === 'saving';
  const isLong = useIsLong(isSaving);
  const announce = useAnnounce();
  useEffect(() => {
    if (isSaving) announce(isLong ? t('review.savingLong') : t('review.saving'));
  }, [announce, t, isSaving, isLong]);
  return (
    <Stage
      screen="review"
      state={saving.kind}
      title={t('review.title')}
      isTitleSmall
      header={<PersonHeader person={person} />}
      picture={<CropEditor capture={capture} crop={crop} isLocked={isSaving} onChange={changeCrop} />}
      actions={
        <Actions backLabel={t('review.retake')} backIcon={RotateCcw} isLocked={isSaving}>
          <Button look="primary" icon={Check} isPending={isSaving} onPress={() => void savePhoto()}>
            {isSaving ? t('review.saving') : saving.kind === 'not-saved' ? t('common.tryAgain') : t('review.use')}
          </Button>
        </Actions>
      }
    >
      {saving.kind === 'not-saved' ? (
        <div className={styles.problem} role="alert" data-problem={saveProblem(saving.failure)}>
          <p className={styles.problemTitle}>{t('notSaved.label')}</p>
          <p>{t(`notSaved.${saveProblem(saving.failure)}`)}</p>
        </div>
      ) : null}
      {isLong ? <p>{t('review.savingLong')}</p> : null}
      {isSharpEnough(crop.edgePx, station.outputEdgePx) ? null : (
        <p className={styles.hint} role="status">
          {t('review.blurred')}
        </p>
      )}
      <PhotoPreviews person={person} capture={capture} crop={crop} />
    </Stage>
  );
}

const longAfterMs = 6000;

/** Whether something has been going on for longer than people expect. */
function useIsLong(isGoing: boolean): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isGoing) return;
    const timer = setTimeout(() => setIsLong(true), longAfterMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isGoing]);
  return isLong;
}
