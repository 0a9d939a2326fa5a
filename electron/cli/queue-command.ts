import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import { takenWords, transferProblemOf, transferProblemWords } from '../../shared/transfer-words.ts';
import { canUndo, jobFilters, refusalReasons, type UploadJob } from '../../shared/upload-job.ts';
import { takeAwayOf } from '../core/roster-undo.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import {
  type Command,
  type CommandContext,
  CommandError,
  type CommandResult,
  type ExitCode,
  exitCodes,
  inputError,
  textOption,
} from './command.ts';
import { jobLine, queueWords, undoRefusalWords } from './queue-words.ts';
import { withRosters } from './roster-station.ts';
import { readSecret } from './secret-input.ts';
import type { Language, Words } from './terminal-language.ts';

const listLimit = 500;

function told(exitCode: ExitCode, words: Words, language: Language, json: CommandResult['json']): CommandResult {
  return { exitCode, lines: [words[language]], json: { isOk: exitCode === exitCodes.ok, ...json } };
}

function valueOrThrow<Value>(result: Result<Value, Failure>, language: Language): Value {
  if (result.kind === 'ok') return result.value;
  const { code, detail = {} } = result.error;
  const words = code === 'not-found' ? queueWords.notFound : code === 'not-now' ? queueWords.notNow : queueWords.failed;
  throw new CommandError(exitCodes.failed, [words[language], `${code} ${JSON.stringify(detail)}`]);
}

function list({ values, language }: CommandContext, queue: UploadQueue): CommandResult {
  const asked = textOption(values, 'filter') ?? 'open';
  const filter = jobFilters.find((one) => one === asked);
  if (filter === undefined) throw inputError('--filter', jobFilters.join(', '), JSON.stringify(asked));
  const { jobs, total } = queue.list({ offset: 0, limit: listLimit, filter });
  const { waiting, accepted, parked, held, troubled } = queue.summary();
  const head = queueWords.counts[language]({ waiting, accepted, attention: parked + troubled });
  const more = total > jobs.length ? [queueWords.more[language](total - jobs.length)] : [];
  const lines = [head, ...jobs.map((job) => jobLine(job, language)), ...more];
  return {
    exitCode: exitCodes.ok,
    lines,
    json: { isOk: true, total, waiting, accepted, parked, held, troubled, jobs },
  };
}

function jobArgument({ positionals, language }: CommandContext, queue: UploadQueue): UploadJob {
  const id = positionals[1];
  if (id === undefined) throw inputError('ID', 'the id of an upload, as queue list shows it', 'nothing');
  // The list shows the first eight characters; they are enough when they are clear.
  const found = queue.get(id);
  if (found !== undefined) return found;
  const { jobs } = queue.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER, filter: 'all' });
  const [match, ...others] = id.length >= 8 ? jobs.filter((job) => job.id.startsWith(id)) : [];
  if (match === undefined || others.length > 0)
    throw new CommandError(exitCodes.usage, [queueWords.notFound[language]]);
  return match;
}

function show(context: CommandContext, queue: UploadQueue): CommandResult {
  const job = jobArgument(context, queue);
  const lines = [jobLine(job, context.language), JSON.stringify(job, undefined, 2)];
  return { exitCode: exitCodes.ok, lines, json: { isOk: true, job } };
}

async function retry(context: CommandContext, queue: UploadQueue): Promise<CommandResult> {
  const { language } = context;
  if (context.values.all === true) {
    const retried = await queue.retryAll();
    if (retried.kind === 'ok') return told(exitCodes.ok, queueWords.retried, language, { count: retried.value });
    const { code, detail = {} } = retried.error;
    const count = Number(detail.count ?? 0);
    const lines = [queueWords.retriedSome[language](count), `${code} ${JSON.stringify(detail)}`];
    return { exitCode: exitCodes.failed, lines, json: { isOk: false, code, detail, count } };
  }
  const job = valueOrThrow(queue.retry(jobArgument(context, queue).id), language);
  return told(exitCodes.ok, queueWords.retried, language, { job });
}

function withdraw(context: CommandContext, queue: UploadQueue): CommandResult {
  const job = valueOrThrow(queue.withdraw(jobArgument(context, queue).id), context.language);
  return told(exitCodes.ok, queueWords.withdrawn, context.language, { job });
}

/** The photo that was there before is put back when the station runs; with `--dry-run` nothing is saved. */
function undo(context: CommandContext, queue: UploadQueue, rosters: RosterStore): CommandResult {
  const { language } = context;
  const { id, former } = jobArgument(context, queue);
  if (former === undefined || !canUndo({ former })) {
    const words = former === undefined ? queueWords.nothingToUndo : undoRefusalWords(former);
    const json = { isOk: false, former: former ?? null };
    return { exitCode: exitCodes.failed, lines: [words[language]], json };
  }
  const isPhoto = former.kind === 'photo';
  if (context.values['dry-run'] === true) {
    const words = isPhoto ? queueWords.wouldPutBack : queueWords.wouldRemove;
    return told(exitCodes.ok, words, language, { isDryRun: true, former });
  }
  const undone = queue.undo(id, undefined, () => void takeAwayOf(rosters, id));
  const job = valueOrThrow(undone, language);
  return told(exitCodes.ok, isPhoto ? queueWords.putBack : queueWords.removed, language, { job });
}

function approve(context: CommandContext, queue: UploadQueue): CommandResult {
  const all = context.values.all === true;
  const { jobs } = queue.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER, filter: 'approval' });
  const ids = all ? jobs.map(({ id }) => id) : [jobArgument(context, queue).id];
  if (!all && !jobs.some(({ id }) => id === ids[0])) valueOrThrow(err({ code: 'not-now' }), context.language);
  const count = valueOrThrow(queue.approve(ids), context.language);
  const words = queueWords.approved[context.language](count);
  return { exitCode: exitCodes.ok, lines: [words], json: { isOk: true, count } };
}

function refuse(context: CommandContext, queue: UploadQueue): CommandResult {
  const asked = textOption(context.values, 'reason') ?? 'no-reason';
  const reason = refusalReasons.find((one) => one === asked);
  if (reason === undefined) throw inputError('--reason', refusalReasons.join(', '), JSON.stringify(asked));
  const job = valueOrThrow(queue.refuse(jobArgument(context, queue).id, reason), context.language);
  return told(exitCodes.ok, queueWords.refused, context.language, { job });
}

function fileArgument({ positionals }: CommandContext): string {
  const file = positionals[1];
  if (file === undefined) throw inputError('FILE', 'the name of a file', 'nothing');
  return file;
}

async function passphraseOf({ language, notice }: CommandContext): Promise<string> {
  const passphrase = (await readSecret(queueWords.passphrase[language], notice)) ?? '';
  if (passphrase.length < 8) throw inputError('passphrase', 'at least 8 characters', `${passphrase.length}`);
  return passphrase;
}

/** `photos.kiosk`, `photos-2.kiosk`, …: the files that one export needs. */
function numberedFile(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return number === 1 ? file : path.join(dir, `${name}-${number}${ext}`);
}

async function exportParked(context: CommandContext, queue: UploadQueue): Promise<CommandResult> {
  const file = fileArgument(context);
  const passphrase = await passphraseOf(context);
  const files: string[] = [];
  let count = 0;
  for (let after: number | undefined, isMore = true; isMore; ) {
    const part = await queue.exportParked(passphrase, after);
    const name = numberedFile(file, files.length + 1);
    writeFileDurably(name, part.file);
    files.push(name);
    count += part.count;
    after = part.next;
    isMore = part.next !== undefined;
  }
  const result = told(exitCodes.ok, queueWords.exported, context.language, { file, files, count });
  return { ...result, lines: [...result.lines, ...files] };
}

/** One file after the other, each in one transaction; the first that is not taken in ends the command. */
async function importParked(context: CommandContext, queue: UploadQueue): Promise<CommandResult> {
  const { language } = context;
  fileArgument(context);
  const names = context.positionals.slice(1);
  const passphrase = await passphraseOf(context);
  const lines: string[] = [];
  const sum = { count: 0, skipped: 0, damaged: 0 };
  for (const name of names) {
    const file = await readFile(name).catch((cause: unknown) => {
      throw new CommandError(exitCodes.usage, [
        ...lines,
        `${name}: ${transferProblemWords['not-readable'][language]}`,
        String(cause),
      ]);
    });
    const taken = await queue.importParked(passphrase, file);
    if (taken.kind === 'error') {
      const words = transferProblemWords[transferProblemOf(taken.error)][language];
      throw new CommandError(exitCodes.failed, [...lines, `${name}: ${words}`, taken.error.code]);
    }
    lines.push(`${name}: ${takenWords(taken.value)[language]}`);
    sum.count += taken.value.count;
    sum.skipped += taken.value.skipped;
    sum.damaged += taken.value.damaged;
  }
  return {
    exitCode: sum.damaged > 0 ? exitCodes.failed : exitCodes.ok,
    lines,
    json: { isOk: sum.damaged === 0, ...sum },
  };
}

function verify({ language }: CommandContext, queue: UploadQueue): CommandResult {
  const verdict = queue.verify();
  const words = verdict.isSound ? queueWords.sound : queueWords.unsound;
  const result = told(verdict.isSound ? exitCodes.ok : exitCodes.failed, words, language, { verdict });
  const { isSound, newerRecords, damagedFormers } = verdict;
  const newer = newerRecords.length > 0 ? [queueWords.newer[language](newerRecords.length)] : [];
  const formers = damagedFormers > 0 ? [queueWords.damagedFormers[language](damagedFormers)] : [];
  return isSound
    ? result
    : { ...result, lines: [...result.lines, ...newer, ...formers, JSON.stringify(verdict, undefined, 2)] };
}

type Action = (
  context: CommandContext,
  queue: UploadQueue,
  rosters: RosterStore,
) => CommandResult | Promise<CommandResult>;

const actions: Readonly<Record<string, Action>> = {
  list,
  show,
  retry,
  approve,
  refuse,
  withdraw,
  undo,
  export: exportParked,
  import: importParked,
  verify,
};

/** `queue …`: the station's upload queue from a terminal, while the station is not running. */
export const queueCommand: Command = {
  name: 'queue',
  usage:
    'queue list|show ID|retry ID|approve ID|refuse ID|withdraw ID|undo ID|export FILE|import FILE…|verify [--filter open|attention|approval|all] [--all] [--reason REASON] [--dry-run]',
  summary: 'look at, retry, let go, withdraw, undo, carry over or check the photos that wait on this station',
  options: {
    filter: { type: 'string' },
    all: { type: 'boolean' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  positionals: { min: 1, max: 1000 },
  async run(context) {
    const name = context.positionals[0] ?? '';
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw inputError('queue', Object.keys(actions).join(', '), JSON.stringify(name));
    return withRosters(context, async ({ queue, rosters }) => action(context, queue, rosters));
  },
};
