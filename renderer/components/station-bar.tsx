import {
  ALargeSmall,
  Eye,
  FlaskConical,
  Hourglass,
  KeyRound,
  Languages,
  Lock,
  type LucideIcon,
  TriangleAlert,
  Wifi,
  WifiOff,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../shared/language.ts';
import { languageNames } from '../languages/texts.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { type StationSign, stationSign } from '../store/station-sign.ts';
import { BarMenu } from './bar-menu.tsx';
import { Button } from './button.tsx';
import { DemoSheet } from './demo-sheet.tsx';
import { LanguageChoice } from './language-choice.tsx';
import styles from './station-bar.module.css';

/** Company, demo sign, network and queue, text size, language and clock: one thin line, on every screen. */
export function StationBar() {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  // Until it is asked for there is no demo to speak of.
  const demo = snapshot.isUnset === true ? undefined : snapshot.demo;
  const { needsOperator } = stationSign(snapshot);
  const { nextTextScale, showOperator } = useActions();
  const textScale = useKiosk((state) => state.textScale);
  const isAttract = useKiosk((state) => state.flow.kind === 'attract');
  return (
    <header className={styles.bar}>
      <div className={styles.company}>
        <Company isLogoBelow={isAttract} />
      </div>
      {demo === undefined ? null : (
        <BarMenu
          name={t('demo.label')}
          label={
            <span className={styles.demo}>
              <FlaskConical className={styles.icon} aria-hidden="true" strokeWidth={2} />
              <span className={styles.demoWords}>{t('demo.label')}</span>
            </span>
          }
        >
          {() => <DemoSheet demo={demo} />}
        </BarMenu>
      )}
      <Sign />
      <Button look="plain" icon={ALargeSmall} isIconOnly onPress={nextTextScale}>
        {t('common.textSizePercent', { percent: textScale * 100 })}
      </Button>
      {isAttract ? null : <LanguageMenu />}
      <Clock />
      {isAttract ? (
        <div className={styles.lock}>
          <Button look="plain" icon={Lock} isIconOnly onPress={showOperator}>
            {t('bar.operator')}
          </Button>
          {needsOperator === 0 ? null : (
            <span className={styles.badge} data-testid="needs-operator" aria-hidden="true">
              {needsOperator > 99 ? '99+' : needsOperator}
            </span>
          )}
        </div>
      ) : null}
    </header>
  );
}

/** The company's logo, or its name; nothing where the logo stands large below. */
function Company({ isLogoBelow }: { readonly isLogoBelow: boolean }) {
  const { station } = useSnapshot();
  if (station.logo === undefined) {
    return (
      <span className={styles.companyName}>{station.companyName === '' ? station.name : station.companyName}</span>
    );
  }
  return isLogoBelow ? null : <img className={styles.logo} src={station.logo} alt={station.companyName} />;
}

const signIcons: Readonly<Record<StationSign['kind'], LucideIcon>> = {
  online: Wifi,
  unknown: Wifi,
  offline: WifiOff,
  throttled: Hourglass,
  signedOut: KeyRound,
  attention: TriangleAlert,
  parked: TriangleAlert,
  toApprove: Eye,
  cannotSave: TriangleAlert,
};

/** Dot and words; where the bar has no room for words, an icon that opens them together with all else it had to leave out. */
function Sign() {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const sign = stationSign(snapshot);
  const { companyName, name } = snapshot.station;
  const Icon = signIcons[sign.kind];
  const words = t(`bar.sign.${sign.kind}`);
  const waiting = sign.waiting === 0 ? undefined : t('bar.waiting', { count: sign.waiting });
  return (
    <>
      <p className={styles.sign} data-tone={sign.tone} data-sign={sign.kind}>
        <span className={styles.dot} aria-hidden="true" />
        <span>
          {words}
          {waiting === undefined ? null : (
            <>
              {' '}
              <span className={styles.count}>· {waiting}</span>
            </>
          )}
        </span>
      </p>
      <div className={styles.shortSign} data-tone={sign.tone}>
        <BarMenu name={words} label={<Icon className={styles.signIcon} aria-hidden="true" strokeWidth={2} />}>
          {() => (
            <div className={styles.signSheet}>
              <p className={styles.companyName}>{companyName === '' ? name : companyName}</p>
              <p>{words}</p>
              {waiting === undefined ? null : <p>{waiting}</p>}
              <Clock />
            </div>
          )}
        </BarMenu>
      </div>
    </>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  if (station.languages.length < 2) return null;
  return (
    <BarMenu
      name={t('common.language')}
      value={languageNames[language]}
      label={
        <>
          <Languages className={styles.icon} aria-hidden="true" strokeWidth={2} />
          <span className={styles.languageName}>{languageNames[language]}</span>
        </>
      }
    >
      {(close) => <LanguageChoice onChosen={close} />}
    </BarMenu>
  );
}

const minuteMs = 60_000;

function Clock() {
  const language = useKiosk((state) => state.language);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), minuteMs - (Date.now() % minuteMs));
    return () => clearTimeout(timer);
  });
  return (
    <time className={styles.clock} dateTime={now.toISOString()}>
      {new Intl.DateTimeFormat(formatLocale(language), { hour: 'numeric', minute: '2-digit' }).format(now)}
    </time>
  );
}
