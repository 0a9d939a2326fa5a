import { expect, test } from 'vitest';
import { connectHandlers } from '../../../electron/core/handlers/connect.ts';
import type { HandlerParts } from '../../../electron/core/handlers/handler-parts.ts';
import { settingsSchema } from '../../../electron/settings/settings-schema.ts';
import type { Connection } from '../../../shared/connection.ts';
import { ok } from '../../../shared/result.ts';
import { settle } from '../../let-time-pass.ts';

/** Removes a registration with this outcome; tells whether the station began anew on its settings. */
async function beginsAnewAfter(state: Pick<Connection, 'phase' | 'problem'>): Promise<boolean> {
  let isAnew = false;
  const parts = {
    settings: settingsSchema.parse({}),
    settingsHome: {},
    connection: { state: () => state, remove: async () => {} },
    async renewAsWritten() {
      isAnew = true;
      return ok({});
    },
  } as unknown as HandlerParts;
  await connectHandlers(parts)['connect.remove']({});
  await settle();
  return isAnew;
}

test('a station whose registration is gone begins anew on its settings, and stays to say that they could not be written', async () => {
  expect(await beginsAnewAfter({ phase: 'removed' })).toBe(true);
  // The settings are the new ones all the same.
  expect(await beginsAnewAfter({ phase: 'removed', problem: { code: 'not-kept' } })).toBe(true);
  expect(await beginsAnewAfter({ phase: 'removed', problem: { code: 'settings-not-written' } })).toBe(false);
  expect(await beginsAnewAfter({ phase: 'stopped', problem: { code: 'offline' } })).toBe(false);
});
