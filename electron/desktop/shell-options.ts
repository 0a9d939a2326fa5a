/** A credential to hand over instead of opening the kiosk: `--provision=FILE`, `--passphrase-file=FILE`, `--wipe`. */
export interface ProvisioningOptions {
  readonly file: string;
  readonly passphraseFile?: string;
  /** Whether both files are overwritten and removed once the credential is durably kept. */
  readonly shouldWipe: boolean;
}

/** What the app's own command line may say, in this form only. */
export interface ShellOptions {
  /** The command line that does something without a window, in the words of `npm run kiosk`; absent: the station opens. */
  readonly command?: readonly string[];
  /** `--supervised`: a service or shell launcher starts the app again when it ends with 75. */
  readonly isSupervised: boolean;
  /** `--locked`: from the sources, the window of a packaged station. */
  readonly isLocked: boolean;
  /** `--begin-anew`: no window; data that this station cannot use is set aside at the next start. */
  readonly shouldBeginAnew: boolean;
  readonly config?: string;
  readonly data?: string;
  readonly provisioning?: ProvisioningOptions;
}

/**
 * Picks our options out of a command line that Chromium and Electron share; the last of each counts. Everything else is
 * left alone here: `auditArgv` decides whether it is tolerable. Command lines of second instances are never read.
 */
export function shellOptions(argv: readonly string[]): ShellOptions {
  const config = lastValue(argv, '--config=');
  const data = lastValue(argv, '--data=');
  const file = lastValue(argv, '--provision=');
  const passphraseFile = lastValue(argv, '--passphrase-file=');
  const provisioning = file === undefined ? undefined : { file, shouldWipe: argv.includes('--wipe') };
  const command = commandOf(argv);
  return {
    ...(command === undefined ? {} : { command }),
    isSupervised: argv.includes('--supervised'),
    isLocked: argv.includes('--locked'),
    shouldBeginAnew: argv.includes('--begin-anew'),
    ...(config === undefined ? {} : { config }),
    ...(data === undefined ? {} : { data }),
    ...(provisioning === undefined
      ? {}
      : { provisioning: { ...provisioning, ...(passphraseFile === undefined ? {} : { passphraseFile }) } }),
  };
}

/** `--check`, `--audit`, `--status`, `--stop-when-idle`, `--set-pin=FILE` and `--export-log=FILE`, each with `--json`. */
function commandOf(argv: readonly string[]): readonly string[] | undefined {
  const pinFile = lastValue(argv, '--set-pin=');
  const logFile = lastValue(argv, '--export-log=');
  const words =
    (argv.includes('--check') && ['check']) ||
    (argv.includes('--audit') && ['audit']) ||
    (argv.includes('--status') && ['status']) ||
    (argv.includes('--stop-when-idle') && ['stop', '--when-idle']) ||
    (pinFile !== undefined && ['set-pin', '--file', pinFile]) ||
    (logFile !== undefined && ['export-log', '--', logFile]);
  if (words === false) return undefined;
  const [name = '', ...rest] = words;
  return argv.includes('--json') ? [name, '--json', ...rest] : words;
}

function lastValue(argv: readonly string[], start: string): string | undefined {
  const value = argv.findLast((word) => word.startsWith(start))?.slice(start.length);
  return value === '' ? undefined : value;
}
