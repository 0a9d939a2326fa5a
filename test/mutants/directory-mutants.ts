import type { Mutant } from './mutant.ts';

const sync = 'electron/directory/directory-sync.ts';
const contract = 'shared/contract.ts';
const directoryTest = 'unit/directory/directory.test.ts';
const requestRules = 'unit/core/request-rules.test.ts';
const visitorTest = 'unit/core/what-a-visitor-learns.test.ts';

/** Faults of finding people: of the copy of the directory, and of what a visitor is told. */
export const directoryMutants: readonly Mutant[] = [
  {
    name: 'the copy is emptied by an answer that is no page',
    file: 'electron/directory/directory-page.ts',
    find: 'if (!Array.isArray(value)) return undefined;',
    replacement: 'if (!Array.isArray(value)) return { changes: [] };',
    tests: [directoryTest],
  },
  {
    name: 'the copy is emptied by a tenant that says it has nobody',
    file: sync,
    find: '!store.hasSeen(state.pass)',
    replacement: 'limit < 0',
    tests: [directoryTest],
  },
  {
    name: 'the copy keeps whoever a whole reading has not seen',
    file: sync,
    find: 'if (isEnd && state.isWhole) {',
    replacement: 'if (isEnd && state.isWhole && limit < 0) {',
    tests: ['integration/directory/directory-sync.test.ts'],
  },
  {
    name: 'the copy is read on before the service allows it',
    file: 'electron/directory/directory-refresh.ts',
    find: 'return { againMs: waitMs, newsMs: waitMs };',
    replacement: 'return { againMs: waitMs, newsMs: failureRestMs };',
    tests: ['unit/directory/directory-refresh.test.ts'],
  },
  {
    name: 'a visitor sees the photo of somebody whom they have not found',
    file: contract,
    find: ', aboutShown: ({ personId }) => personId',
    replacement: '',
    tests: [visitorTest, requestRules],
  },
  {
    name: 'a visitor searches as fast as a program can',
    file: contract,
    find: ", pace: 'search'",
    replacement: '',
    tests: [visitorTest, requestRules],
  },
  {
    name: 'a visitor tries the numbers of badges as fast as a program can',
    file: contract,
    find: ", pace: 'badge'",
    replacement: '',
    tests: [requestRules],
  },
  {
    name: 'a visitor reads addresses',
    file: 'electron/directory/person-card.ts',
    find: '{ maskedMail: maskMail(mail ?? userPrincipalName) }',
    replacement: '{ maskedMail: mail ?? userPrincipalName }',
    tests: ['unit/directory/person-card.test.ts'],
  },
  {
    name: 'a visitor is told that a refused directory is a missing network',
    file: 'electron/directory/search-problem.ts',
    find: "? 'not-understood' : 'refused'",
    replacement: "? 'not-understood' : 'offline'",
    tests: ['unit/directory/search-problem.test.ts', directoryTest],
  },
  {
    name: 'what the photo API asks for is lost on the way to the next sign-in',
    file: 'electron/auth/sign-in.ts',
    find: 'mergedClaims(challenge, ',
    replacement: 'mergedClaims(undefined, ',
    tests: ['integration/auth/person-sign-in.test.ts'],
  },
];
