import type { Roster, RosterCounts } from '../../shared/roster.ts';
import { rowStateWords } from '../../shared/roster-words.ts';
import { resultRow, resultsCsv } from '../roster/results.ts';
import { countRows } from '../roster/row-transition.ts';
import { ShareTable } from '../roster/share-table.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { type CommandContext, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { someLines } from './roster-check.ts';
import { fromOtherStations } from './roster-end.ts';
import { rosterShareWords } from './roster-share-words.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import { rosterWords } from './roster-words.ts';
import type { Language } from './terminal-language.ts';

function countsText(counts: RosterCounts, language: Language): string {
  const { total, open, captured, needsRetake, skipped, noShow, declined } = counts;
  const parts = { open, captured, 'needs-retake': needsRetake, skipped, 'no-show': noShow, declined };
  const said = Object.entries(parts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${rowStateWords[kind as keyof typeof rowStateWords][language]} ${count}`);
  return [rosterWords.people[language](total), ...said].join(', ');
}

function rosterLine(roster: Roster, counts: RosterCounts, language: Language): string {
  const day = new Date(roster.importedAtMs).toISOString().slice(0, 10);
  const closed = roster.closedAtMs === undefined ? '' : ` (${rosterWords.closed[language]})`;
  return `${roster.name}${closed}  ${day}  ${countsText(counts, language)}`;
}

/** `roster list`: every roster of the station with its counts. */
export function listRosters(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  return withRosters(context, async ({ rosters, store }) => {
    const { rosters: known, unread } = rosterValue(rosters.list(), language);
    const shares = store.read(() => new ShareTable(store).shares());
    const erased = (shares.kind === 'ok' ? shares.value : []).filter(({ isErasing }) => isErasing === true);
    const erasing = erased.map(({ name = '' }) => name);
    const counted = known.map((roster) => {
      const { rows } = rosterValue(rosters.rows(roster.id), language);
      return { roster, counts: countRows(rows) };
    });
    const isOk = unread.damaged === 0;
    return {
      exitCode: isOk ? exitCodes.ok : exitCodes.failed,
      lines: [
        ...(counted.length === 0 ? [rosterWords.none[language]] : []),
        ...counted.map(({ roster, counts }) => rosterLine(roster, counts, language)),
        ...erased.map(({ name = '', isNotOurs }) =>
          rosterShareWords[isNotOurs === true ? 'notErasing' : 'stillErasing'][language](name),
        ),
        ...(unread.damaged + unread.newer > 0 ? [rosterWords.unread[language](unread)] : []),
      ],
      json: { isOk, unread, erasing, rosters: counted.map(({ roster, counts }) => ({ ...roster, counts })) },
    };
  });
}

function nameArgument({ positionals }: CommandContext): string {
  const name = positionals[1];
  if (name === undefined) throw inputError('NAME', 'the name of a roster, as roster list shows it', 'nothing');
  return name;
}

/** `roster show NAME` and `roster results NAME --csv FILE`: what became of everybody. */
export function showRoster(context: CommandContext): Promise<CommandResult> {
  const { language, values } = context;
  const name = nameArgument(context);
  const file = textOption(values, 'csv');
  return withRosters(context, async (data) => {
    const { rosters, queue } = data;
    const roster = rosterValue(rosters.byName(name), language);
    const others = await fromOtherStations(context, data, roster.id);
    const { rows, unread } = rosterValue(rosters.rows(roster.id), language);
    const counts = countRows(rows);
    const results = rows.map((row) => resultRow(row, (jobId) => queue.get(jobId), language));
    if (file !== undefined) await writeFileDurably(file, Buffer.from(resultsCsv(results, language)), { mode: 0o600 });
    const exitCode = unread.damaged > 0 ? exitCodes.failed : (others?.exitCode ?? exitCodes.ok);
    const isOk = exitCode === exitCodes.ok;
    return {
      exitCode,
      lines: [
        rosterLine(roster, counts, language),
        ...(others?.lines ?? []),
        ...(file === undefined
          ? someLines(
              results.map(
                ({ name: who, employeeNumber, state, reason }) =>
                  `  ${[who, employeeNumber, state, reason].filter((part) => part !== '').join('  ')}`,
              ),
              language,
            )
          : [rosterWords.written[language](file)]),
        ...(unread.damaged + unread.newer > 0 ? [rosterWords.unread[language](unread)] : []),
      ],
      json: {
        isOk,
        roster,
        counts,
        unread,
        ...(others === undefined ? {} : { list: others.json.list }),
        ...(file === undefined ? { rows: results } : { file }),
      },
    };
  });
}

/** `roster results NAME --csv FILE`. */
export function exportResults(context: CommandContext): Promise<CommandResult> {
  if (textOption(context.values, 'csv') === undefined)
    throw inputError('--csv', 'the name of a file to write', 'nothing');
  return showRoster(context);
}
