import {
  CircleAlert,
  CircleCheck,
  CloudUpload,
  FileBadge,
  KeyRound,
  ScrollText,
  Settings,
  Stethoscope,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateRenewal } from '../../../shared/certificate-renewal.ts';
import { signInStateWords } from '../../../shared/sign-in-words.ts';
import { Scroller } from '../../components/scroller.tsx';
import { useKiosk, useSnapshot } from '../../store/kiosk-context.tsx';
import { type CheckRun, CheckView, useCheck, useVerdict } from './check-view.tsx';
import { SettingsView } from './settings/settings-view.tsx';
import { SignInView, signInTone } from './sign-in-view.tsx';
import { CertificateView, useDay } from './station/certificate-view.tsx';
import { ConnectView } from './station/connect-view.tsx';
import { LogView } from './station/log-view.tsx';
import { StationPage } from './station/station-page.tsx';
import { useCertificate } from './station/use-certificate.ts';
import styles from './station-view.module.css';
import { TwoPanes } from './two-panes.tsx';
import { WayRow, type WayRowProps } from './way-row.tsx';

/** The parts of the station's page, in the order of its list: a new one is a name here, a row and a view below. */
const sections = ['signIn', 'check', 'connect', 'certificate', 'log', 'settings'] as const;
type Section = (typeof sections)[number];

/** How a part stands, told in its row of the list. */
type Standing = Pick<WayRowProps, 'icon' | 'words' | 'tone'>;

/** Everything about the station itself: how each part stands, and beside the list (or over it) the part that is looked at. */
export function StationView({ first }: { readonly first?: Section | undefined }) {
  const { t } = useTranslation();
  const check = useCheck();
  const certificate = useCertificate();
  const [chosen, setChosen] = useState(first);
  const shown = chosen ?? sections[0];
  const toList = () => setChosen(undefined);
  const standings: Readonly<Record<Section, Standing>> = {
    signIn: useSignInStanding(),
    check: useCheckStanding(check),
    connect: useConnectStanding(),
    certificate: useCertificateStanding(certificate.renewal),
    log: { icon: ScrollText, words: t('supportLog.standing'), tone: 'quiet' },
    settings: { icon: Settings, words: t('settings.standing'), tone: 'quiet' },
  };
  const names: Readonly<Record<Section, string>> = {
    signIn: t('operator.station.sections.signIn'),
    check: t('operator.station.sections.check'),
    connect: t('connect.title'),
    certificate: t('certificate.title'),
    log: t('supportLog.title'),
    settings: t('settings.title'),
  };
  // Where people sign in, or with a secret, there is none.
  const hasCertificate = certificate.renewal !== undefined && certificate.renewal.phase !== 'none';
  const listed = sections.filter((section) => section !== 'certificate' || hasCertificate);
  // What takes many steps has the whole page.
  if (chosen === 'connect') {
    return (
      <StationPage title={t('connect.title')} onBack={toList}>
        <ConnectView onSignIn={() => setChosen('signIn')} />
      </StationPage>
    );
  }
  if (chosen === 'certificate') {
    return (
      <StationPage title={t('certificate.title')} onBack={toList}>
        <CertificateView {...certificate} />
      </StationPage>
    );
  }
  if (chosen === 'log') {
    return (
      <StationPage title={t('supportLog.title')} onBack={toList}>
        <LogView />
      </StationPage>
    );
  }
  if (chosen === 'settings') return <SettingsView onBack={toList} />;
  return (
    <TwoPanes
      look="aside"
      besideKind={chosen ?? 'nothing'}
      list={
        <Scroller className={styles.scroll}>
          <nav aria-label={t('operator.sections.station')} data-testid="station-sections">
            <ul className={styles.sections}>
              {listed.map((section) => (
                <li key={section}>
                  <WayRow
                    name={names[section]}
                    {...standings[section]}
                    isShown={section === shown}
                    onChoose={() => setChosen(section)}
                  />
                </li>
              ))}
            </ul>
          </nav>
        </Scroller>
      }
      beside={
        <div className={styles.shown} data-testid="station-section" data-section={shown}>
          {shown === 'signIn' ? <SignInView onBack={toList} /> : <CheckView check={check} onBack={toList} />}
        </div>
      }
    />
  );
}

function useSignInStanding(): Standing {
  const { t } = useTranslation();
  const { signIn, signInMode } = useSnapshot();
  const language = useKiosk((state) => state.language);
  // Between two people nobody is signed in at a self-service station: nothing to report.
  if (signInMode === 'self-service') {
    return { icon: KeyRound, words: t('operator.station.peopleSignIn'), tone: 'quiet' };
  }
  return { icon: KeyRound, words: signInStateWords[signIn.kind][language], tone: signInTone(signIn) };
}

function useCheckStanding({ check }: CheckRun): Standing {
  const words = useVerdict(check);
  if (check.kind === 'running') return { icon: Stethoscope, words, tone: 'quiet' };
  const isGood = check.kind === 'done' && !check.lines.some(({ light }) => light === 'amber' || light === 'red');
  return isGood ? { icon: CircleCheck, words, tone: 'good' } : { icon: CircleAlert, words, tone: 'attention' };
}

function useConnectStanding(): Standing {
  const { t } = useTranslation();
  const { demo } = useSnapshot();
  return demo === undefined
    ? { icon: CloudUpload, words: t('connect.standing.own'), tone: 'good' }
    : { icon: CloudUpload, words: t('connect.standing.demo'), tone: 'quiet' };
}

/** Amber from a month before its end on, whoever renews it. */
function useCertificateStanding(renewal: CertificateRenewal | undefined): Standing {
  const { t } = useTranslation();
  const day = useDay();
  const { isDue = false, daysLeft = 0, certificate } = renewal ?? {};
  const ends = { date: day(certificate?.endsAtMs ?? 0) };
  if (!isDue) return { icon: FileBadge, words: t('certificate.until', ends), tone: 'good' };
  const words = daysLeft < 0 ? t('certificate.over.title') : t('certificate.standingDue', ends);
  return { icon: FileBadge, words, tone: 'attention' };
}
