import { UserSearch } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { BadgeDrawing } from '../components/badge-drawing.tsx';
import { Button } from '../components/button.tsx';
import { CodeCamera } from '../components/code-camera.tsx';
import { Stage } from '../components/stage.tsx';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import styles from './badge-screen.module.css';

/** Who are you, by a badge at the reader, or where the station wants it a code before the camera. */
export function BadgeScreen() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const badge = useKiosk((state) => state.badge);
  const { leaveBadge, showBadge } = useActions();
  const problem = badge.kind === 'failed' ? badge.problem : undefined;
  const title = problem === undefined ? t('badge.title') : t(`badge.problem.${problem}.title`);
  const ways = station.codeCamera ? t('badge.readerOrCode') : t('badge.reader');
  const body = problem === undefined ? ways : t(`badge.problem.${problem}.body`);
  const announce = useAnnounce();
  useEffect(() => announce(`${title}. ${body}`), [announce, title, body]);
  return (
    <Stage
      screen="badge"
      state={problem ?? (badge.kind === 'looking' ? 'looking' : 'waiting')}
      title={title}
      picture={
        station.codeCamera ? <CodeCamera onCode={showBadge} /> : <BadgeDrawing hasProblem={problem !== undefined} />
      }
      actions={
        <Actions
          between={
            station.trust === 'badge' ? null : (
              <Button look="plain" icon={UserSearch} onPress={leaveBadge}>
                {t('badge.byName')}
              </Button>
            )
          }
        />
      }
    >
      <p className={styles.body}>{body}</p>
      {badge.kind === 'looking' ? (
        <p className={styles.looking} role="status">
          {t('badge.looking')}
        </p>
      ) : null}
      {station.codeCamera ? <p className={styles.note}>{t('badge.camera')}</p> : null}
    </Stage>
  );
}
