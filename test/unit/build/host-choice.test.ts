import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseHost, type HostFacts } from '../../../build/host-choice.ts';

const desk: HostFacts = {
  wanted: undefined,
  electron: 'present',
  isRootOnLinux: false,
  hasDisplay: true,
  hasBrowser: true,
  shouldOpen: true,
};

test.each<[string, Partial<HostFacts>, string, string]>([
  ['Electron where its runtime is', {}, 'electron', 'its runtime is here'],
  ['Electron where it can be fetched', { electron: 'fetchable' }, 'electron', 'its runtime was fetched'],
  ['the browser where it cannot', { electron: 'out-of-reach' }, 'browser', 'download is out of reach'],
  ['the browser for root on Linux', { isRootOnLinux: true }, 'browser', 'does not run as root'],
  ['the address without a browser', { electron: 'out-of-reach', hasBrowser: false }, 'address', 'no Chromium'],
  ['the address without a display', { hasDisplay: false }, 'address', 'no display'],
  ['the address when asked not to open', { shouldOpen: false }, 'address', '--no-open'],
  ['what was asked for: the browser', { wanted: 'browser' }, 'browser', 'you asked'],
  ['what was asked for: Electron', { wanted: 'electron' }, 'electron', 'you asked'],
  [
    'an error when Electron was asked for and cannot be',
    { wanted: 'electron', hasDisplay: false },
    'impossible',
    'no display',
  ],
])('%s', (_what, change, kind, why) => {
  expect(chooseHost({ ...desk, ...change })).toEqual({ kind, why: expect.stringContaining(why) });
});

test('Electron is never chosen where it cannot run, and nothing opens against --no-open', () => {
  fc.assert(
    fc.property(
      fc.record({
        wanted: fc.constantFrom('electron' as const, 'browser' as const, undefined),
        electron: fc.constantFrom('present' as const, 'fetchable' as const, 'out-of-reach' as const),
        isRootOnLinux: fc.boolean(),
        hasDisplay: fc.boolean(),
        hasBrowser: fc.boolean(),
        shouldOpen: fc.boolean(),
      }),
      (facts) => {
        const { kind, why } = chooseHost(facts);
        const canRunElectron = facts.hasDisplay && !facts.isRootOnLinux && facts.electron !== 'out-of-reach';
        if (kind === 'electron') expect(canRunElectron).toBe(true);
        if (kind === 'impossible') expect(facts.wanted).toBe('electron');
        if (kind === 'browser') expect(facts.hasBrowser && facts.hasDisplay && facts.shouldOpen).toBe(true);
        expect(why).not.toBe('');
      },
    ),
  );
});
