import type { Mutant } from './mutant.ts';

const guard = 'electron/loopback/request-guard.ts';
const sessions = 'electron/loopback/sessions.ts';
const server = 'electron/loopback/loopback-server.ts';
const judged = ['unit/loopback/own-page-only.test.ts'];
const served = ['integration/loopback/loopback-server.test.ts'];

const loopback: readonly Mutant[] = [
  {
    name: 'a navigation may reach the API',
    file: guard,
    find: "fetchSite !== 'same-origin' || fetchMode === 'navigate'",
    replacement: "fetchSite !== 'same-origin'",
    tests: judged,
  },
  {
    name: 'another name for 127.0.0.1 is served',
    file: guard,
    find: "if (facts.host !== ownHost) return { kind: 'refused', reason: 'host' };",
    replacement: '',
    tests: judged,
  },
  {
    name: 'another origin is served',
    file: guard,
    find: 'facts.origin !== undefined &&',
    replacement: 'false &&',
    tests: judged,
  },
  {
    name: 'another site may reach the API',
    file: guard,
    find: "fetchSite !== 'same-origin' || ",
    replacement: '',
    tests: judged,
  },
  {
    name: 'a write without Origin is taken',
    file: guard,
    find: "method === 'POST' && origin === undefined ?",
    replacement: 'false ?',
    tests: judged,
  },
  {
    name: 'another site may show the page',
    file: guard,
    find: "fetchSite === 'none' && fetchMode === 'navigate' ? allowed",
    replacement: "fetchMode === 'navigate' ? allowed",
    tests: judged,
  },
  {
    name: 'a launch secret works twice',
    file: sessions,
    find: 'secretHash = undefined;',
    replacement: '',
    tests: ['unit/loopback/request-guard.test.ts'],
  },
  {
    name: 'the cookie alone is a session',
    file: sessions,
    find: ' && timingSafeEqual(session.pageKeyHash, pageKeyHash)',
    replacement: '',
    tests: served,
  },
  {
    name: 'the API needs no session',
    file: server,
    find: 'if (sessions.isValid(',
    replacement: 'if (true || sessions.isValid(',
    tests: served,
  },
  {
    name: 'scripts may read the session cookie',
    file: server,
    find: 'httpOnly: true',
    replacement: 'httpOnly: false',
    tests: served,
  },
  {
    name: 'a body of any size is read',
    file: server,
    find: 'if (announced > limitBytes)',
    replacement: 'if (false)',
    tests: served,
  },
];

const lockdown = 'electron/desktop/lockdown.ts';
const permissions = 'electron/desktop/permission-policy.ts';
const policies = ['unit/desktop/policies.test.ts'];
const locked = ['unit/desktop/lockdown.test.ts'];

const desktop: readonly Mutant[] = [
  {
    name: 'a frame inside the page gets the camera',
    file: permissions,
    find: '|| !isMainFrame ||',
    replacement: '||',
    tests: policies,
  },
  {
    name: 'the microphone comes with the camera',
    file: permissions,
    find: 'media.every(',
    replacement: 'media.some(',
    tests: policies,
  },
  {
    name: 'a permission that nobody decided is granted like the camera',
    file: permissions,
    find: "permissionTable[permission] : 'refused'",
    replacement: "permissionTable[permission] : 'camera-only'",
    tests: policies,
  },
  {
    name: 'the page may go to another file of the app',
    file: 'electron/desktop/request-filter.ts',
    find: 'isMainFrame && (url === ',
    replacement: 'isMainFrame && (isOwnUrl(url) || url === ',
    tests: policies,
  },
  {
    name: 'the page may ask the network',
    file: lockdown,
    find: 'callback({ cancel: !isAllowed })',
    replacement: 'callback({ cancel: false })',
    tests: locked,
  },
  {
    name: 'the page may open a window',
    file: lockdown,
    find: "action: 'deny'",
    replacement: "action: 'allow'",
    tests: locked,
  },
  {
    name: 'a navigation away is only noted',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('navigation')",
    replacement: "refuse('navigation')",
    tests: locked,
  },
  {
    name: 'a redirect is followed',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('redirect')",
    replacement: "refuse('redirect')",
    tests: locked,
  },
  {
    name: 'a download of any name is written',
    file: 'electron/desktop/download-policy.ts',
    find: ' && ownNames.some((name) => name.test(parts.fileName))',
    replacement: '',
    tests: locked,
  },
  {
    name: 'a refused download goes on',
    file: lockdown,
    find: "event.preventDefault();\n    refuse('download')",
    replacement: "refuse('download')",
    tests: locked,
  },
  {
    name: 'a frame inside the page may send commands',
    file: 'electron/desktop/sender-policy.ts',
    find: 'frame.parent !== null || ',
    replacement: '',
    tests: policies,
  },
];

/** Faults where somebody outside asks: the loopback host and Electron's policies. */
export const boundaryMutants: readonly Mutant[] = [...loopback, ...desktop];
