import {
  Camera,
  ChevronRight,
  Copy,
  Images,
  Languages,
  ListOrdered,
  Lock,
  type LucideIcon,
  Monitor,
  Palette,
  ShieldCheck,
  SlidersHorizontal,
  Users,
  UsersRound,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SettingGroup, settingGroups } from '../../../../shared/setting-fields.ts';
import { settingGroupWords, settingName } from '../../../../shared/setting-words.ts';
import { Button } from '../../../components/button.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import { PageBody, StationPage } from '../station/station-page.tsx';
import { PinForm } from './pin-form.tsx';
import styles from './settings.module.css';
import { SettingsGroup } from './settings-group.tsx';
import { SettingsTransfer } from './settings-transfer.tsx';
import { useProblemWords } from './use-problem-words.ts';
import { isEditedByHand, type SettingsDesk, useSettings } from './use-settings.ts';

type Place = 'home' | 'pin' | 'transfer' | SettingGroup;

const groupIcons: Readonly<Record<SettingGroup, LucideIcon>> = {
  station: Monitor,
  look: Palette,
  languages: Languages,
  camera: Camera,
  photo: Images,
  access: UsersRound,
  privacy: ShieldCheck,
  queue: ListOrdered,
  directory: Users,
  advanced: SlidersHorizontal,
};

/** The settings of the station, grouped as people think; what is changed on several pages is saved as one. */
export function SettingsView({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const desk = useSettings();
  const [place, setPlace] = useState<Place>('home');
  const toHome = () => setPlace('home');
  if (place === 'home') {
    return (
      <StationPage key={place} title={t('settings.title')} onBack={onBack}>
        <SettingsHome desk={desk} onOpen={setPlace} />
      </StationPage>
    );
  }
  if (place === 'pin') {
    return (
      <StationPage key={place} title={t('settings.pin.title')} onBack={toHome}>
        <PinForm desk={desk} />
      </StationPage>
    );
  }
  if (place === 'transfer') {
    return (
      <StationPage key={place} title={t('settings.transfer.title')} onBack={toHome}>
        <SettingsTransfer desk={desk} />
      </StationPage>
    );
  }
  return (
    <StationPage key={place} title={settingGroupWords[place].name[language]} onBack={toHome}>
      <PageBody name={settingGroupWords[place].name[language]} foot={<SaveBar desk={desk} />}>
        <SettingsGroup group={place} desk={desk} />
      </PageBody>
    </StationPage>
  );
}

function SettingsHome({ desk, onOpen }: { readonly desk: SettingsDesk; readonly onOpen: (place: Place) => void }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { station } = useSnapshot();
  const { known, unreadable } = desk;
  const pin = station.hasOperatorPin ? t('settings.pin.standing.set') : t('settings.pin.standing.none');
  return (
    <PageBody name={t('settings.title')} isBusy={known === undefined} foot={<SaveBar desk={desk} />}>
      {unreadable === undefined ? null : (
        <p className={styles.problem} role="alert">
          {t('settings.unreadable', { reason: unreadable })}
        </p>
      )}
      {known === undefined ? null : (
        <>
          <div className={styles.where}>
            <p>{t(`settings.place.${known.place}`, { file: known.file })}</p>
            <p>{known.isWritable ? t('settings.atOnce') : t('settings.readOnly')}</p>
            {isEditedByHand(known) ? <p className={styles.problem}>{t('settings.handEdited')}</p> : null}
          </div>
          <FileProblems desk={desk} />
          <ul className={styles.rows}>
            {settingGroups.map((group) => (
              <Row
                key={group}
                id={group}
                icon={groupIcons[group]}
                title={withHeldNames(settingGroupWords[group].name[language])}
                more={withHeldNames(settingGroupWords[group].holds[language])}
                onOpen={() => onOpen(group)}
              />
            ))}
            <Row id="pin" icon={Lock} title={t('settings.pin.title')} more={pin} onOpen={() => onOpen('pin')} />
            <Row
              id="transfer"
              icon={Copy}
              title={t('settings.transfer.title')}
              more={t('settings.transfer.standing')}
              onOpen={() => onOpen('transfer')}
            />
          </ul>
        </>
      )}
    </PageBody>
  );
}

function Row({
  id,
  icon: Icon,
  title,
  more,
  onOpen,
}: {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly more: string;
  readonly onOpen: () => void;
}) {
  return (
    <li>
      <button type="button" className={styles.row} data-settings={id} onClick={onOpen}>
        <Icon className={styles.rowIcon} aria-hidden="true" strokeWidth={1.75} />
        <span className={styles.rowWords}>
          <span className={styles.rowTitle}>{title}</span> <span className={styles.rowMore}>{more}</span>
        </span>
        <ChevronRight className={styles.chevron} aria-hidden="true" strokeWidth={2} />
      </button>
    </li>
  );
}

/** What is wrong with the document as a whole, wherever in it: what stands there can be taken out. */
function FileProblems({ desk: { problems, edit } }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const inWords = useProblemWords();
  if (problems.length === 0) return null;
  return (
    <section className={styles.wrong} role="alert" aria-label={t('settings.wrong')}>
      <p className={styles.heading}>{t('settings.wrong')}</p>
      {problems.map(({ at, expected, actual }) => (
        <div key={`${at} ${expected.en}`} className={styles.wrongLine}>
          <p>
            <bdi className={styles.path}>{at}</bdi> {inWords({ expected, actual })}
          </p>
          {at === '' ? null : (
            <Button look="plain" onPress={() => edit(at, undefined)}>
              {t('settings.takeOut')}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

/** What is not saved yet, and what came of saving. */
function SaveBar({ desk }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const { edits, problems, news, known, isBusy } = desk;
  const isClean = edits.size === 0;
  return (
    <>
      {isClean ? null : (
        <>
          <Button
            look="primary"
            isPending={isBusy}
            isDisabled={problems.length > 0 || known?.isWritable !== true}
            onPress={desk.save}
          >
            {t('settings.save')}
          </Button>
          <Button look="plain" onPress={desk.discard}>
            {t('settings.discard')}
          </Button>
        </>
      )}
      <p className={styles.news} role="status" data-testid="settings-news" data-news={news?.kind ?? 'none'}>
        <News desk={desk} />
      </p>
    </>
  );
}

function News({ desk: { news, edits, problems } }: { readonly desk: SettingsDesk }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const inWords = useProblemWords();
  if (news?.kind === 'notWritten') return t('settings.notWritten', { file: news.file, reason: news.reason });
  if (news !== undefined) return t(`settings.${news.kind}`);
  if (edits.size === 0) return null;
  const [problem] = problems;
  if (problem === undefined) return t('settings.unsaved', { count: edits.size });
  const name = problem.at === '' ? inWords(problem) : (settingName(problem.at)?.[language] ?? problem.at);
  return t('settings.wrongAt', { name });
}
