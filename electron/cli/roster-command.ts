import { writeFile } from 'node:fs/promises';
import { rosterTemplate } from '../roster/roster-template.ts';
import { type Command, type CommandContext, type CommandResult, exitCodes, inputError } from './command.ts';
import { checkRoster } from './roster-check.ts';
import { matchRoster } from './roster-directory.ts';
import { closeRoster, eraseRoster, leaveList } from './roster-end.ts';
import { importRoster } from './roster-import.ts';
import { joinRoster, shareRoster } from './roster-share.ts';
import { exportResults, listRosters, showRoster } from './roster-view.ts';
import { rosterWords } from './roster-words.ts';

/** `roster template FILE`: an empty list to fill in. Never overwrites. */
async function writeTemplate({ positionals, language }: CommandContext): Promise<CommandResult> {
  const file = positionals[1];
  if (file === undefined) throw inputError('FILE', 'the name of a file to write', 'nothing');
  await writeFile(file, rosterTemplate(), { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    throw inputError(file, 'a file that can be made', cause.code ?? String(cause));
  });
  return { exitCode: exitCodes.ok, lines: [rosterWords.templateWritten[language]], json: { isOk: true, file } };
}

const actions: Readonly<Record<string, (context: CommandContext) => Promise<CommandResult>>> = {
  check: checkRoster,
  import: importRoster,
  list: listRosters,
  show: showRoster,
  results: exportResults,
  close: closeRoster,
  match: matchRoster,
  erase: eraseRoster,
  leave: leaveList,
  template: writeTemplate,
  share: shareRoster,
  join: joinRoster,
};

/** `roster …`: lists of people to photograph. */
export const rosterCommand: Command = {
  name: 'roster',
  usage:
    'roster check FILE|import FILE --name NAME [--dry-run]|import --group ID --name NAME [--dry-run]|match NAME|list|' +
    'show NAME|results NAME --csv FILE|close NAME|erase NAME [--delete-list]|leave NAME|template FILE|' +
    'share NAME --site HOST:/PATH [--out FILE]|join FILE [--name NAME] ' +
    '[--map FIELD=COLUMN]… [--header-rows N] [--encoding NAME] ' +
    '[--delimiter comma|semicolon|tab|pipe] [--sheet NAME]',
  summary:
    'lists of people to photograph: read (CSV, TSV, Excel), match against the directory, keep, and say what came of it',
  options: {
    map: { type: 'string', multiple: true },
    'header-rows': { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    sheet: { type: 'string' },
    name: { type: 'string' },
    group: { type: 'string' },
    csv: { type: 'string' },
    site: { type: 'string' },
    out: { type: 'string' },
    'delete-list': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  positionals: { min: 1, max: 2 },
  async run(context) {
    const name = context.positionals[0] ?? '';
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw inputError('roster', Object.keys(actions).join(', '), JSON.stringify(name));
    return action(context);
  },
};
