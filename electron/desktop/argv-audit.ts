/**
 * Chromium switches that open a packaged station: fuses do not cover them. Remote control, weaker security, rerouted
 * network, foreign code, other profiles, and fake cameras (somebody else's face). A name ending in `*` is a beginning.
 */
const refusedSwitches = [
  'allow-*',
  'auth-server-*',
  'auto-select-desktop-capture-source',
  'browser-subprocess-path',
  'crash-dumps-dir',
  'disable-site-isolation-trials',
  'disable-web-security',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'enable-blink-features',
  'enable-features',
  'enable-logging',
  'enable-experimental-web-platform-features',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors*',
  'ignore-urlfetcher-cert-requests',
  'inspect*',
  'js-flags',
  'load-extension',
  'log-file',
  'log-net-log',
  'no-sandbox',
  'no-zygote',
  'origin-to-force-quic-on',
  'ppapi-plugin-launcher',
  'proxy-*',
  'register-pepper-plugins',
  'remote-allow-origins',
  'remote-debugging-*',
  'renderer-cmd-prefix',
  'renderer-process-limit',
  'single-process',
  'ssl-key-log-file',
  'test-type',
  'unsafely-*',
  'use-fake-*',
  'use-file-for-fake-*',
  'user-data-dir',
  'utility-cmd-prefix',
  'winhttp-proxy-resolver',
] as const;

/**
 * The refused switches on a command line, by name. Chromium takes `--name`, `-name` and, on Windows, `/name`, in any case
 * of letters, with or without `=value`, up to a bare `--`; here that end is not honoured, which only refuses more.
 */
export function auditArgv(argv: readonly string[], platform: NodeJS.Platform): string[] {
  const prefix = platform === 'win32' ? /^(--?|\/)/ : /^--?/;
  return argv
    .filter((word) => prefix.test(word))
    .map((word) => word.replace(prefix, '').split('=', 1)[0]?.trim().toLowerCase() ?? '')
    .filter((name) => refusedSwitches.some((rule) => matches(name, rule)));
}

function matches(name: string, rule: string): boolean {
  return rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule;
}
