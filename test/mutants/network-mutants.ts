import type { Mutant } from './mutant.ts';

const exchange = 'electron/http/exchange.ts';
const classification = 'electron/graph/classification.ts';
const photoApi = 'electron/graph/photo-api.ts';
const wishes = ['unit/http/request-wishes.test.ts'];
const classified = ['unit/graph/classification.test.ts'];

const graph: readonly Mutant[] = [
  {
    name: 'a redirect takes the token or the secret along',
    file: exchange,
    find: "redirect: 'error'",
    replacement: "redirect: 'follow'",
    tests: wishes,
  },
  {
    name: 'a request takes along what the system keeps for the host',
    file: exchange,
    find: "credentials: 'omit'",
    replacement: "credentials: 'include'",
    tests: wishes,
  },
  {
    name: 'more of an answer is read than was asked for',
    file: 'electron/http/bounded-body.ts',
    find: 'if (sizeBytes > limitBytes)',
    // Ten times the limit: without one the answer that never ends takes all memory there is.
    replacement: 'if (sizeBytes > 10 * limitBytes)',
    tests: ['unit/http/bounded-body.test.ts'],
  },
  {
    name: 'a next link takes the token to another host',
    file: photoApi,
    find: 'url.origin !== base.origin || ',
    replacement: '',
    tests: ['unit/graph/json-request.test.ts'],
  },
  {
    name: 'a 401 is repeated for ever',
    file: 'electron/graph/authorized-exchange.ts',
    find: 'first : attempt(parts, request, again, signal)',
    replacement: 'first : authorizedExchange(parts, request, signal)',
    tests: ['unit/graph/second-token.test.ts'],
  },
  {
    name: 'a token that was refused is used again',
    file: 'electron/graph/authorized-exchange.ts',
    find: 'first : attempt(parts, request, again, signal)',
    replacement: 'first : attempt(parts, request, undefined, signal)',
    tests: ['unit/graph/second-token.test.ts'],
  },
  {
    name: 'Retry-After is not read',
    file: 'electron/http/retry-after.ts',
    find: "headers.get('retry-after')?.trim()",
    replacement: "headers.get('retry-later')?.trim()",
    tests: ['unit/http/retry-after.test.ts'],
  },
  {
    name: 'Retry-After is kept for as long as it says',
    file: 'electron/http/retry-after.ts',
    find: 'longestMs = 3_600_000',
    replacement: 'longestMs = Number.MAX_SAFE_INTEGER',
    tests: ['unit/http/retry-after.test.ts'],
  },
  {
    name: 'a page for people counts as the answer',
    file: classification,
    find: 'if (status < 300 && isHtml(headers) && !isProven)',
    replacement: 'if (false)',
    tests: classified,
  },
  {
    name: 'a write that both ids prove is taken for a page',
    file: classification,
    find: ' && !isProven)',
    replacement: ')',
    tests: classified,
  },
  {
    name: 'what a captive portal answers is called accepted',
    file: classification,
    find: "if (status < 300) return 'captive-portal';",
    replacement: '',
    tests: classified,
  },
  {
    name: 'an unchanged tag is called confirmed',
    file: 'electron/graph/receipt.ts',
    find: ' && tagBefore !== accepted;',
    replacement: ';',
    tests: ['unit/graph/receipt.test.ts'],
  },
  {
    name: 'a lost retake that looks like the photo before it is called confirmed',
    file: 'electron/graph/receipt.ts',
    find: 'isAlike && sent.isHeldBefore === true',
    replacement: 'isAlike',
    tests: ['unit/graph/receipt.test.ts'],
  },
  {
    name: 'alike pixels are called confirmed where nobody knows what was there before',
    file: 'electron/graph/receipt.ts',
    find: 'isUnchanged === false ? judgeAlike(tag, sent)',
    replacement: 'isUnchanged !== true ? judgeAlike(tag, sent)',
    tests: ['unit/graph/receipt.test.ts'],
  },
  {
    name: 'another picture is called confirmed',
    file: 'electron/graph/receipt.ts',
    find: 'samePhotoLimit = 6',
    replacement: 'samePhotoLimit = 60',
    tests: ['unit/graph/receipt.test.ts'],
  },
];

const signIn = ['integration/auth/sign-in.test.ts'];
const person = ['integration/auth/person-sign-in.test.ts'];

const auth: readonly Mutant[] = [
  {
    name: 'the secret is given to another sign-in server',
    file: 'electron/auth/credential-store.ts',
    find: 'record?.authority !== authority || ',
    replacement: 'record === undefined || ',
    tests: signIn,
  },
  {
    name: 'the sealed session stays after a sign-out',
    file: 'electron/auth/person-session.ts',
    find: 'await cacheFile.remove();',
    replacement: '',
    tests: person,
  },
  {
    name: 'a token is given out after a sign-out',
    file: 'electron/auth/sign-in.ts',
    find: 'source.forget();\n    signInError = undefined;',
    replacement: 'signInError = undefined;',
    tests: person,
  },
  {
    name: 'a flow that ended writes its session to the disk',
    file: 'electron/auth/token-cache.ts',
    find: '!context.cacheHasChanged || isEnded',
    replacement: '!context.cacheHasChanged',
    tests: ['unit/auth/ended-cache.test.ts'],
  },
  {
    name: 'self-service leaves a session on the disk',
    file: 'electron/auth/person-session.ts',
    find: "parts.mode === 'operator' ? { ...own, cachePlugin } : own",
    replacement: '{ ...own, cachePlugin }',
    tests: person,
  },
  {
    name: 'a refresh that fails offline drops a token that lives',
    file: 'electron/auth/token-source.ts',
    find: 'const held = usable(slot);\n    return held ?',
    replacement: 'const held = usable(slot);\n    return held && false ?',
    tests: ['unit/auth/token-source.test.ts'],
  },
  {
    name: 'a failed sign-in is asked again at once',
    file: 'electron/auth/token-source.ts',
    find: 'if (slot.signInError && leftMs > 0)',
    replacement: 'if (false)',
    tests: ['unit/auth/token-source.test.ts'],
  },
];

/** Faults on the way to Microsoft 365 and to its sign-in. */
export const networkMutants: readonly Mutant[] = [...graph, ...auth];
