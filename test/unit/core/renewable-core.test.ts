import { expect, test } from 'vitest';
import type { Kiosk, Succession } from '../../../electron/core/kiosk-life.ts';
import { openRenewableCore } from '../../../electron/core/renewable-core.ts';
import type { LoadedSettings } from '../../../electron/settings/settings-file.ts';
import { ok } from '../../../shared/result.ts';
import { sampleSnapshot } from '../../kiosk-double.ts';

/** A core that can be renewed, whose lives note when they are told to rest; `opening` happens while the next one opens. */
async function renewable(opening: (core: Kiosk) => void) {
  const rested: number[] = [];
  const isOpen: boolean[] = [];
  let renew: Succession['renew'] | undefined;
  let core: Kiosk | undefined;
  const opened = await openRenewableCore({
    loaded: {} as LoadedSettings,
    async open(_loaded, succession) {
      renew = succession.renew;
      const life = isOpen.push(core === undefined || succession.isUnlocked) - 1;
      if (core !== undefined) opening(core);
      return ok({
        invoke: async () => ok(sampleSnapshot),
        subscribe: () => () => undefined,
        start: () => undefined,
        stop: async () => undefined,
        hint: () => undefined,
        rest() {
          rested.push(life);
          isOpen[life] = false;
        },
        isOperator: () => isOpen[life] === true,
      } as unknown as Kiosk);
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onLost: () => undefined,
  });
  if (opened.kind === 'error') throw new Error(opened.error.code);
  core = opened.value;
  await renew?.({} as LoadedSettings);
  return { core, rested };
}

test('whoever is at the screens when the settings change is there afterwards', async () => {
  const { core, rested } = await renewable(() => undefined);
  expect(core.isOperator()).toBe(true);
  expect(rested).toEqual([]);
});

test('a station that is told to rest while its settings change rests when they have: the screens are locked, and visits over', async () => {
  const { core, rested } = await renewable((station) => station.rest());
  expect(core.isOperator()).toBe(false);
  expect(rested).toEqual([0, 1]);
});
