import { createHash } from 'node:crypto';
import { ok, type Result } from '../../shared/result.ts';
import { type PictureProblem, type Pictures, servedEdgesPx } from './pictures.ts';

/** A photo as one slot holds it. */
export interface StoredPhoto {
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Weak, 64 hex digits, as seen at Graph. */
  readonly eTag: string;
  /** False for a photo that only Entra keeps: it has one size, of any dimension. */
  readonly isInMailbox: boolean;
  readonly storedAtMs: number;
}

/** The photo slots of the demo tenant, by key (`user:<id>`, `group:<id>`, `contact:<id>`). */
export interface PhotoStore {
  /** What is served now: the older photo while a change is still spreading. */
  get(slot: string): Promise<StoredPhoto | undefined>;
  /** Like `get`, and counts as one read of a spreading change. */
  read(slot: string): Promise<StoredPhoto | undefined>;
  put(slot: string, jpeg: Uint8Array): Promise<Result<StoredPhoto, PictureProblem>>;
  /** False when there was none. */
  delete(slot: string): Promise<boolean>;
  /** The photo at one edge; `undefined` when the photo does not fill it. */
  rendition(photo: StoredPhoto, edgePx: number): Promise<StoredPhoto | undefined>;
  /** Serves the photo before the newest write for so many further reads. */
  serveOlder(slot: string, reads: number): Promise<void>;
  onChange(listener: (slot: string) => void): () => void;
}

interface Slot {
  current: StoredPhoto | undefined;
  previous: StoredPhoto | undefined;
  staleReads: number;
}

interface PhotoStoreParts {
  readonly pictures: Pictures;
  readonly nowMs: () => number;
  /** The slot's photo at the start, drawn when it is first asked for. */
  readonly sample: (
    slot: string,
  ) => Promise<Pick<StoredPhoto, 'jpeg' | 'widthPx' | 'heightPx' | 'isInMailbox'> | undefined>;
}

function eTagOf(jpeg: Uint8Array, salt: string): string {
  return `W/"${createHash('sha256').update(salt).update(jpeg).digest('hex')}"`;
}

/** Creates the store; nothing is drawn before it is asked for. */
export function createPhotoStore(parts: PhotoStoreParts): PhotoStore {
  const slots = new Map<string, Promise<Slot>>();
  const renditions = new WeakMap<StoredPhoto, Map<number, Promise<StoredPhoto>>>();
  const listeners = new Set<(slot: string) => void>();
  let writes = 0;

  async function firstSlot(key: string): Promise<Slot> {
    const sample = await parts.sample(key);
    const current = sample && { ...sample, eTag: eTagOf(sample.jpeg, key), storedAtMs: parts.nowMs() };
    return { current, previous: undefined, staleReads: 0 };
  }

  function slotOf(key: string): Promise<Slot> {
    const known = slots.get(key) ?? firstSlot(key);
    slots.set(key, known);
    return known;
  }

  function replace(key: string, slot: Slot, photo: StoredPhoto | undefined): void {
    slot.previous = slot.current;
    slot.current = photo;
    slot.staleReads = 0;
    for (const listener of listeners) listener(key);
  }

  const served = (slot: Slot): StoredPhoto | undefined => (slot.staleReads > 0 ? slot.previous : slot.current);

  async function rendered(photo: StoredPhoto, edgePx: number): Promise<StoredPhoto> {
    const jpeg = await parts.pictures.rendition(photo.jpeg, edgePx);
    return { ...photo, jpeg, widthPx: edgePx, heightPx: edgePx, eTag: eTagOf(jpeg, photo.eTag) };
  }

  return {
    async get(key) {
      return served(await slotOf(key));
    },
    async read(key) {
      const slot = await slotOf(key);
      const photo = served(slot);
      slot.staleReads = Math.max(0, slot.staleReads - 1);
      return photo;
    },
    async put(key, sent) {
      const square = await parts.pictures.square(sent);
      if (square.kind === 'error') return square;
      const { jpeg, edgePx } = square.value;
      writes += 1;
      const photo = {
        jpeg,
        widthPx: edgePx,
        heightPx: edgePx,
        eTag: eTagOf(jpeg, `${key} ${writes}`),
        isInMailbox: true,
        storedAtMs: parts.nowMs(),
      };
      replace(key, await slotOf(key), photo);
      return ok(photo);
    },
    async delete(key) {
      const slot = await slotOf(key);
      if (slot.current === undefined) return false;
      replace(key, slot, undefined);
      return true;
    },
    rendition(photo, edgePx) {
      if (edgePx === photo.widthPx && photo.widthPx === photo.heightPx) return Promise.resolve(photo);
      const isServed = photo.isInMailbox && edgePx < photo.widthPx && servedEdgesPx.some((edge) => edge === edgePx);
      if (!isServed) return Promise.resolve(undefined);
      const known = renditions.get(photo) ?? new Map<number, Promise<StoredPhoto>>();
      renditions.set(photo, known);
      const made = known.get(edgePx) ?? rendered(photo, edgePx);
      known.set(edgePx, made);
      return made;
    },
    async serveOlder(key, reads) {
      (await slotOf(key)).staleReads = reads;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every size a photo is served in, smallest first. */
export function servedSizes(photo: StoredPhoto): readonly { readonly widthPx: number; readonly heightPx: number }[] {
  if (!photo.isInMailbox) return [photo];
  return servedEdgesPx.filter((edge) => edge <= photo.widthPx).map((edge) => ({ widthPx: edge, heightPx: edge }));
}
