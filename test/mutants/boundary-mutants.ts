import type { Mutant } from './mutant.ts';

const guard = 'electron/loopback/request-guard.ts';
const sessions = 'electron/loopback/sessions.ts';
const server = 'electron/loopback/loopback-server.ts';
const judged = ['unit/loopback/own-page-only.test.ts'];
const served = ['integration/loopback/loopback-server.test.ts'];
const weighed = ['unit/shared/request-limits.test.ts'];

/** Faults where somebody outside asks: the loopback host. Electron's policies: wire-mutants.ts. */
export const boundaryMutants: readonly Mutant[] = [
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
    name: 'a request that may carry a picture may carry as many words',
    file: 'shared/wire.ts',
    find: 'return decode(message, limitsOf(name).headerBytes);',
    replacement: 'return decode(message, headerLimitBytes);',
    tests: ['unit/shared/request-limits.test.ts'],
  },
  {
    name: 'the words of a request may weigh 64 KB, whatever its schema allows',
    file: 'shared/wire.ts',
    find: 'emptyHeaderBytes + wordsBytes +',
    replacement: 'emptyHeaderBytes + 64 * 1024 +',
    tests: [...weighed, ...served, 'integration/loopback/pasted-list.test.ts'],
  },
  {
    name: 'a control character is thought to weigh no more than one of a wide script',
    file: 'shared/request-weight.ts',
    find: 'const unitBytes = 6;',
    replacement: 'const unitBytes = 3;',
    tests: weighed,
  },
  {
    name: 'a text that is trimmed before it is measured is thought to have a longest',
    file: 'shared/request-weight.ts',
    find: "if (_zod.def.check === 'overwrite') break;",
    replacement: '',
    tests: weighed,
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
