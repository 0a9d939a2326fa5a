import path from 'node:path';
import type { CommandReply, CommandRequest } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { ImportChoices, ImportLook } from '../../shared/import-contract.ts';
import type { Language } from '../../shared/language.ts';
import type { ImportProgress } from '../../shared/picture-import.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DraftChange, RosterDraft } from '../../shared/roster-import.ts';
import type { HandedFiles } from '../bulk/handed-files.ts';
import { openSource } from '../bulk/open-source.ts';
import type { PictureImport } from '../bulk/picture-import.ts';
import { type PictureSource, SourceFailure } from '../bulk/picture-source.ts';
import type { Clock, Log } from '../ports.ts';
import type { ColumnMapping } from '../roster/column-mapping.ts';
import { fileNamePattern } from '../roster/picture-file-name.ts';
import type { JobOf } from '../roster/results.ts';
import { changeDraft, draftView, type HeldDraft, openDraft } from '../roster/roster-draft.ts';
import type { TableFailure } from '../roster/table.ts';
import { cropPicture, type ImportPicturesParts, listItems, mendPicture, openPicture } from './import-pictures.ts';
import { importCsv } from './import-report.ts';
import type { PictureNaming } from './picture-matching.ts';
import { tableFailure } from './roster-failure.ts';
import type { ImportOrder } from './station-import.ts';

export interface ImportDeskParts extends ImportPicturesParts {
  /** What has become of a saved photo. */
  readonly jobOf: JobOf;
  readonly handed: HandedFiles;
  /** An import over the station's rooms; nothing is read before it is told to look. */
  readonly prepare: (order: ImportOrder) => PictureImport;
  readonly hasFaces: boolean;
  readonly rememberedMapping: (headings: string) => ColumnMapping | undefined;
  readonly randomId: () => string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChanged: (progress: ImportProgress) => void;
}

type Told<Value> = Result<Value, Failure>;
type Moved = Told<{ readonly progress: ImportProgress }>;

/** Where pictures are handed over, looked at, decided about and saved. Holds one import. */
export interface ImportDesk {
  look(): ImportLook;
  handOver(): Told<{ handoverId: string }>;
  receive(piece: CommandRequest<'imports.receive'>): Promise<Told<CommandReply<'imports.receive'>>>;
  openList(file: Uint8Array): Promise<Told<{ list: RosterDraft }>>;
  changeList(change: DraftChange): Promise<Told<{ list: RosterDraft }>>;
  forgetList(): void;
  lookOver(order: CommandRequest<'imports.lookOver'>): Promise<Moved>;
  choose(choices: ImportChoices): Moved;
  items(wanted: CommandRequest<'imports.items'>): Told<CommandReply<'imports.items'>>;
  picture(name: string): Promise<Told<CommandReply<'imports.picture'>>>;
  crop(wanted: CommandRequest<'imports.crop'>): Promise<Told<CommandReply<'imports.crop'>>>;
  mend(mending: CommandRequest<'imports.mend'>): Promise<Told<CommandReply<'imports.mend'>>>;
  save(): Moved;
  move(way: 'pause' | 'resume' | 'cancel'): Moved;
  report(language: Language): Told<{ file: Uint8Array }>;
  /** Leaves the import once what is under way has ended. */
  forget(): Promise<void>;
  /** The operator's screens locked: what was handed over and not begun is nobody else's business. An import goes on. */
  lock(): void;
}

interface Running {
  readonly pictures: PictureImport;
  readonly choices: ImportChoices;
  /** Ends with what is under way now. */
  readonly work: Promise<void>;
}

/** News of an import go out no more often: it has thousands of steps. */
const newsEveryMs = 250;
const shownMissing = 50;
const firstChoices: ImportChoices = { takes: [], takesNewest: false, keepsPresent: false };
const noImport = err({ code: 'not-found', detail: { what: 'import' } } as const);
const notNow = err({ code: 'not-now', detail: { what: 'import' } } as const);

function orderFailure(at: string, expected: string, actual: string): Failure {
  return { code: 'bad-request', detail: { what: at, expected: expected.slice(0, 200), actual: actual.slice(0, 200) } };
}

/** Paths come with quotes around them where a file manager copied them. */
function placeOf(said: string): string {
  return said.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** Creates it, with nothing handed over. */
export function createImportDesk(parts: ImportDeskParts): ImportDesk {
  const { handed, randomId, clock } = parts;
  let handoverId = '';
  let list: HeldDraft | undefined;
  let running: Running | undefined;
  let isOpening = false;
  /** Go up when a list, or all that was handed over, is forgotten: what is read for it then is nobody's any more. */
  let listTurn = 0;
  let turn = 0;
  let hasLockedWhileOpening = false;
  let cancelNews: (() => void) | undefined;

  function tellSoon(): void {
    cancelNews ??= clock.setTimer(newsEveryMs, () => {
      cancelNews = undefined;
      if (running !== undefined) parts.onChanged(running.pictures.progress());
    });
  }

  /** A fault of ours ends the import, never the station. */
  function follow(work: Promise<void>): Promise<void> {
    return work
      .catch((cause: unknown) => {
        parts.log.error('import.failed', { cause });
        running?.pictures.cancel();
      })
      .finally(tellSoon);
  }

  function moved(): Moved {
    return running === undefined ? noImport : ok({ progress: running.pictures.progress() });
  }

  function namingOf(pattern: string | undefined): Told<PictureNaming> {
    if (list !== undefined) {
      if (list.mapping.columns.file === undefined) {
        return err(orderFailure('list', 'a column with the names of picture files', 'none'));
      }
      return ok({ kind: 'list', people: list.list.people });
    }
    if (pattern === undefined || pattern.trim() === '') return ok({ kind: 'file-name' });
    const compiled = fileNamePattern(pattern.trim());
    if ('read' in compiled) return ok({ kind: 'file-name', pattern: compiled });
    return err(orderFailure('pattern', compiled.expected, compiled.actual));
  }

  async function sourceOf(said: string | undefined): Promise<Told<PictureSource>> {
    try {
      if (said === undefined) return ok(await handed.open());
      const place = placeOf(said);
      if (path.isAbsolute(place)) return ok(await openSource(place));
      return err(orderFailure('path', 'a path from the root of this machine', place));
    } catch (cause) {
      if (!(cause instanceof SourceFailure)) throw cause;
      return err({
        code: 'not-found',
        detail: { what: cause.code === 'file-unreadable' ? 'source-gone' : cause.code },
      });
    }
  }

  /** One at a time. A lock that comes meanwhile forgets what was handed over where nothing is begun with it. */
  async function openForThis(said: string | undefined): Promise<Told<PictureSource>> {
    const mine = turn;
    isOpening = true;
    hasLockedWhileOpening = false;
    let source: Told<PictureSource> | undefined;
    try {
      source = await sourceOf(said);
    } finally {
      isOpening = false;
      if (source?.kind !== 'ok' && hasLockedWhileOpening) forgetHanded();
    }
    if (source.kind === 'error' || turn === mine) return source;
    // Left meanwhile.
    await source.value.close();
    return notNow;
  }

  async function keepList(read: Promise<Result<HeldDraft, TableFailure>>): Promise<Told<{ list: RosterDraft }>> {
    const mine = listTurn;
    const draft = await read;
    if (listTurn !== mine) return notNow;
    if (draft.kind === 'error') return err(tableFailure(draft.error));
    list = draft.value;
    return ok({ list: draftView(draft.value) });
  }

  function forgetList(): void {
    listTurn += 1;
    list = undefined;
  }

  function forgetHanded(): void {
    turn += 1;
    handoverId = '';
    forgetList();
    handed.erase();
  }

  return {
    look() {
      const now = running?.pictures;
      const { directoryOutcome, presentOutcome } = now ?? {};
      return {
        ...(running === undefined || now === undefined
          ? {}
          : {
              running: {
                progress: now.progress(),
                choices: running.choices,
                hasFaces: parts.hasFaces,
                missing: now.missingFiles.slice(0, shownMissing),
                ...(directoryOutcome === undefined ? {} : { directoryOutcome: directoryOutcome.report }),
                ...(presentOutcome === undefined ? {} : { presentOutcome: presentOutcome.report }),
              },
            }),
        handed: handed.counts(),
        ...(list === undefined ? {} : { list: draftView(list) }),
      };
    },
    handOver() {
      if (running !== undefined || isOpening) return notNow;
      handed.erase();
      handoverId = randomId();
      return ok({ handoverId });
    },
    async receive({ handoverId: id, ...piece }) {
      if (running !== undefined || isOpening) return notNow;
      if (id !== handoverId) return err({ code: 'not-found', detail: { what: 'hand-over' } });
      const received = await handed.receive(piece);
      return received.kind === 'ok' ? ok({ handed: handed.counts() }) : received;
    },
    openList: (bytes) => keepList(openDraft(randomId(), { kind: 'file', bytes }, parts.rememberedMapping)),
    async changeList(change) {
      return list === undefined ? noImport : keepList(changeDraft(list, change, parts.rememberedMapping));
    },
    forgetList,
    async lookOver({ path: said, pattern, asksPresent, again }) {
      if (running !== undefined || isOpening) return notNow;
      const naming = namingOf(pattern);
      if (naming.kind === 'error') return naming;
      const source = await openForThis(said);
      if (source.kind === 'error') return source;
      const pictures = parts.prepare({
        id: randomId(),
        name: said === undefined ? '' : placeOf(said),
        source: source.value,
        naming: naming.value,
        options: { takes: new Set(), takesNewest: false, keepsPresent: false, again },
        asksPresent,
        onChange: tellSoon,
      });
      running = { pictures, choices: firstChoices, work: follow(pictures.lookOver()) };
      return moved();
    },
    choose(choices) {
      if (running === undefined) return noImport;
      if (running.pictures.progress().phase !== 'ready') return notNow;
      running.pictures.choose({ ...choices, takes: new Set(choices.takes) });
      running = { ...running, choices };
      return moved();
    },
    items: (wanted) => (running === undefined ? noImport : ok(listItems(running.pictures, wanted))),
    picture: async (name) => (running === undefined ? noImport : openPicture(running.pictures, name, parts)),
    crop: async (wanted) => (running === undefined ? noImport : cropPicture(running.pictures, wanted, parts)),
    mend: async (mending) => (running === undefined ? noImport : mendPicture(running.pictures, mending, parts)),
    save() {
      if (running === undefined) return noImport;
      const { pictures } = running;
      if (pictures.progress().phase !== 'ready') return notNow;
      running = { ...running, work: follow(pictures.queue()) };
      return moved();
    },
    move(way) {
      running?.pictures[way]();
      return moved();
    },
    report(language) {
      if (running === undefined) return noImport;
      return ok({ file: new TextEncoder().encode(importCsv(running.pictures.items(), language, parts.jobOf)) });
    },
    async forget() {
      const ending = running;
      ending?.pictures.cancel();
      await ending?.work;
      await ending?.pictures.close();
      if (running !== undefined && running.pictures !== ending?.pictures) return;
      running = undefined;
      cancelNews?.();
      cancelNews = undefined;
      forgetHanded();
    },
    lock() {
      if (isOpening) hasLockedWhileOpening = true;
      else if (running === undefined) forgetHanded();
    },
  };
}
