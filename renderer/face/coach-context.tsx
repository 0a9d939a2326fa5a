import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { browserClock } from '../store/renderer-clock.ts';
import { startFaceWorker } from '../workers/start-worker.ts';
import { createFaceCoach, type FaceCoach } from './face-coach.ts';

const CoachContext = createContext<FaceCoach | undefined>(undefined);

/** One coach for the app's life, so that its worker stays warm from one person to the next. */
export function CoachProvider({ isOn, children }: { readonly isOn: boolean; readonly children: ReactNode }) {
  const coach = useMemo(() => createFaceCoach({ isOn, startWorker: startFaceWorker, clock: browserClock }), [isOn]);
  useEffect(() => () => coach.close(), [coach]);
  return <CoachContext value={coach}>{children}</CoachContext>;
}

/** The coach; where the station does not look at faces it falls back at once. */
export function useFaceCoach(): FaceCoach {
  const coach = useContext(CoachContext);
  if (coach === undefined) throw new Error('a screen outside of CoachProvider');
  return coach;
}
