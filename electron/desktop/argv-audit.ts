/**
 * The switches that a packaged station starts with: our own, and those of Chromium that an installation may need for its
 * display and language. Every other switch of Chromium or Node is refused, also one that nobody has heard of yet: fuses do not
 * cover them, and among them are remote control, weaker security, rerouted networks, foreign code, open key stores and fake
 * cameras (somebody else's face).
 */
const allowedSwitches: ReadonlySet<string> = new Set([
  'audit',
  'begin-anew',
  'check',
  'config',
  'data',
  'export-log',
  'json',
  'passphrase-file',
  'provision',
  'set-pin',
  'status',
  'stop-when-idle',
  'supervised',
  'wipe',
  // Displays, scaling, input and language.
  'disable-gpu',
  'disable-gpu-compositing',
  'enable-wayland-ime',
  'force-color-profile',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'touch-events',
  'ui-disable-partial-swap',
  'wayland-text-input-version',
]);

/** What older versions of macOS add when a program is opened from the Finder. */
const isProcessSerialNumber = (name: string) => /^psn_\d+_\d+$/.test(name);

/**
 * The refused switches on a command line, by name. Chromium takes `--name`, `-name` and, on Windows, `/name`, in any case
 * of letters, with or without `=value`, up to a bare `--`; here that end is not honoured, which only refuses more.
 */
export function auditArgv(argv: readonly string[], platform: NodeJS.Platform): string[] {
  const prefix = platform === 'win32' ? /^(--?|\/)/ : /^--?/;
  return argv
    .filter((word) => prefix.test(word))
    .map((word) => word.replace(prefix, '').split('=', 1)[0]?.trim().toLowerCase() ?? '')
    .filter((name) => !allowedSwitches.has(name) && !isProcessSerialNumber(name));
}
