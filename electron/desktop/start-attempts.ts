import { ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** Why a start did not work, as far as trying again is concerned. */
export interface StartObstacle {
  readonly text: string;
  /** The same process cannot get past it (a key store is asked once): it takes a fresh one. */
  readonly needsFreshProcess?: boolean;
}

interface AttemptParts<Failure extends StartObstacle> {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly attempt: () => Promise<Result<undefined, Failure>>;
  /** Shows why the station does not start, in the place of its page; called again only when the reason has changed. */
  readonly show: (failure: Failure) => void;
  readonly isQuitting: () => boolean;
  /** Ends the app so that it is started afresh; absent: nobody would. */
  readonly restart?: () => void;
}

const againAfterMs = 5_000;
/** A fresh process is a flash on the screen: not more often than this. */
const restartAfterMs = 60_000;

/**
 * Starts a station that has nobody beside it: tries again every five seconds for as long as it takes, so that mended settings,
 * a disk with room or a store that comes free are enough. Resolves after the first attempt; `ok`: started.
 */
export async function keepStarting<Failure extends StartObstacle>(
  parts: AttemptParts<Failure>,
): Promise<Result<undefined, Failure>> {
  const { clock, attempt, show, isQuitting, restart } = parts;
  let shown: string | undefined;

  async function next(): Promise<Result<undefined, Failure>> {
    const result = await attempt();
    if (result.kind === 'ok' || isQuitting()) return ok(undefined);
    const { text, needsFreshProcess = false } = result.error;
    if (text !== shown) show(result.error);
    shown = text;
    if (needsFreshProcess && restart !== undefined) clock.setTimer(restartAfterMs, restart);
    else clock.setTimer(againAfterMs, () => void (isQuitting() || next()));
    return result;
  }
  return next();
}
