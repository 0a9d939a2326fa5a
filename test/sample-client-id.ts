import { demoClientId, sampleRegistrations } from '../electron/demo/registrations.ts';

/** Finds a sample registration by the end of its name in the docs: `kiosk`, `look`, `excess`, `slots`, `unconsented`. */
export function sampleClientId(which: 'kiosk' | 'look' | 'excess' | 'slots' | 'unconsented'): string {
  const index = ['kiosk', 'look', 'excess', 'slots', 'unconsented'].indexOf(which);
  return sampleRegistrations[index + 1]?.clientId ?? demoClientId;
}
