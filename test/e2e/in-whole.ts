/**
 * A test that does once more, in another look, language or way, what a test of every `npm test` has done or what holds below
 * the screens already: `npm run test:whole` alone runs it.
 */
export const onlyInWhole = { tag: '@whole' } as const;
