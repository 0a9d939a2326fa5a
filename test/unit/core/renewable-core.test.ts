import { expect, test } from 'vitest';
import type { Kiosk, Succession } from '../../../electron/core/kiosk-life.ts';
import { openRenewableCore } from '../../../electron/core/renewable-core.ts';
import type { LoadedSettings } from '../../../electron/settings/settings-file.ts';
import { ok } from '../../../shared/result.ts';
import { sampleSnapshot } from '../../kiosk-double.ts';

/** What happens to the core while its former life stops, and while its next one opens. */
interface Meanwhile {
  readonly stopping?: (core: Kiosk) => void;
  readonly opening?: (core: Kiosk) => void;
}

/** A core that has been renewed once, whose lives note when they are told to rest. */
async function renewed({ stopping, opening }: Meanwhile) {
  const rested: number[] = [];
  const isOpen: boolean[] = [];
  const openedUnlocked: boolean[] = [];
  let renew: Succession['renew'] | undefined;
  let core: Kiosk | undefined;
  const opened = await openRenewableCore({
    loaded: {} as LoadedSettings,
    async open(_loaded, succession) {
      renew = succession.renew;
      openedUnlocked.push(succession.isUnlocked);
      const life = isOpen.push(core === undefined || succession.isUnlocked) - 1;
      if (core !== undefined) opening?.(core);
      return ok({
        invoke: async () => ok(sampleSnapshot),
        subscribe: () => () => undefined,
        start: () => undefined,
        async stop() {
          if (core !== undefined) stopping?.(core);
        },
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
  return { core, rested, openedUnlocked };
}

test('whoever is at the screens when the settings change is there afterwards', async () => {
  const { core, rested } = await renewed({});
  expect(core.isOperator()).toBe(true);
  expect(rested).toEqual([]);
});

test('a station that is told to rest while its settings change rests when they have: the screens are locked, and visits over', async () => {
  const { core, rested } = await renewed({ opening: (station) => station.rest() });
  expect(core.isOperator()).toBe(false);
  expect(rested).toEqual([0, 1]);
});

test('a lock that comes while the former life stops holds from the beginning of the next', async () => {
  const { openedUnlocked } = await renewed({ stopping: (station) => station.rest() });
  expect(openedUnlocked).toEqual([false, false]);
});
