/** How the hosts end, for whoever watches and restarts them (docs/kiosk-lockdown.md). After BSD's `sysexits`. */
export const exitCodes = {
  /** A command line that opens the station, or that nobody understands. */
  usage: 64,
  /** What was to be handed over with `--provision` was not taken, or not wiped; the terminal says why. */
  provisioning: 65,
  /** The store cannot be opened; photos are kept. */
  store: 69,
  /** The settings file cannot be used. */
  settings: 78,
} as const;
