/** How the hosts end, for whoever watches and restarts them (docs/kiosk-lockdown.md). After BSD's `sysexits`. */
export const exitCodes = {
  /** A command line that opens the station, or that nobody understands. */
  usage: 64,
  /** What was handed over with `--provision` was not taken. */
  handover: 65,
  /** The store cannot be opened; photos are kept. */
  store: 69,
  /** The station runs already, so nothing can be handed over now. */
  running: 75,
  /** The settings file cannot be used. */
  settings: 78,
} as const;
