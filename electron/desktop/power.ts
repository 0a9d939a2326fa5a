import type { PowerMonitor, PowerSaveBlocker, Screen } from 'electron';

interface PowerParts {
  readonly powerMonitor: PowerMonitor;
  readonly powerSaveBlocker: PowerSaveBlocker;
  readonly screen: Screen;
  /** Whether the screen is to stay on. */
  readonly isLocked: boolean;
  /** After sleep: look at the network and the queue again. */
  readonly onResume: () => void;
  /** The machine goes to sleep or is locked, or comes back from it, when another may stand there: the visit ends. */
  readonly onRest: () => void;
}

/** Keeps the display on and tells of sleep, lock and waking. The returned function undoes all of it. */
export function watchPower(parts: PowerParts): () => void {
  const { powerMonitor, powerSaveBlocker, screen, isLocked, onResume, onRest } = parts;
  let blockerId: number | undefined;
  function keepDisplayOn() {
    if (!isLocked) return;
    // Some systems forget a blocker over sleep and display changes: a new one instead of trusting the old.
    const oldId = blockerId;
    blockerId = powerSaveBlocker.start('prevent-display-sleep');
    if (oldId !== undefined) powerSaveBlocker.stop(oldId);
  }
  function onWake() {
    keepDisplayOn();
    onRest();
    onResume();
  }
  keepDisplayOn();
  powerMonitor.on('resume', onWake);
  powerMonitor.on('unlock-screen', onWake);
  powerMonitor.on('suspend', onRest);
  powerMonitor.on('lock-screen', onRest);
  screen.on('display-added', keepDisplayOn);
  screen.on('display-removed', keepDisplayOn);
  return () => {
    powerMonitor.off('resume', onWake);
    powerMonitor.off('unlock-screen', onWake);
    powerMonitor.off('suspend', onRest);
    powerMonitor.off('lock-screen', onRest);
    screen.off('display-added', keepDisplayOn);
    screen.off('display-removed', keepDisplayOn);
    if (blockerId !== undefined) powerSaveBlocker.stop(blockerId);
  };
}
