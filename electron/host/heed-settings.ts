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
 * While a locked station belongs to no company yet, settings that an administrator or a device management puts in place are
 * enough to begin with. Returns the function that ends looking; it ends by itself once the station is set up on its screen.
 */
export function heedSettings({ clock, core, areThere, restart }: HeedParts): () => void {
  let cancel = () => {};
  let isOver = false;
  async function isUnset(): Promise<boolean> {
    const reply = (await core.invoke('station.snapshot', {})) as Result<Snapshot, unknown>;
    return reply.kind === 'ok' && reply.value.isUnset === true;
  }
  async function look(): Promise<void> {
    if (isOver || !(await isUnset())) return;
    // What its own screen has written just now is run on already.
    if (areThere() && (await isUnset()) && !isOver) return restart();
    if (!isOver) cancel = clock.setTimer(lookEveryMs, () => void look());
  }
  void look();
  return () => {
    isOver = true;
    cancel();
  };
}
