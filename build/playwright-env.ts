/**
 * Lets Playwright load the tests as Node does, which strips their types and keeps them compiled: its own translation of
 * every file they lead to is 15 CPU seconds of a clean clone.
 */
export const playwrightEnv = { PW_DISABLE_TS_ESM: '1' } as const;
