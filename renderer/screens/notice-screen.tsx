import { Camera, Clock, Hourglass, type LucideIcon, RefreshCw, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../shared/person-card.ts';
import { Actions } from '../components/actions.tsx';
import { Button } from '../components/button.tsx';
import { Portrait } from '../components/portrait.tsx';
import { hoursInWords } from '../components/remaining-time.ts';
import { Scroller } from '../components/scroller.tsx';
import { Stage } from '../components/stage.tsx';
import { useFaceCoach } from '../face/coach-context.tsx';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { type NoticePoint, noticePoints } from './notice-points.ts';
import styles from './notice-screen.module.css';

const icons: Record<NoticePoint, LucideIcon> = {
  what: Camera,
  why: RefreshCw,
  howLong: Clock,
  waits: Hourglass,
  howLongWaits: Clock,
  undoOwn: Undo2,
  undo: Undo2,
};

/** What happens, why, and how long the photo stays: read before the camera starts. */
export function NoticeScreen({ person }: { readonly person: PersonCard }) {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const { agree } = useActions();
  const coach = useFaceCoach();
  // The models load while people read; no camera is on yet.
  useEffect(() => coach.warmUp(), [coach]);
  const words = (point: NoticePoint) => {
    if (point === 'undoOwn') return t('undo.ownNotice');
    if (point === 'undo') return t('undo.notice', { time: hoursInWords(station.keepFormerHours, language) });
    return t(`notice.${point}`);
  };
  const ownText = station.notice.text[language]?.trim();
  return (
    <Stage
      screen="notice"
      title={t('notice.title')}
      picture={<WhoPicture person={person} />}
      actions={
        <Actions backLabel={t('notice.notMe')}>
          <Button look="primary" onPress={agree}>
            {t('notice.agree')}
          </Button>
        </Actions>
      }
    >
      {ownText === undefined || ownText === '' ? (
        <ul className={styles.points}>
          {noticePoints(person, station).map((point) => {
            const Icon = icons[point];
            return (
              <li key={point} className={styles.point}>
                <Icon className={styles.icon} aria-hidden="true" strokeWidth={1.75} />
                <span>{words(point)}</span>
              </li>
            );
          })}
        </ul>
      ) : (
        ownText.split(/\n+/).map((paragraph) => (
          <p key={paragraph} className={styles.paragraph}>
            {paragraph}
          </p>
        ))
      )}
    </Stage>
  );
}

/** The chosen person, large: the moment to notice that it is somebody else. */
function WhoPicture({ person }: { readonly person: PersonCard }) {
  const { t } = useTranslation();
  const more = [person.department, person.jobTitle].filter((part) => part !== undefined && part !== '');
  return (
    <div className={styles.whoFrame} data-testid="person">
      <Scroller className={styles.who} frameClassName={styles.fill} name={person.displayName}>
        <Portrait person={person} size="hero" />
        <div className={styles.whoWords}>
          <p className={styles.question}>{t('notice.isThisYou')}</p>
          <p className={styles.name}>
            <bdi>{person.displayName}</bdi>
          </p>
          {person.reading === undefined ? null : (
            <p className={styles.more} dir="auto">
              {person.reading}
            </p>
          )}
          {more.length === 0 ? null : (
            <p className={styles.more} dir="auto">
              {more.join(' · ')}
            </p>
          )}
        </div>
      </Scroller>
    </div>
  );
}
