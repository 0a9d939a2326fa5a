import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import type { HotPicture, hotFolderStates } from '../../shared/hot-folder-contract.ts';
import { type PictureFormat, pictureFormatOf } from '../../shared/picture-format.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import { loopTurn, stretches } from '../process/loop-turn.ts';
import type { HotFile, HotLedger } from './hot-ledger.ts';

/** Whom the operator has called, and since when (wall clock). */
export interface HotCall {
  readonly personKey: string;
  readonly sinceMs: number;
}

interface HotFolderParts {
  /** The files of the folder, and the bytes of one; both reject when they cannot be read. */
  readonly list: () => Promise<readonly HotFile[]>;
  readonly read: (name: string) => Promise<Uint8Array>;
  readonly ledger: HotLedger;
  /** Decodes the whole picture: an error for one that is not whole. */
  readonly decode: (bytes: Uint8Array) => Promise<Result<unknown, Failure>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly openCall: () => HotCall | undefined;
  readonly onChanged: (arrivedFor: string | undefined) => void;
}

type State = (typeof hotFolderStates)[number];

interface Waiting extends HotPicture {
  readonly content: string;
  /** For whom the operator had called when it came; absent for a late one. */
  readonly personKey?: string;
}

/** A file as it lies there; one that still grows is another one at each look. */
interface Seen {
  readonly file: HotFile;
  readonly id: string;
  /** After a long rest: when it may have come at the earliest. */
  readonly firstSeenMs: number;
  /** Known to need nothing any more, so that the store is not asked again. */
  isSettled: boolean;
}

/** A folder that a camera's own program fills. */
export interface HotFolder {
  state(): State;
  /** Newest first. */
  pictures(): readonly HotPicture[];
  unreadable(): number;
  /** Those that came for this person since they were called, newest first. */
  arrivedFor(personKey: string): readonly HotPicture[];
  /** The bytes of one that waits; `undefined` when it is gone or no longer the same. */
  bytesOf(id: string): Promise<Uint8Array | undefined>;
  /** To be called in the transaction that saves the photo, or alone: they are never offered again. False: the disk refused. */
  settle(ids: readonly string[]): boolean;
  /** What was settled is on the disk: it is not listed any more. */
  forget(ids: readonly string[]): void;
  start(): void;
  close(): void;
}

const restMs = 1000;
/** Between two looks while nobody stands before the camera and nothing is arriving. */
const idleRestMs = 10_000;
/** So many files at a time, whatever lies there: the station's other work goes on in between. */
const batch = 200;
/** Camera RAW has its JPEG beside it; what is no picture is no business of this folder. */
const taken: ReadonlySet<PictureFormat> = new Set(['jpeg', 'png', 'webp', 'avif']);

/** Creates it; nothing is looked at before `start`. */
export function createHotFolder(parts: HotFolderParts): HotFolder {
  const { ledger, clock, log } = parts;
  let state: State = 'opening';
  let cancel: (() => void) | undefined;
  let isClosed = false;
  let isTidied = false;
  /** By id: what waits for somebody. */
  const waiting = new Map<string, Waiting & { readonly file: HotFile }>();
  /** By name, as of the last look. */
  let seen: ReadonlyMap<string, Seen> = new Map();
  /** When the last look at the folder began, on both clocks, and whether it found anything new. */
  let last: { readonly atMs: number; readonly monotonicMs: number; readonly isFresh: boolean } | undefined;
  /** By id: not taken as it is now. `other`: no picture that is taken. */
  let refused = new Map<string, 'broken' | 'other'>();

  function tell(arrivedFor?: string): void {
    parts.onChanged(arrivedFor);
  }
  function becomes(next: State): void {
    if (state === next) return;
    state = next;
    if (next === 'gone') log.warn('hot-folder.gone');
    tell();
  }

  /** What is there now; of what lay there before and is the same, nothing is worked out again. */
  async function seenAmong(files: readonly HotFile[], newMs: number): Promise<ReadonlyMap<string, Seen>> {
    const now = new Map<string, Seen>();
    for (const [index, file] of files.entries()) {
      if (index % batch === batch - 1) await loopTurn();
      const known = seen.get(file.name);
      const isSame = known?.file.sizeBytes === file.sizeBytes && known.file.modifiedMs === file.modifiedMs;
      const fresh = () => ({ file, id: ledger.idOf(file), firstSeenMs: newMs, isSettled: false });
      now.set(file.name, known !== undefined && isSame ? known : fresh());
    }
    return now;
  }

  async function look(): Promise<void> {
    const begun = { atMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    let files: readonly HotFile[];
    try {
      files = await parts.list();
    } catch {
      return becomes('gone');
    }
    // What came during a long rest may have been for whoever stood there before.
    const isLongAgo = last !== undefined && begun.monotonicMs - last.monotonicMs >= 2 * restMs;
    const before = seen;
    seen = await seenAmong(files, (isLongAgo ? last?.atMs : undefined) ?? clock.nowMs());
    last = { ...begun, isFresh: [...seen.values()].some((one) => before.get(one.file.name) !== one) };
    if (isClosed) return;
    const ids = new Set([...seen.values()].map(({ id }) => id));
    const known = ledger.isSettled(ledger.folderHash());
    // What lay there at the very first look is nobody's of today.
    if (known === false) {
      if (ledger.settle([...ids, ledger.folderHash()]).kind === 'ok') becomes('watching');
      return;
    }
    if (known === undefined) return;
    becomes('watching');
    if (!isTidied) await tidy([...ids]);
    const gone = [...waiting.keys()].filter((id) => !ids.has(id));
    for (const id of gone) waiting.delete(id);
    if (gone.length > 0) tell();
    refused = new Map([...refused].filter(([id]) => ids.has(id)));
    // Two looks show the same size and time.
    await takeNew([...seen.values()].filter((one) => before.get(one.file.name) === one));
  }

  /**
   * Once a run, what is settled longer than everything that still lies there is forgotten. So neither a file of the folder nor a
   * copy of one is ever offered again, and the ledger does not grow with pictures that are gone.
   */
  async function tidy(present: readonly string[]): Promise<void> {
    isTidied = true;
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const some of stretches(present, batch)) {
      oldestMs = Math.min(oldestMs, ledger.oldestOf(some));
      await loopTurn();
    }
    // As of now it is watched: a folder is forgotten only when nobody has watched it for as long.
    if (!isClosed && ledger.settle([ledger.folderHash()]).kind === 'ok') ledger.forgetBefore(oldestMs);
  }

  async function takeNew(resting: readonly Seen[]): Promise<void> {
    const open = resting.filter(({ id, isSettled }) => !isSettled && !waiting.has(id) && !refused.has(id));
    for (const [index, one] of open.entries()) {
      if (index % batch === batch - 1) await loopTurn();
      if (isClosed) return;
      const known = ledger.isSettled(one.id);
      one.isSettled = known === true;
      if (known === false && !waiting.has(one.id)) await take(one);
    }
  }

  async function take({ id, file, firstSeenMs }: Seen): Promise<void> {
    const bytes = await parts.read(file.name).catch(() => undefined);
    if (bytes === undefined || bytes.byteLength !== file.sizeBytes) return;
    if (!taken.has(pictureFormatOf(bytes))) return void refused.set(id, 'other');
    const content = ledger.contentOf(createHash('sha256').update(bytes).digest('hex'));
    const isKnown = ledger.isSettled(content);
    if (isKnown === undefined) return;
    // A copy under another name, or the same file with another time.
    const isDouble = isKnown || [...waiting.values()].some((one) => one.content === content);
    if (isDouble) return void (isKnown ? ledger.settle([id, content]) : refused.set(id, 'other'));
    const whole = await parts.decode(bytes);
    if (isClosed) return;
    if (whole.kind === 'error') {
      // The photo process may work again at the next look.
      if (whole.error.code === 'photo-process-failed') return;
      refused.set(id, 'broken');
      return tell();
    }
    const call = parts.openCall();
    // Both the file and its coming are of this call: whatever is older is a late one of somebody before.
    const isOfCall = call !== undefined && firstSeenMs >= call.sinceMs && latestMs(file) >= call.sinceMs;
    const personKey = isOfCall ? call.personKey : undefined;
    const picture = { id, name: file.name, arrivedAtMs: firstSeenMs, content, file };
    waiting.set(id, personKey === undefined ? picture : { ...picture, personKey });
    tell(personKey);
  }

  const shown = ({ id, name, arrivedAtMs }: Waiting): HotPicture => ({ id, name, arrivedAtMs });
  const newestFirst = () => [...waiting.values()].sort((a, b) => b.arrivedAtMs - a.arrivedAtMs);

  /** A look costs the file system a question for every file that lies there. */
  function isDue(): boolean {
    if (last === undefined || last.isFresh || state !== 'watching' || parts.openCall() !== undefined) return true;
    return clock.monotonicMs() - last.monotonicMs >= idleRestMs;
  }

  function again(): void {
    cancel = clock.setTimer(restMs, () => {
      void (isDue() ? look() : Promise.resolve())
        .catch((cause: unknown) => log.error('hot-folder.look-failed', { cause }))
        .then(() => {
          if (!isClosed) again();
        });
    });
  }
  return {
    state: () => state,
    pictures: () => newestFirst().map(shown),
    unreadable: () => [...refused.values()].filter((why) => why === 'broken').length,
    arrivedFor(personKey) {
      const since = parts.openCall()?.sinceMs ?? Number.POSITIVE_INFINITY;
      return newestFirst()
        .filter((one) => one.personKey === personKey && one.arrivedAtMs >= since)
        .map(shown);
    },
    async bytesOf(id) {
      const picture = waiting.get(id);
      if (picture === undefined) return undefined;
      const bytes = await parts.read(picture.name).catch(() => undefined);
      const isSame = bytes !== undefined && contentHash(ledger, bytes) === picture.content;
      return isSame ? bytes : undefined;
    },
    settle(ids) {
      const hashes = ids.flatMap((id) => {
        const picture = waiting.get(id);
        return picture === undefined ? [] : [id, picture.content];
      });
      return ledger.settle(hashes).kind === 'ok';
    },
    forget(ids) {
      for (const id of ids) waiting.delete(id);
      tell();
    },
    start: again,
    close() {
      isClosed = true;
      cancel?.();
    },
  };
}

/** A file system's clock ticks, some of them in seconds: the last moment at which the file may have been written. */
function latestMs({ modifiedMs }: HotFile): number {
  return modifiedMs + (modifiedMs % 1000 === 0 ? 2000 : 20);
}

function contentHash(ledger: HotLedger, bytes: Uint8Array): string {
  return ledger.contentOf(createHash('sha256').update(bytes).digest('hex'));
}
