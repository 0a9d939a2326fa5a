import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

type Announce = (words: string) => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** One polite live region for the whole app; what is announced is what a screen reader says next. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const announce = useCallback<Announce>((words) => setSaid(({ turn }) => ({ words, turn: turn + 1 })), []);
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

/** The function that says something to people who listen. Stable for the app's life. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
