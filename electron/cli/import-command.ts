import { randomUUID } from 'node:crypto';
import { type TakableFinding, takableFindings } from '../../shared/picture-import.ts';
import { importStopWords } from '../../shared/picture-import-words.ts';
import { openSource } from '../bulk/open-source.ts';
import type { PictureImport } from '../bulk/picture-import.ts';
import { type PictureSource, SourceFailure } from '../bulk/picture-source.ts';
import { importCsv } from '../core/import-report.ts';
import type { PictureNaming } from '../core/picture-matching.ts';
import { createStationImport } from '../core/station-import.ts';
import { fileNamePattern } from '../roster/picture-file-name.ts';
import type { JobOf } from '../roster/results.ts';
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
import { countLines, itemLine, progressLine } from './import-report.ts';
import { importWords } from './import-words.ts';
import { exitCodeOf } from './outcome-result.ts';
import { readingAdvice } from './reading-advice.ts';
import { someLines } from './roster-check.ts';
import { readListFile } from './roster-file.ts';
import { rosterWords } from './roster-words.ts';
import { withStationData } from './station-queue.ts';
import { untilCancelled } from './until-cancelled.ts';

function takesOf({ values }: CommandContext): Set<TakableFinding> {
  const said = Array.isArray(values.take) ? values.take : [];
  return new Set(
    said.map((text) => {
      const finding = takableFindings.find((known) => known === text);
      if (finding === undefined) throw inputError('--take', takableFindings.join(' or '), JSON.stringify(text));
      return finding;
    }),
  );
}

async function namingOf(context: CommandContext): Promise<PictureNaming> {
  const csv = textOption(context.values, 'csv');
  const text = textOption(context.values, 'pattern');
  if (csv !== undefined && text !== undefined) {
    throw inputError('--pattern', 'a pattern or a list, not both', '--csv and --pattern');
  }
  if (csv === undefined) {
    if (text === undefined) return { kind: 'file-name' };
    const pattern = fileNamePattern(text);
    if (!('read' in pattern)) throw inputError('--pattern', pattern.expected, JSON.stringify(pattern.actual));
    return { kind: 'file-name', pattern };
  }
  const { list, isUsable, mapping } = await readListFile(context, csv);
  if (!isUsable) throw new CommandError(exitCodes.usage, [rosterWords.noColumns[context.language]]);
  if (mapping.columns.file === undefined) {
    throw inputError(csv, 'a column with the names of picture files (--map file=COLUMN)', 'none');
  }
  return { kind: 'list', people: list.people };
}

async function sourceOf({ positionals, values, language }: CommandContext): Promise<PictureSource> {
  try {
    return await openSource(positionals[0] ?? '', textOption(values, 'csv'));
  } catch (cause) {
    if (!(cause instanceof SourceFailure) || cause.code === 'file-unreadable') throw cause;
    throw new CommandError(exitCodes.usage, [`${positionals[0]}: ${importStopWords[cause.code][language]}`]);
  }
}

/** Shows how far it is, at most twice a second: a line that is written over on a terminal, else one now and then. */
function progressTeller({ progress, language }: CommandContext, running: () => PictureImport | undefined): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = performance.now();
    const told = running();
    if (told === undefined || nowMs - lastMs < 500) return;
    lastMs = nowMs;
    progress(progressLine(told.progress(), language));
  };
}

function presentLines({ presentOutcome }: PictureImport, { language }: CommandContext): string[] {
  if (presentOutcome === undefined) return [];
  return [importWords.presentUnasked[language], `  ${readingAdvice(presentOutcome.report).meaning[language]}`];
}

function stopResult(running: PictureImport, { language }: CommandContext): { exitCode: ExitCode; lines: string[] } {
  const { stop } = running.progress();
  if (stop === undefined) return { exitCode: exitCodes.ok, lines: [] };
  const outcome = running.directoryOutcome;
  if (outcome === undefined) {
    const isLater = stop === 'cancelled' || stop === 'queue-full';
    return { exitCode: isLater ? exitCodes.later : exitCodes.failed, lines: [importStopWords[stop][language]] };
  }
  const advice = readingAdvice(outcome.report);
  const lines = [importStopWords[stop][language], advice.meaning[language], advice.whatToDo[language]];
  return { exitCode: exitCodeOf(outcome.kind), lines };
}

function resultOf(running: PictureImport, jobOf: JobOf, context: CommandContext, isDryRun: boolean): CommandResult {
  const { language, values } = context;
  const progress = running.progress();
  const items = running.items();
  const needing = items.filter(({ state }) => state === 'held' || state === 'refused' || state === 'failed');
  const { states, missingFiles } = progress;
  const isWhole = states.held + states.refused + states.failed + states.unseen === 0 && missingFiles === 0;
  const stopped = stopResult(running, context);
  const exitCode = stopped.exitCode === exitCodes.ok && !isWhole ? exitCodes.failed : stopped.exitCode;
  const report = textOption(values, 'report');
  if (report !== undefined) writeFileDurably(report, Buffer.from(importCsv(items, language, jobOf)));
  return {
    exitCode,
    lines: [
      importWords.pictures[language](items.length),
      ...countLines(progress, language),
      ...someLines(
        needing.map((item) => itemLine(item, language)),
        language,
      ),
      ...(missingFiles === 0 ? [] : [importWords.missing[language](missingFiles)]),
      ...someLines(
        running.missingFiles.map((name) => `  ${name}`),
        language,
      ),
      ...(progress.hasGivenUpFaces === true ? [importWords.facesGivenUp[language]] : []),
      ...presentLines(running, context),
      ...stopped.lines,
      isDryRun ? importWords.dryRun[language] : importWords.sentLater[language],
    ],
    json: {
      isOk: exitCode === exitCodes.ok,
      isDryRun,
      source: context.positionals[0],
      stop: progress.stop,
      states,
      findings: progress.findings,
      missingFiles: running.missingFiles,
      hasGivenUpFaces: progress.hasGivenUpFaces,
      presentUnasked: running.presentOutcome?.kind,
      items,
    },
  };
}

/** `import FOLDER|ZIP`: a dry run of a folder of pictures, and with `--queue` the photos saved in the upload queue. */
export const importCommand: Command = {
  name: 'import',
  usage:
    'import FOLDER|ZIP [--queue | --dry-run] [--csv FILE | --pattern TEXT] [--take no-face|several-faces|faces-unknown]… ' +
    '[--newest] [--keep-present] [--again] [--without-present] [--report FILE]',
  summary:
    'existing pictures of a folder or ZIP, matched to people by name or list; first told, then saved in the queue',
  options: {
    queue: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    csv: { type: 'string' },
    pattern: { type: 'string' },
    take: { type: 'string', multiple: true },
    newest: { type: 'boolean' },
    'keep-present': { type: 'boolean' },
    again: { type: 'boolean' },
    'without-present': { type: 'boolean' },
    report: { type: 'string' },
    map: { type: 'string', multiple: true },
    'header-rows': { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    sheet: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const { values, language } = context;
    if (values.queue === true && values['dry-run'] === true)
      throw inputError('--queue', 'one of both', '--queue and --dry-run');
    const takes = takesOf(context);
    const naming = await namingOf(context);
    const source = await sourceOf(context);
    const session = await context.session();
    if (session.settings.signIn.mode === 'self-service') {
      throw new CommandError(exitCodes.usage, [importWords.selfService[language]]);
    }
    const faceReader = session.faceReader();
    if (faceReader === undefined) context.notice(importWords.withoutFaces[language]);
    return withStationData(context, async ({ store, queue }) => {
      let running: PictureImport | undefined;
      const parts = {
        settings: session.settings,
        access: session,
        photoWorker: session.photoWorker(),
        ...(faceReader === undefined ? {} : { faceReader }),
        store,
        queue,
        clock: session.clock,
        log: session.log,
      };
      const made = createStationImport(parts, {
        id: randomUUID(),
        name: context.positionals[0] ?? '',
        source,
        naming,
        options: {
          takes,
          takesNewest: values.newest === true,
          keepsPresent: values['keep-present'] === true,
          again: values.again === true,
        },
        asksPresent: values['without-present'] !== true,
        onChange: progressTeller(context, () => running),
      });
      running = made;
      try {
        await untilCancelled(made, async () => {
          await made.lookOver();
          if (values.queue === true) await made.queue();
        });
        return resultOf(made, (jobId) => queue.get(jobId), context, values.queue !== true);
      } finally {
        context.progress(undefined);
        await made.close();
      }
    });
  },
};
