/** What the app's own command line may say: `--config=FILE` and `--data=FOLDER`, in that form only. */
export interface ShellOptions {
  readonly config?: string;
  readonly data?: string;
}

/**
 * Picks our options out of a command line that Chromium and Electron share; the last of each counts. Everything else is
 * left alone here: `auditArgv` decides whether it is tolerable. Command lines of second instances are never read.
 */
export function shellOptions(argv: readonly string[]): ShellOptions {
  const config = lastValue(argv, '--config=');
  const data = lastValue(argv, '--data=');
  return { ...(config === undefined ? {} : { config }), ...(data === undefined ? {} : { data }) };
}

function lastValue(argv: readonly string[], start: string): string | undefined {
  const value = argv.findLast((word) => word.startsWith(start))?.slice(start.length);
  return value === '' ? undefined : value;
}
