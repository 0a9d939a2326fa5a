import type { Result } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { Clock, KioskCore } from '../ports.ts';

interface HeedParts {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly core: Pick<KioskCore, 'invoke'>;
  /** Whether somebody has put a settings file in place that decides, be it a good one. */
  readonly areThere: () => boolean;
  /** Starts the station anew, on what is there. */
  readonly restart: () => void;
}

const lookEveryMs = 5_000;

/**
 * While a locked station belongs to no company, be it not yet or not any more, settings that an administrator or a device
 * management puts in place are enough to begin with. Looks until the returned function is called, or it has restarted.
 */
export function heedSettings({ clock, core, areThere, restart }: HeedParts): () => void {
  let cancel = () => {};
  let isOver = false;
  async function isUnset(): Promise<boolean> {
    const reply = (await core.invoke('station.snapshot', {})) as Result<Snapshot, unknown>;
    return reply.kind === 'ok' && reply.value.isUnset === true;
  }
  async function look(): Promise<void> {
    // What its own screen has written just now is run on already.
    const shouldRestart = (await isUnset()) && areThere() && (await isUnset());
    if (isOver) return;
    if (shouldRestart) restart();
    else cancel = clock.setTimer(lookEveryMs, () => void look());
  }
  void look();
  return () => {
    isOver = true;
    cancel();
  };
}
