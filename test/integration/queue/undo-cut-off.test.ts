import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { PhotoSlots } from '../../photo-slots.ts';
import { samplePhoto } from '../../queue-station.ts';
import { WorkingStation } from '../../working-station.ts';

const former = samplePhoto(900);
const slotOfOne = 'user:person1@example.com';

let clock: FakeClock;
let slots: PhotoSlots;
let station: WorkingStation;

beforeEach(() => {
  clock = createFakeClock();
  slots = new PhotoSlots(clock);
  slots.put(slotOfOne, former);
  station = new WorkingStation({ clock, ...slots.parts });
});
afterEach(() => station.remove());

const shown = () => slots.shown(slotOfOne);

test('Cut off at any step of replacing and undoing, the next start comes to the same end, and the former photo is never lost.', async () => {
  // What is on the disk at each step, as a kill would leave it: every commit is written by then.
  const kills: { readonly at: string; readonly folder: string; readonly shown: Uint8Array | undefined }[] = [];
  const keep = (at: string) => {
    const copy = mkdtempSync(path.join(tmpdir(), 'undo-kill-'));
    cpSync(station.folder, copy, { recursive: true });
    kills.push({ at, folder: copy, shown: shown() });
  };
  let phase = 'replacing';
  const { queue } = await station.start();
  slots.onStep = (step, when) => keep(`${phase}: ${when} ${step}`);
  const { id } = station.save(1);
  await letTimePass(clock, 5_000);
  expect(queue.get(id)?.state.kind).toBe('confirmed');
  keep('replaced');
  phase = 'undoing';
  expect(queue.undo(id).kind).toBe('ok');
  keep('undoing asked');
  await letTimePass(clock, 5_000);
  expect(shown()).toEqual(former);
  await station.close();
  expect(kills.length).toBeGreaterThan(12);
  for (const kill of kills) {
    await station.remove();
    slots = new PhotoSlots(clock);
    slots.put('somebody else', former);
    slots.put(slotOfOne, kill.shown);
    station = new WorkingStation({ clock, ...slots.parts }, kill.folder);
    const { queue: again } = await station.start();
    await letTimePass(clock, 60_000);
    if (again.get(id)?.former !== undefined) {
      expect(shown(), kill.at).toEqual(samplePhoto(1));
      expect(again.former(id), kill.at).toEqual(former);
      again.undo(id);
      await letTimePass(clock, 60_000);
    }
    expect(shown(), kill.at).toEqual(former);
    expect(again.get(id)?.state.kind, kill.at).toMatch(/confirmed|accepted/);
    expect(again.verify(), kill.at).toMatchObject({ isSound: true });
    await station.close();
  }
});
