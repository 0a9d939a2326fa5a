import type { Mutant } from './mutant.ts';

/** What keeps a page, a person at the screen or a shortcut from more than they may. */
export const wires = [
  'content security policy',
  'page process',
  'navigation',
  'windows',
  'permissions',
  'devices',
  'requests',
  'downloads',
  'proxy',
  'prefetch',
  'client certificate',
  'sender',
  'switches',
  'start',
  'fuses',
] as const;

/** A wire that is cut. */
interface WireMutant extends Mutant {
  readonly wire: (typeof wires)[number];
}

const lockdown = 'electron/desktop/lockdown.ts';
const permissions = 'electron/desktop/permission-policy.ts';
const main = 'electron/main.ts';
const policies = ['unit/desktop/policies.test.ts'];
const locked = ['unit/desktop/lockdown.test.ts'];
const windowed = ['unit/desktop/kiosk-window.test.ts'];
const started = ['unit/desktop/wires.test.ts'];

const shell: readonly WireMutant[] = [
  {
    wire: 'permissions',
    name: 'a frame inside the page gets the camera',
    file: permissions,
    find: '|| !isMainFrame ||',
    replacement: '||',
    tests: policies,
  },
  {
    wire: 'permissions',
    name: 'the microphone comes with the camera',
    file: permissions,
    find: 'media.every(',
    replacement: 'media.some(',
    tests: policies,
  },
  {
    wire: 'permissions',
    name: 'a permission that nobody decided is granted like the camera',
    file: permissions,
    find: "pagePermissions[permission] : 'refused'",
    replacement: "pagePermissions[permission] : 'camera-only'",
    tests: policies,
  },
  {
    wire: 'navigation',
    name: 'the page may go to another file of the app',
    file: 'electron/desktop/request-filter.ts',
    find: 'isMainFrame && (url === ',
    replacement: 'isMainFrame && (isOwnUrl(url) || url === ',
    tests: policies,
  },
  {
    wire: 'requests',
    name: 'the page may ask the network',
    file: lockdown,
    find: 'callback({ cancel: !isAllowed })',
    replacement: 'callback({ cancel: false })',
    tests: locked,
  },
  {
    wire: 'windows',
    name: 'the page may open a window',
    file: lockdown,
    find: "action: 'deny'",
    replacement: "action: 'allow'",
    tests: locked,
  },
  {
    wire: 'navigation',
    name: 'a navigation away is only noted',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('navigation')",
    replacement: "refuse('navigation')",
    tests: locked,
  },
  {
    wire: 'navigation',
    name: 'a redirect is followed',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('redirect')",
    replacement: "refuse('redirect')",
    tests: locked,
  },
  {
    wire: 'downloads',
    name: 'a download of any name is written',
    file: 'electron/desktop/download-policy.ts',
    find: ' && isSavedFileName(parts.fileName)',
    replacement: '',
    tests: locked,
  },
  {
    wire: 'downloads',
    name: 'a refused download goes on',
    file: lockdown,
    find: "event.preventDefault();\n      refuse('download')",
    replacement: "refuse('download')",
    tests: locked,
  },
  {
    wire: 'sender',
    name: 'a frame inside the page may send commands',
    file: 'electron/desktop/sender-policy.ts',
    find: 'frame.parent !== null || ',
    replacement: '',
    tests: policies,
  },
  {
    wire: 'navigation',
    name: 'a frame inside the page may go anywhere',
    file: lockdown,
    find: "event.isMainFrame)) return;\n    event.preventDefault();\n  });\n  contents.on('will-redirect'",
    replacement: "event.isMainFrame)) return;\n  });\n  contents.on('will-redirect'",
    tests: locked,
  },
  {
    wire: 'windows',
    name: 'a webview may be put into the page',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('webview');",
    replacement: "refuse('webview');",
    tests: locked,
  },
  {
    wire: 'permissions',
    name: 'every permission is granted on request',
    file: lockdown,
    find: 'callback(isGranted);',
    replacement: 'callback(true);',
    tests: locked,
  },
  {
    wire: 'permissions',
    name: 'another origin gets the camera',
    file: permissions,
    find: '|| !isOwnOrigin(origin)',
    replacement: '',
    tests: policies,
  },
  {
    wire: 'devices',
    name: 'a device is handed to the page',
    file: lockdown,
    find: 'session.setDevicePermissionHandler(() => false);',
    replacement: 'session.setDevicePermissionHandler(() => true);',
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'a Bluetooth device may pair',
    file: lockdown,
    find: 'callback({ confirmed: false })',
    replacement: 'callback({ confirmed: true })',
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'the page may choose a Bluetooth device',
    file: lockdown,
    find: "event.preventDefault();\n    callback('');\n  });\n  contents.set",
    replacement: "callback('');\n  });\n  contents.set",
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'the page may choose a hid device',
    file: lockdown,
    find: "session.on('select-hid-device', (event, _details, callback) => {\n    event.preventDefault();",
    replacement: "session.on('select-hid-device', (_event, _details, callback) => {",
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'the page may choose a serial port',
    file: lockdown,
    find: "session.on('select-serial-port', (event, _ports, _contents, callback) => {\n    event.preventDefault();",
    replacement: "session.on('select-serial-port', (_event, _ports, _contents, callback) => {",
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'the page may choose a usb device',
    file: lockdown,
    find: "session.on('select-usb-device', (event, _details, callback) => {\n    event.preventDefault();",
    replacement: "session.on('select-usb-device', (_event, _details, callback) => {",
    tests: locked,
  },
  {
    wire: 'devices',
    name: 'the screen may be captured',
    file: lockdown,
    find: 'session.setDisplayMediaRequestHandler(null);',
    replacement: '',
    tests: locked,
  },
  {
    wire: 'proxy',
    name: 'what no filter sees reaches the network',
    file: lockdown,
    find: '  await session.setProxy(deadProxy);',
    replacement: '',
    tests: locked,
  },
  {
    wire: 'proxy',
    name: 'what no filter sees reaches this machine',
    file: lockdown,
    find: ", proxyBypassRules: '<-loopback>' }",
    replacement: ' }',
    tests: locked,
  },
  {
    wire: 'proxy',
    name: 'WebRTC goes past the proxy',
    file: lockdown,
    find: "contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');",
    replacement: '',
    tests: locked,
  },
  {
    wire: 'prefetch',
    name: 'names are asked for ahead',
    file: lockdown,
    find: "commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');",
    replacement: '',
    tests: locked,
  },
  {
    wire: 'prefetch',
    name: 'dictionaries are fetched',
    file: lockdown,
    find: 'session.setSpellCheckerEnabled(false);',
    replacement: 'session.setSpellCheckerEnabled(true);',
    tests: locked,
  },
  {
    wire: 'client certificate',
    name: 'a server gets the first client certificate there is',
    file: lockdown,
    find: '    event.preventDefault();\n    callback();\n  });\n}',
    replacement: '    callback();\n  });\n}',
    tests: locked,
  },
  {
    wire: 'sender',
    name: 'an unknown window may send commands',
    file: 'electron/desktop/sender-policy.ts',
    find: ' || !knownWebContentsIds.has(webContentsId)',
    replacement: '',
    tests: policies,
  },
  {
    wire: 'sender',
    name: 'another site may send commands',
    file: 'electron/desktop/sender-policy.ts',
    find: 'isOwnOrigin(frame.origin) && ',
    replacement: '',
    tests: policies,
  },
  {
    wire: 'sender',
    name: 'a page without our address may send commands',
    file: 'electron/desktop/sender-policy.ts',
    find: ' && isOwnUrl(frame.url)',
    replacement: '',
    tests: policies,
  },
  {
    wire: 'sender',
    name: 'nobody looks at who sends commands',
    file: 'electron/desktop/ipc.ts',
    find: 'if (!isOwnSender(sender, new Set(attached.keys())))',
    replacement: 'if (false)',
    tests: ['unit/desktop/ipc.test.ts'],
  },
  {
    wire: 'switches',
    name: 'every switch is let through',
    file: 'electron/desktop/argv-audit.ts',
    find: '!allowedSwitches.has(name) && !isProcessSerialNumber(name)',
    replacement: 'false',
    tests: policies,
  },
  {
    wire: 'switches',
    name: 'the sandbox may be switched off',
    file: 'electron/desktop/argv-audit.ts',
    find: "  'audit',",
    replacement: "  'audit',\n  'no-sandbox',",
    tests: policies,
  },
  {
    wire: 'switches',
    name: 'what stands after a bare -- is not looked at',
    file: 'electron/desktop/argv-audit.ts',
    find: '  return argv\n',
    replacement: "  return argv\n    .slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)\n",
    tests: policies,
  },
  {
    wire: 'start',
    name: 'Chromium’s sandbox is not asked for',
    file: main,
    find: '  app.enableSandbox();\n',
    replacement: '',
    tests: started,
  },
  {
    wire: 'start',
    name: 'the network is not quieted',
    file: main,
    find: '  quietNetwork(app.commandLine);\n',
    replacement: '',
    tests: started,
  },
  {
    wire: 'start',
    name: 'pages of the app are not locked down',
    file: main,
    find: '  lockDownApp(app, shellLog);\n',
    replacement: '',
    tests: started,
  },
  {
    wire: 'start',
    name: 'the page’s session is not locked down',
    file: main,
    find: '  await lockDownSession(pageSession(), !app.isPackaged, shellLog, downloads());\n',
    replacement: '',
    tests: started,
  },
  {
    wire: 'content security policy',
    name: 'a locked window opens the system’s print dialog',
    file: main,
    find: 'isLocked ? lockedPagePolicy : contentSecurityPolicy',
    replacement: 'contentSecurityPolicy',
    tests: started,
  },
  {
    wire: 'windows',
    name: 'a locked window opens the system’s file dialog',
    file: 'electron/desktop/station-window.ts',
    find: '    if (isLocked) {',
    replacement: '    if (!isLocked) {',
    tests: ['unit/desktop/station-window.test.ts'],
  },
  {
    wire: 'start',
    name: 'a keyring that would ask for a password is asked',
    file: main,
    find: 'isKeyringLocked = await isKeyringClosed();',
    replacement: 'isKeyringLocked = false;',
    tests: started,
  },
  {
    wire: 'start',
    name: 'a packaged station takes any command line',
    file: main,
    find: 'app.isPackaged ? auditArgv',
    replacement: '!app.isPackaged ? auditArgv',
    tests: started,
  },
  {
    wire: 'start',
    name: 'the scheme goes past the policy',
    file: 'electron/desktop/app-scheme.ts',
    find: 'stream: true }',
    replacement: 'stream: true, bypassCSP: true }',
    tests: ['unit/desktop/start.test.ts'],
  },
  {
    wire: 'navigation',
    name: 'a page that does not want to be left stays',
    file: lockdown,
    find: "  contents.on('will-prevent-unload', (event) => event.preventDefault());\n",
    replacement: '',
    tests: locked,
  },
  {
    wire: 'windows',
    name: 'a page moves and resizes its window',
    file: lockdown,
    find: "  contents.on('content-bounds-updated', (event) => event.preventDefault());\n",
    replacement: '',
    tests: locked,
  },
  {
    wire: 'requests',
    name: 'another host is answered from our files',
    file: 'electron/desktop/app-scheme.ts',
    find: '  if (!isOwnUrl(url)) return new Response(null, { status: 404 });\n',
    replacement: '',
    tests: started,
  },
  {
    wire: 'requests',
    name: 'an address that only becomes ours is ours',
    file: 'electron/desktop/own-page.ts',
    find: ' &&\n    text.startsWith(ownPageUrl)',
    replacement: '',
    tests: policies,
  },
];

/** The page's options by name, as they must be; each is turned round. */
export const pageOptions = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  safeDialogs: true,
  enableWebSQL: false,
} as const;

const pageProcess: readonly WireMutant[] = [
  ...Object.entries(pageOptions).map(
    ([name, value]): WireMutant => ({
      wire: 'page process',
      name: `the page has ${name}: ${!value}`,
      file: 'electron/desktop/window-options.ts',
      find: ` ${name}: ${value},`,
      replacement: ` ${name}: ${!value},`,
      tests: windowed,
    }),
  ),
  {
    wire: 'page process',
    name: 'the page opens the system’s file dialogs and windows of its own',
    file: 'electron/desktop/window-options.ts',
    find: "      disableBlinkFeatures: 'FileSystemAccessLocal,DocumentPictureInPictureAPI,EyeDropperAPI',\n",
    replacement: '',
    tests: windowed,
  },
  {
    wire: 'page process',
    name: 'a packaged station has developer tools',
    file: 'electron/desktop/window-options.ts',
    find: 'devTools: !isPackaged',
    replacement: 'devTools: true',
    tests: windowed,
  },
];

/** The page's policy, directive by directive; each is opened to the web, or left out where it names no sources. */
export const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types face-worker',
] as const;

const line = (directive: string) => `  ${directive.includes("'") ? `"${directive}"` : `'${directive}'`},\n`;
const policyUpTo = (directives: readonly string[]) =>
  `export const contentSecurityPolicy = [\n${directives.map(line).join('')}`;
const opened = (directive: string) =>
  /^[a-z]+-src /.test(directive) ? [`${directive.replace(" 'none'", '')} https:`] : [];

const contentSecurityPolicy = policy.map(
  (directive, at): WireMutant => ({
    wire: 'content security policy',
    name: `the policy lacks ${directive}`,
    file: 'electron/host/renderer-files.ts',
    find: policyUpTo(policy.slice(0, at + 1)),
    replacement: policyUpTo([...policy.slice(0, at), ...opened(directive)]),
    tests: started,
  }),
);

/** The fuses by name, as they are burnt. */
export const burntFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const;

const fuses = Object.entries(burntFuses).map(
  ([name, value]): WireMutant => ({
    wire: 'fuses',
    name: `the fuse ${name} is ${!value}`,
    file: 'build/fuses.ts',
    find: `[FuseV1Options.${name}]: ${value},`,
    replacement: `[FuseV1Options.${name}]: ${!value},`,
    tests: ['unit/build/fuses.test.ts'],
  }),
);

/** Each security wire of the shell, cut. `npm run mutants -- --wires` cuts them one after the other. */
export const wireMutants: readonly WireMutant[] = [...contentSecurityPolicy, ...pageProcess, ...shell, ...fuses];
