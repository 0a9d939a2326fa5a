import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { type EntraAuthority, startEntraAuthority } from '../../entra-authority.ts';
import type { SignInStation } from './sign-in-station.ts';

/**
 * One authority for the tests of a file; to be called where they begin. Whatever stations are put into the list end with each test,
 * the clock is right again, and the authority has no faults.
 */
export function withAuthority(onStarted: (authority: EntraAuthority) => void): SignInStation[] {
  const open: SignInStation[] = [];
  let authority: EntraAuthority;
  beforeAll(async () => {
    authority = await startEntraAuthority();
    onStarted(authority);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await Promise.all(open.splice(0).map(({ signIn }) => signIn.close()));
    await authority.setFaults();
  });
  afterAll(() => authority.close());
  return open;
}
