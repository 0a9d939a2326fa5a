/** A credential to hand over instead of opening the kiosk: `--provision=FILE`, `--passphrase-file=FILE`, `--wipe`. */
export interface ProvisioningOptions {
  readonly file: string;
  readonly passphraseFile?: string;
  /** Whether both files are overwritten and removed once the credential is durably kept. */
  readonly shouldWipe: boolean;
}

/** What the app's own command line may say: `--config=FILE`, `--data=FOLDER` and a provisioning, in that form only. */
export interface ShellOptions {
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
  return {
    ...(config === undefined ? {} : { config }),
    ...(data === undefined ? {} : { data }),
    ...(provisioning === undefined
      ? {}
      : { provisioning: { ...provisioning, ...(passphraseFile === undefined ? {} : { passphraseFile }) } }),
  };
}

function lastValue(argv: readonly string[], start: string): string | undefined {
  const value = argv.findLast((word) => word.startsWith(start))?.slice(start.length);
  return value === '' ? undefined : value;
}
