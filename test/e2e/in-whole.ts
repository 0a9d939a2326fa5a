/**
 * A test that does once more, in another look or language, what a test of every `npm test` has done: `npm run test:whole`
 * alone runs it.
 */
export const againInWhole = { tag: '@whole' } as const;
