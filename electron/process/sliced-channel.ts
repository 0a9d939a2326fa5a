/**
 * Messages between two processes whose byte arrays may be large. Posting 64 MB at once is one long copy in which nothing
 * else is done; in slices, each posted when an earlier one was taken, the loop turns between them.
 */
export interface SlicedChannel {
  /** Sends a message behind the ones before it: its large byte arrays first, slice by slice, then the rest of it. */
  send(message: unknown): void;
  /** Takes what the other side posted: a message once it is whole, `undefined` before. */
  receive(posted: unknown): { readonly message: unknown } | undefined;
}

/** Byte arrays up to this size go with their message. */
export const sliceBytes = 256 * 1024;
/** Slices on their way at once: enough that neither side waits for the other. */
const window = 4;

/** What crosses beside whole messages. */
interface Slice {
  readonly slice: { readonly part: number; readonly sizeBytes: number; readonly bytes: Uint8Array };
}
const taken = { taken: true } as const;

/** Stands in a message where a byte array was taken out. */
interface Gap {
  readonly slicedPart: number;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

const isGap = (value: unknown): value is Gap => isPlain(value) && 'slicedPart' in value;
const isSlice = (value: unknown): value is Slice => isPlain(value) && 'slice' in value;
const isTaken = (value: unknown): boolean => isPlain(value) && 'taken' in value;

function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((item) => mapped(item, change));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)]));
}

/** What is posted for a message: its slices, then itself with gaps where they belong. */
function* postsOf(message: unknown, carriesViews: boolean): Generator<unknown> {
  const parts: Uint8Array[] = [];
  const rest = mapped(message, (value) => {
    if (!(value instanceof Uint8Array) || value.byteLength <= sliceBytes) return value;
    return { slicedPart: parts.push(value) - 1 } satisfies Gap;
  });
  for (const [part, whole] of parts.entries()) {
    for (let at = 0; at < whole.byteLength; at += sliceBytes) {
      const view = whole.subarray(at, at + sliceBytes);
      // Structured clones carry the whole memory behind a view: a slice gets its own.
      const bytes = carriesViews ? view : new Uint8Array(view);
      yield { slice: { part, sizeBytes: whole.byteLength, bytes } } satisfies Slice;
    }
  }
  yield rest;
}

/** One end of a channel; `post` carries structured clones, in order; `carriesViews` as `ChildLink` says. */
export function createSlicedChannel(post: (posted: unknown) => void, carriesViews = false): SlicedChannel {
  const waiting: Generator<unknown>[] = [];
  let onTheWay = 0;
  let incoming: { readonly bytes: Uint8Array; filled: number }[] = [];

  function pump(): void {
    while (onTheWay < window) {
      const next = waiting[0]?.next();
      if (next === undefined) return;
      if (next.done === true) waiting.shift();
      else {
        if (isSlice(next.value)) onTheWay += 1;
        post(next.value);
      }
    }
  }

  function take({ slice: { part, sizeBytes, bytes } }: Slice): void {
    incoming[part] ??= { bytes: new Uint8Array(sizeBytes), filled: 0 };
    incoming[part].bytes.set(bytes, incoming[part].filled);
    incoming[part].filled += bytes.byteLength;
    post(taken);
  }

  return {
    send(message) {
      waiting.push(postsOf(message, carriesViews));
      pump();
    },
    receive(posted) {
      if (isSlice(posted)) take(posted);
      else if (isTaken(posted)) {
        onTheWay -= 1;
        pump();
      } else {
        const parts = incoming;
        incoming = [];
        return { message: mapped(posted, (value) => (isGap(value) ? parts[value.slicedPart]?.bytes : value)) };
      }
      return undefined;
    },
  };
}
