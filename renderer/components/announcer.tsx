import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useKiosk } from '../store/kiosk-context.tsx';
import { browserVoices, createSpeaker } from '../voice/speaker.ts';

/** `aloud`: also spoken, at a station that speaks; the words are on the screen all the same. */
type Announce = (words: string, how?: 'aloud') => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** One polite live region for the whole app; what is announced is what a screen reader says next. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const say = useVoice();
  const announce = useCallback<Announce>(
    (words, how) => {
      setSaid(({ turn }) => ({ words, turn: turn + 1 }));
      if (how === 'aloud') say(words);
    },
    [say],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
        {/* A new element each time, so that the same words twice are said twice. */}
        <span key={said.turn}>{said.words}</span>
      </div>
    </AnnounceContext>
  );
}

/** Speaks in the language of the screen where the station does so; falls silent when a visit ends. */
function useVoice(): (words: string) => void {
  const isOn = useKiosk((state) => state.snapshot?.station.spokenHints === true);
  const language = useKiosk((state) => state.language);
  const isAttract = useKiosk((state) => state.flow.kind === 'attract');
  const speaker = useMemo(() => createSpeaker(browserVoices()), []);
  const latest = useRef({ isOn, language });
  useEffect(() => {
    latest.current = { isOn, language };
  }, [isOn, language]);
  useEffect(() => {
    if (isAttract) speaker.stop();
  }, [speaker, isAttract]);
  return useCallback(
    (words) => (latest.current.isOn ? speaker.say(words, latest.current.language) : undefined),
    [speaker],
  );
}

/** The function that says something to people who listen. Stable for the app's life. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
