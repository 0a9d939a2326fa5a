import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { HandlerParts } from '../../../electron/core/handlers/handler-parts.ts';
import { signInHandlers } from '../../../electron/core/handlers/sign-in.ts';
import { type Settings, settingsSchema } from '../../../electron/settings/settings-schema.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { openStation, sampleCapture, samplePhoto } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

/** Signs out at a station of this mode with a photo that could not be sent; tells what the sign-in saw of it. */
async function signOutWith(signIn: Settings['signIn']): Promise<{ during: string | undefined; after: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-signed-out-'));
  const clock = createFakeClock();
  const { queue, close } = await openStation({ folder, clock, uploadPhoto: async () => sampleOutcome('offline') });
  queue.start();
  const saved = queue.enqueue(sampleCapture(1, samplePhoto(1)));
  if (saved.kind === 'error') throw new Error(saved.error.code);
  const stateNow = () => queue.get(saved.value.id)?.state.kind ?? 'gone';
  await letTimePass(clock, 1_000);
  let during: string | undefined;
  const parts = {
    settings: { ...settingsSchema.parse({}), signIn },
    queue,
    signIn: {
      signOut: async () => {
        during = stateNow();
      },
    },
  } as unknown as HandlerParts;
  await signInHandlers(parts)['signIn.signOut']({});
  const after = stateNow();
  await close();
  rmSync(folder, { recursive: true });
  return { during, after };
}

test('what a visitor’s own account has not sent is withdrawn before it signs out: no other account ever sends it', async () => {
  expect(await signOutWith({ mode: 'self-service' })).toEqual({ during: 'withdrawn', after: 'withdrawn' });
});

test('what a visitor saves while they are signed out is withdrawn too, and nothing of whoever is signed in by then', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-signing-out-'));
  const { queue, close } = await openStation({ folder, clock: createFakeClock() });
  const save = (number: number, accountId: string) => {
    const saved = queue.enqueue({ ...sampleCapture(number, samplePhoto(number)), accountId });
    return saved.kind === 'ok' ? saved.value.id : saved.error.code;
  };
  let saved: readonly string[] = [];
  const parts = {
    settings: { ...settingsSchema.parse({}), signIn: { mode: 'self-service' } },
    queue,
    sessionAccount: async () => 'mara',
    signIn: {
      signOut: async () => {
        saved = [save(1, 'mara'), save(2, 'the next one')];
      },
    },
  } as unknown as HandlerParts;
  await signInHandlers(parts)['signIn.signOut']({});
  expect(saved.map((id) => queue.get(id)?.state.kind)).toEqual(['withdrawn', 'waiting']);
  await close();
  rmSync(folder, { recursive: true });
});

test('a station that signs out keeps what it saved, for whoever signs it in again', async () => {
  expect(await signOutWith({ mode: 'operator', method: 'device-code' })).toEqual({
    during: 'waiting',
    after: 'waiting',
  });
});
