/** Every way in which a process of ours ends. The only file of `host/` that all rooms may see. */

/** Stations, for whoever watches and restarts them (docs/kiosk-lockdown.md). After BSD's `sysexits`. */
export const stationExitCodes = {
  /** Stopped on purpose. */
  ok: 0,
  /** Something that nobody foresaw; also a port that the browser host cannot have. */
  failed: 1,
  /** A command line that opens the station, or that nobody understands. */
  usage: 64,
  /** What was to be handed over with `--provision` was not taken, or not wiped; the terminal says why. */
  provisioning: 65,
  /** The store cannot be opened; photos are kept. */
  store: 69,
  /** A process beside the main one met what it cannot go on from; the main one starts it afresh. */
  broken: 70,
  /** Nothing is wrong with the store, but the page kept crashing: start me again. */
  restart: 75,
  /** The settings file cannot be used. */
  settings: 78,
  /** Staff closed it from its own screen. */
  closed: 79,
} as const;

/** What a station that staff closed ends with: launchd starts again whatever does not end with 0. */
export function closeCode(platform: NodeJS.Platform): number {
  return platform === 'darwin' ? stationExitCodes.ok : stationExitCodes.closed;
}

/** Commands in a terminal: `npm start`, `npm run kiosk`, `npm run demo-tenant` (docs/command-line.md). 0 only when all is well. */
export const commandExitCodes = {
  ok: 0,
  /** Refused or failed for good: somebody must act. */
  failed: 1,
  /** Wrong arguments, settings or input file. */
  usage: 2,
  /** Offline, throttled or in trouble: the same command may work later. */
  later: 3,
  /** A person must sign in first. */
  signInNeeded: 4,
} as const;
export type CommandExitCode = (typeof commandExitCodes)[keyof typeof commandExitCodes];
