import type { Mutant } from './mutant.ts';

const contract = 'shared/contract.ts';
const uploads = 'shared/upload-contract.ts';
const access = 'shared/command-access.ts';
const dispatch = 'electron/core/dispatch.ts';
const mayCall = ['unit/core/who-may-call.test.ts'];
const hears = ['unit/core/who-hears-what.test.ts'];
const dispatched = ['unit/core/dispatch.test.ts'];
const news = ['unit/core/room-news.test.ts'];

/** Faults in what the contract and the core promise about who may do and see what. */
export const coreMutants: readonly Mutant[] = [
  {
    name: 'thumbnails are for anyone',
    file: uploads,
    find: "'uploads.thumbnail': command({ access: 'operator' }",
    replacement: "'uploads.thumbnail': command({ access: 'anyone' }",
    tests: mayCall,
  },
  {
    name: 'the list of uploads is for anyone',
    file: uploads,
    find: "'uploads.list': command(\n    { access: 'operator' }",
    replacement: "'uploads.list': command(\n    { access: 'anyone' }",
    tests: mayCall,
  },
  {
    name: 'anyone signs the station in and out',
    file: access,
    find: "return isOperator || signInMode === 'self-service';",
    replacement: 'return true;',
    tests: mayCall,
  },
  {
    name: 'anyone signs the station out',
    file: contract,
    find: "'signIn.signOut': command(byVisitor",
    replacement: "'signIn.signOut': command({ access: 'anyone' }",
    tests: mayCall,
  },
  {
    name: 'locked screens hold nobody back',
    file: access,
    find: "case 'operator':\n      return isOperator;",
    replacement: "case 'operator':\n      return true;",
    tests: mayCall,
  },
  {
    name: 'the dispatch does not ask who calls',
    file: dispatch,
    find: 'if (refusal !== undefined) return err({ code: refusal });',
    replacement: '',
    tests: mayCall,
  },
  {
    name: 'a command exists where it must not',
    file: access,
    find: "if (!exists(command.existsAt, station)) return 'not-allowed';",
    replacement: '',
    tests: mayCall,
  },
  {
    name: 'locked screens are told of the connection with the company',
    file: contract,
    find: "'connect.changed': event(heardByOperator",
    replacement: "'connect.changed': event(heardByAnyone",
    tests: hears,
  },
  {
    name: 'locked screens are told what an administrator is asked for about a list',
    file: 'shared/roster-contract.ts',
    find: "'rosters.setUpChanged': event(heardByOperator",
    replacement: "'rosters.setUpChanged': event(heardByAnyone",
    tests: hears,
  },
  {
    name: 'locked screens hear what is the operator’s alone',
    file: 'electron/core/event-hub.ts',
    find: "if (heardBy === 'operator' && !isOperator()) return;",
    replacement: '',
    tests: hears,
  },
  {
    name: 'events carry names while the screens are locked',
    file: 'electron/core/event-hub.ts',
    find: 'isOperator() ? fitted.value : withoutNames(fitted.value)',
    replacement: 'fitted.value',
    tests: ['unit/core/event-hub.test.ts'],
  },
  {
    name: 'replies carry names while the screens are locked',
    file: dispatch,
    find: 'operator.isOperator() ? fitted.value : withoutNames(fitted.value)',
    replacement: 'fitted.value',
    tests: dispatched,
  },
  {
    name: 'a reply that does not fit is sent',
    file: dispatch,
    find: "if (fitted.kind === 'misfit') {",
    replacement: "if (fitted.kind === 'misfit') return reply;\n  if (fitted.kind === 'misfit') {",
    tests: dispatched,
  },
  {
    name: 'the page decides whose photo it is',
    file: dispatch,
    find: 'if (foreign !== undefined) return err({ code: foreign });',
    replacement: '',
    tests: dispatched,
  },
  {
    name: 'whatever a screen asks keeps the operator signed in',
    file: dispatch,
    find: 'if (command.isSignOfLife) operator.touch();',
    replacement: 'operator.touch();',
    tests: ['unit/core/operator-time.test.ts', ...dispatched],
  },
  {
    name: 'a bug leaves with its stack',
    file: dispatch,
    find: "return err({ code: 'internal' });\n    }\n  };",
    replacement: "return err({ code: 'internal', detail: { expected: String((cause as Error).stack) } });\n    }\n  };",
    tests: dispatched,
  },
  {
    name: 'the next person can ask for the last one’s picture',
    file: 'electron/core/room-news.ts',
    find: "if (signIn.kind === 'signed-out') photos.clear();",
    replacement: '',
    tests: news,
  },
  {
    name: 'the old photo is shown after a new one is confirmed',
    file: 'electron/core/room-news.ts',
    find: 'if (isArrived && user !== undefined)',
    replacement: 'if (false)',
    tests: news,
  },
  {
    name: 'photos of somebody who signed out wait for the next account',
    file: 'electron/core/sign-out.ts',
    find: 'const withdrawing = queue.withdrawUnsent(({ accountId }) => accountId !== undefined);',
    replacement: 'const withdrawing = undefined;',
    tests: ['integration/core/signed-out-photos.test.ts'],
  },
  {
    name: 'what somebody saves while they are signed out waits for the next account',
    file: 'electron/core/sign-out.ts',
    find: 'if (leaving !== undefined) await queue.withdrawUnsent(({ accountId }) => accountId === leaving);',
    replacement: '',
    tests: ['integration/core/signed-out-photos.test.ts'],
  },
  {
    name: 'photos of invented people go along into the company',
    file: 'electron/core/station-life.ts',
    find: 'await connectingLife.leave();',
    replacement: '',
    tests: ['integration/core/leave-demo.test.ts'],
  },
  {
    name: 'a visitor finds people by name where a badge is asked for',
    file: access,
    find: "return isOperator || trust !== 'badge';",
    replacement: 'return true;',
    tests: ['unit/core/who-may-call.test.ts'],
  },
  {
    name: 'a visitor chooses files of the machine where only staff do',
    file: access,
    find: 'return isOperator || (canChooseFile && !isUnset);',
    replacement: 'return true;',
    tests: mayCall,
  },
  {
    name: 'a stranger looks at the files of a station that nobody has set up',
    file: access,
    find: '(canChooseFile && !isUnset)',
    replacement: 'canChooseFile',
    tests: mayCall,
  },
  {
    name: 'a photo is saved for somebody whose badge was not shown',
    file: dispatch,
    find: '&& !isIdentified(about(request))',
    replacement: '&& false',
    tests: ['unit/core/who-may-call.test.ts'],
  },
  {
    name: 'staff are shown the name that the page has given',
    file: 'electron/core/handlers/uploads.ts',
    find: 'personName: known.displayName,',
    replacement: 'personName: person.displayName,',
    tests: ['integration/core/trust.test.ts'],
  },
  {
    name: 'a badge is still good when its visit is over',
    file: 'electron/directory/found-people.ts',
    find: 'identified.clear();',
    replacement: '',
    tests: ['integration/core/trust.test.ts'],
  },
];
