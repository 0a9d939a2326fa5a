import { Check, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSharpEnough } from '../../shared/photo-sharpness.ts';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { Button, type PressSource } from '../components/button.tsx';
import { CropEditor } from '../components/crop-editor.tsx';
import { useGentleCrop } from '../components/gentle-crop.ts';
import { PersonHeader } from '../components/person-header.tsx';
import { PhotoAdvice } from '../components/photo-advice.tsx';
import { PhotoSituations } from '../components/photo-situations.tsx';
import { Stage } from '../components/stage.tsx';
import type { Flow, Saving } from '../store/flow-step.ts';
import { useActions, useSnapshot } from '../store/kiosk-context.tsx';
import { isForOperator } from '../store/operator-way.ts';
import { saveProblem } from '../store/save-problem.ts';
import styles from './review-screen.module.css';

/** The unmirrored still, the crop, how it will look, and the decision. */
export function ReviewScreen({ flow }: { readonly flow: Extract<Flow, { kind: 'review' }> }) {
  const { t } = useTranslation();
  const { changeCrop, chooseOther } = useActions();
  const { station } = useSnapshot();
  const { person, capture, crop, isCropOwn, advice, saving } = flow;
  const shown = useGentleCrop(crop, isCropOwn);
  const isSaving = saving.kind === 'saving';
  const isAdvised = advice.fault !== undefined && saving.kind === 'not-asked';
  const isLong = useIsLong(isSaving);
  const announce = useAnnounce();
  useEffect(() => {
    if (isSaving) announce(isLong ? t('review.savingLong') : t('review.saving'));
  }, [announce, t, isSaving, isLong]);
  return (
    <Stage
      screen="review"
      state={saving.kind}
      title={flow.target === undefined ? t('review.title') : t('targets.review')}
      isTitleSmall
      header={
        <PersonHeader person={person}>
          {/* Whoever has signed in with their own phone is nobody else; whoever was called has staff beside them; a group was chosen by staff. */}
          {station.mode === 'self-service' || flow.call !== undefined || isForOperator(flow) ? null : (
            <Button look="plain" onPress={chooseOther} isDisabled={isSaving}>
              {t('review.notPerson', { name: person.displayName })}
            </Button>
          )}
        </PersonHeader>
      }
      picture={
        <CropEditor
          capture={capture}
          crop={crop}
          shown={shown}
          start={{ crop: advice.start, isFromFace: advice.isFromFace }}
          isLocked={isSaving}
          onChange={changeCrop}
        />
      }
      actions={<Decision saving={saving} isAdvisedAgainst={advice.fault !== undefined} />}
    >
      {saving.kind === 'not-saved' ? (
        <div className={styles.problem} role="alert" data-problem={saveProblem(saving.failure)}>
          <p className={styles.problemTitle}>{t('notSaved.label')}</p>
          <p>{t(`notSaved.${saveProblem(saving.failure)}`)}</p>
        </div>
      ) : null}
      {isAdvised ? <PhotoAdvice fault={advice.fault} /> : null}
      {isLong ? <p>{t('review.savingLong')}</p> : null}
      {isSharpEnough(crop.edgePx, station.outputEdgePx) || isAdvised ? null : (
        <p className={styles.hint} role="status">
          {t('review.blurred')}
        </p>
      )}
      <PhotoSituations person={person} capture={capture} crop={shown} />
    </Stage>
  );
}

/** Using the photo, or taking another one first where this one lacks something. Never blocks. */
function Decision({ saving, isAdvisedAgainst }: { readonly saving: Saving; readonly isAdvisedAgainst: boolean }) {
  const { t } = useTranslation();
  const { back, savePhoto } = useActions();
  const isSaving = saving.kind === 'saving';
  const save = () => void savePhoto();
  const isRetakeFirst = isAdvisedAgainst && saving.kind === 'not-asked';
  const ifMeant = useMeantPress(isRetakeFirst);
  const use = isSaving ? t('review.saving') : saving.kind === 'not-saved' ? t('common.tryAgain') : t('review.use');
  return (
    <Actions
      backLabel={isRetakeFirst ? t('review.useAnyway') : t('review.retake')}
      backIcon={isRetakeFirst ? Check : RotateCcw}
      onBack={(source) => ifMeant(source, isRetakeFirst ? save : back)}
      isLocked={isSaving}
    >
      <Button
        look="primary"
        icon={isRetakeFirst ? RotateCcw : Check}
        isPending={isSaving}
        onPress={(source) => ifMeant(source, isRetakeFirst ? back : save)}
      >
        {isRetakeFirst ? t('review.retake') : use}
      </Button>
    </Actions>
  );
}

const exchangeMs = 700;

/**
 * Does nothing for a moment after the buttons changed places: a finger on its way meant the one that was there before. Keys
 * go to the button that has the focus, wherever it is.
 */
function useMeantPress(arrangement: boolean): (source: PressSource, press: () => void) => void {
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const before = useRef(arrangement);
  useEffect(() => {
    if (before.current === arrangement) return;
    before.current = arrangement;
    changedAtMs.current = performance.now();
  }, [arrangement]);
  return (source, press) => {
    if (source === 'keys' || performance.now() - changedAtMs.current >= exchangeMs) press();
  };
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
