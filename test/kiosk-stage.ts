import type { Capture, Pictures } from '../renderer/store/capture.ts';
import type { KioskStore } from '../renderer/store/kiosk-state.ts';
import { createKioskStore } from '../renderer/store/kiosk-store.ts';
import type { KioskHandlers } from '../shared/contract.ts';
import type { PersonCard } from '../shared/person-card.ts';
import type { Station } from '../shared/station.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createKioskDouble, type KioskDouble, samplePeople, sampleSnapshot, sha256Hex } from './kiosk-double.ts';

interface Held {
  readonly urls: Set<string>;
  readonly captures: Set<Capture>;
}

/** Pictures that count what is still held. */
function countedPictures(held: Held): Pictures {
  let number = 0;
  return {
    async decode(bytes, source) {
      if (bytes.length === 0) throw new Error('no picture');
      const capture: Capture = {
        bytes,
        image: {} as CanvasImageSource,
        size: { widthPx: 1280, heightPx: 720 },
        source,
      };
      held.captures.add(capture);
      return capture;
    },
    release: (capture) => void held.captures.delete(capture),
    toUrl() {
      number += 1;
      held.urls.add(`blob:${number}`);
      return `blob:${number}`;
    },
    sha256: sha256Hex,
    wipe() {
      held.urls.clear();
      held.captures.clear();
    },
  };
}

/** A renderer's store over a double of the core, with a clock and pictures that a test can look into. */
export interface KioskStage {
  readonly store: KioskStore;
  readonly double: KioskDouble;
  readonly clock: FakeClock;
  readonly held: Held;
  readonly stop: () => void;
}

/** A store that has its first snapshot. */
export async function startStage(
  overrides: Partial<KioskHandlers> = {},
  station: Partial<Station> = {},
): Promise<KioskStage> {
  const held = { urls: new Set<string>(), captures: new Set<Capture>() };
  const clock = createFakeClock();
  const snapshot = { ...sampleSnapshot, station: { ...sampleSnapshot.station, ...station } };
  const double = createKioskDouble(overrides, snapshot);
  const store = createKioskStore({ api: double.api, clock, pictures: countedPictures(held) });
  const stop = store.actions.start();
  await settled();
  return { store, double, clock, held, stop };
}

/** Lets every answer that is on its way arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Leads the first of the sample people to the camera. */
export function goToCamera({ store }: KioskStage, person = samplePerson(0)): void {
  store.actions.begin();
  store.actions.choosePerson(person);
  store.actions.agree();
}

/** One of the sample people. */
export function samplePerson(index: number): PersonCard {
  const found = samplePeople[index];
  if (found === undefined) throw new Error(`expected ${index + 1} sample people, actual ${samplePeople.length}`);
  return found;
}

/** Leads her on to the review of a capture. */
export async function goToReview(stage: KioskStage): Promise<void> {
  goToCamera(stage);
  await stage.store.actions.capture(new Uint8Array([1, 2, 3]));
}
