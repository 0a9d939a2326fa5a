import { Ban, Check } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../shared/contract.ts';
import type { HotPicture } from '../../../shared/hot-folder-contract.ts';
import { Button } from '../../components/button.tsx';
import { whenInWords } from '../../components/remaining-time.ts';
import { useApi, useKiosk } from '../../store/kiosk-context.tsx';
import { Confirmation } from '../operator/confirmation.tsx';
import { Notice } from '../operator/queue-summary.tsx';
import styles from './hot-folder-tray.module.css';

/** So many are shown at once: each is a whole picture. */
const shownPictures = 4;

/** Pictures of the large camera that are nobody's yet: late ones, and those that came while nobody was called. */
export function HotFolderTray({
  currentName,
  onUse,
}: {
  /** Whose turn it is: whom a picture can be given to. */
  readonly currentName: string | undefined;
  /** False when it could not be opened. */
  readonly onUse: (pictureId: string) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const { look, leaveOut } = useHotFolder();
  const [hasFailed, setHasFailed] = useState(false);
  if (look === undefined || look.state === 'off') return null;
  const { pictures, unreadable } = look;
  const more = pictures.length - shownPictures;
  return (
    <div className={styles.tray} data-testid="hot-folder" data-state={look.state}>
      {look.state === 'gone' ? <Notice kind="hot-folder">{t('hotFolder.gone')}</Notice> : null}
      {unreadable === 0 ? null : <p className={styles.more}>{t('hotFolder.unreadable', { number: unreadable })}</p>}
      {pictures.length === 0 ? null : (
        <>
          <h3 className={styles.title}>{t('hotFolder.title', { number: pictures.length })}</h3>
          {currentName === undefined ? <p className={styles.more}>{t('hotFolder.choose')}</p> : null}
          {hasFailed ? (
            <p className={styles.problem} role="alert">
              {t('hotFolder.failed')}
            </p>
          ) : null}
          <ul className={styles.pictures} aria-label={t('hotFolder.title', { number: pictures.length })}>
            {pictures.slice(0, shownPictures).map((picture) => (
              <TrayPicture
                key={picture.id}
                picture={picture}
                currentName={currentName}
                onUse={() => void onUse(picture.id).then((isUsed) => setHasFailed(!isUsed))}
                onLeaveOut={() => void leaveOut(picture.id).then((isDone) => setHasFailed(!isDone))}
              />
            ))}
          </ul>
          {more > 0 ? <p className={styles.more}>{t('hotFolder.more', { number: more })}</p> : null}
        </>
      )}
    </div>
  );
}

function useHotFolder() {
  const api = useApi();
  const [look, setLook] = useState<CommandReply<'hotFolder.look'>>();
  const read = useCallback(async () => {
    const reply = await api.commands['hotFolder.look']({}).catch(() => undefined);
    if (reply?.kind === 'ok') setLook(reply.value);
  }, [api]);
  useEffect(() => {
    void read();
    return api.events['hotFolder.changed'](() => void read());
  }, [api, read]);
  async function leaveOut(pictureId: string): Promise<boolean> {
    const reply = await api.commands['hotFolder.leaveOut']({ pictureIds: [pictureId] }).catch(() => undefined);
    void read();
    return reply?.kind === 'ok';
  }
  return { look, leaveOut };
}

function TrayPicture({
  picture,
  currentName,
  onUse,
  onLeaveOut,
}: {
  readonly picture: HotPicture;
  readonly currentName: string | undefined;
  readonly onUse: () => void;
  readonly onLeaveOut: () => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [isAsking, setIsAsking] = useState(false);
  const url = usePicture(picture.id);
  const time = whenInWords(picture.arrivedAtMs, language);
  return (
    <li className={styles.picture}>
      {url === undefined ? (
        <span className={styles.image} />
      ) : (
        <img className={styles.image} src={url} alt={t('hotFolder.picture', { time })} draggable={false} />
      )}
      <div className={styles.words}>
        <p className={styles.more}>
          {time} · <bdi>{picture.name}</bdi>
        </p>
        {isAsking ? (
          <Confirmation
            title={t('hotFolder.leaveOutAsk.title')}
            body={t('hotFolder.leaveOutAsk.body')}
            confirm={t('hotFolder.leaveOutAsk.confirm')}
            keep={t('hotFolder.leaveOutAsk.keep')}
            onConfirm={() => {
              setIsAsking(false);
              onLeaveOut();
            }}
            onKeep={() => setIsAsking(false)}
          />
        ) : (
          <div className={styles.buttons}>
            {currentName === undefined ? null : (
              <Button icon={Check} onPress={onUse}>
                {t('hotFolder.use', { name: currentName })}
              </Button>
            )}
            <Button look="plain" icon={Ban} isIconOnly onPress={() => setIsAsking(true)}>
              {t('hotFolder.leaveOut')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

/** The picture, fetched while it is shown and released after. */
function usePicture(pictureId: string): string | undefined {
  const api = useApi();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    let made: string | undefined;
    void api.commands['hotFolder.open']({ pictureId })
      .catch(() => undefined)
      .then((reply) => {
        if (!isWanted || reply?.kind !== 'ok' || reply.value.picture === undefined) return;
        const { capture } = reply.value.picture;
        made = URL.createObjectURL(new Blob([capture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
        setUrl(made);
      });
    return () => {
      isWanted = false;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [api, pictureId]);
  return url;
}
