import '@fontsource-variable/inter/wght.css';
import './look/tokens.css';
import './look/base.css';
import type { i18n } from 'i18next';
import { type MouseEvent, type ReactNode, StrictMode, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { assertNever } from '../shared/assert-never.ts';
import type { KioskApi } from '../shared/contract.ts';
import { directionOf, formatLocale } from '../shared/language.ts';
import styles from './app.module.css';
import { listenToBadges } from './badge/listen-to-badges.ts';
import { Announcer } from './components/announcer.tsx';
import { CrashGuard } from './components/crash-guard.tsx';
import { FilePicker } from './components/file-picker.tsx';
import { IdleWarning } from './components/idle-warning.tsx';
import { SavedNotice, useSavedFiles } from './components/saved-notice.tsx';
import { StationBar } from './components/station-bar.tsx';
import { CoachProvider } from './face/coach-context.tsx';
import { createTexts } from './languages/texts.ts';
import { applyTheme } from './look/theme.ts';
import { AttractScreen } from './screens/attract-screen.tsx';
import { BadgeScreen } from './screens/badge-screen.tsx';
import { CameraScreen } from './screens/camera-screen.tsx';
import { NoticeScreen } from './screens/notice-screen.tsx';
import { OperatorStep } from './screens/operator/operator-gate.tsx';
import { OperatorScreen } from './screens/operator/operator-screen.tsx';
import { ReceiptScreen } from './screens/receipt-screen.tsx';
import { ReviewScreen } from './screens/review-screen.tsx';
import { SearchScreen } from './screens/search-screen.tsx';
import { SelfServiceScreen } from './screens/self-service-screen.tsx';
import { SessionScreen } from './screens/session/session-screen.tsx';
import { SetUpScreen } from './screens/set-up-screen.tsx';
import { StartScreen } from './screens/start-screen.tsx';
import { createBrowserPictures } from './store/browser-pictures.ts';
import { KioskProvider, useKiosk, useSnapshot } from './store/kiosk-context.tsx';
import { createKioskStore } from './store/kiosk-store.ts';
import { isForOperator } from './store/operator-way.ts';
import { listenToPage } from './store/page-listeners.ts';
import { browserClock } from './store/renderer-clock.ts';

/** Shows the kiosk in `root` and starts it. Returns the function that takes it down again. */
export function startApp(api: KioskApi, root: HTMLElement): () => void {
  const store = createKioskStore({ api, clock: browserClock, pictures: createBrowserPictures() });
  const texts = createTexts(store.state.getState().language);
  const reactRoot = createRoot(root);
  reactRoot.render(
    <StrictMode>
      <KioskProvider store={store}>
        <I18nextProvider i18n={texts}>
          <App texts={texts} />
        </I18nextProvider>
      </KioskProvider>
    </StrictMode>,
  );
  const stopStore = store.actions.start();
  const stopListening = listenToPage(window, api, store.actions.noteActivity);
  const { isBadgeWanted, showBadge } = store.actions;
  const stopBadges = listenToBadges(window, isBadgeWanted, showBadge);
  return () => {
    stopListening();
    stopBadges();
    stopStore();
    reactRoot.unmount();
  };
}

function App({ texts }: { readonly texts: i18n }) {
  const start = useKiosk((state) => state.start);
  const language = useKiosk((state) => state.language);
  useDocument(texts);
  return (
    <I18nProvider locale={formatLocale(language)}>
      <Announcer>
        {start === 'ready' ? (
          <CrashGuard fallback={<StartScreen state="failed" />} onCrash={reloadSoon}>
            <Coached>
              <Frame>
                <Screen />
              </Frame>
            </Coached>
          </CrashGuard>
        ) : (
          <StartScreen state={start} />
        )}
      </Announcer>
    </I18nProvider>
  );
}

const reloadDelayMs = 4000;

/** The page begins anew: what was saved is with the core, and nothing else was promised. */
function reloadSoon() {
  browserClock.setTimer(reloadDelayMs, () => location.reload());
}

/** Language, theme and text size on the document itself. */
function useDocument(texts: i18n) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const textScale = useKiosk((state) => state.textScale);
  const station = useKiosk((state) => state.snapshot?.station);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    void texts.changeLanguage(language);
  }, [texts, language]);
  useEffect(() => {
    // The browser's own text size counts too: a person who doubled it gets doubled text here.
    const browserScale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const scale = browserScale * textScale;
    document.documentElement.style.setProperty('--text-scale', String(scale));
    document.documentElement.dataset.text = scale > 1.25 ? 'large' : 'normal';
  }, [textScale]);
  useEffect(() => {
    if (station === undefined) return;
    document.title = station.companyName === '' ? station.name : `${station.companyName} · ${station.name}`;
    return applyTheme(document.documentElement, station, matchMedia('(prefers-color-scheme: dark)'));
  }, [station]);
  useEffect(() => {
    if (station === undefined) document.title = t('common.starting');
  }, [station, t]);
}

function Coached({ children }: { readonly children: ReactNode }) {
  const { station } = useSnapshot();
  return <CoachProvider isOn={station.faceGuidance}>{children}</CoachProvider>;
}

function Frame({ children }: { readonly children: ReactNode }) {
  const kind = useKiosk((state) => state.flow.kind);
  const isOperatorScreen = useKiosk(
    ({ flow, snapshot }) => (flow.kind === 'operator' || flow.kind === 'session') && snapshot?.isOperator === true,
  );
  const isOperator = useKiosk(({ snapshot }) => snapshot?.isOperator === true);
  const saved = useSavedFiles();
  return (
    // Anew for each step: an open sheet does not stay over the next one, and a touch meant for the last one is not taken.
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing to use; it keeps a touch that came too early from taking the focus
    <div key={kind} className={styles.app} onMouseDown={keepFocus}>
      <StationBar />
      <div className={styles.screen}>{children}</div>
      {isOperatorScreen ? <SavedNotice saved={saved} /> : null}
      {/* With the operator's lock everything that was opened behind it goes. */}
      <FilePicker key={String(isOperator)} />
      <IdleWarning />
    </div>
  );
}

/** The frame itself is hit only while what is in it holds still: then the focus stays where the new step has put it. */
function keepFocus(event: MouseEvent<HTMLElement>) {
  if (event.target === event.currentTarget) event.preventDefault();
}

/** Who are you: by a badge where the station asks for one or somebody shows one, else by name. */
function WhoScreen() {
  const { station } = useSnapshot();
  const isByBadge = useKiosk((state) => state.badge.kind !== 'quiet');
  return isByBadge || station.trust === 'badge' ? <BadgeScreen /> : <SearchScreen />;
}

function Screen() {
  const flow = useKiosk((state) => state.flow);
  const { isUnset = false } = useSnapshot();
  switch (flow.kind) {
    case 'attract':
      return isUnset ? <SetUpScreen /> : <AttractScreen />;
    case 'search':
      return <WhoScreen />;
    case 'sign-in':
      return <SelfServiceScreen />;
    case 'notice':
      return <NoticeScreen person={flow.person} />;
    case 'camera':
      return (
        <OperatorStep isWanted={isForOperator(flow)}>
          <CameraScreen person={flow.person} isPortrait={flow.target === undefined} />
        </OperatorStep>
      );
    case 'review':
      return (
        <OperatorStep isWanted={isForOperator(flow)}>
          <ReviewScreen flow={flow} />
        </OperatorStep>
      );
    case 'receipt':
      return <ReceiptScreen flow={flow} />;
    case 'operator':
      return <OperatorScreen />;
    case 'session':
      return <SessionScreen flow={flow} />;
    default:
      return assertNever(flow, 'flow');
  }
}
