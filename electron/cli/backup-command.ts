import path from 'node:path';
import type { Outcome } from '../../shared/outcome.ts';
import { importColumnWords } from '../../shared/picture-import-words.ts';
import { type BackupEntry, type BackupFolder, openBackupFolder } from '../bulk/backup-folder.ts';
import { type BackupNames, backUpPhotos, backupNames } from '../bulk/photo-backup.ts';
import { WorkGate } from '../bulk/work-gate.ts';
import { readPresentPhoto } from '../core/station-import.ts';
import { csvText } from '../roster/csv-text.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { askedPeople } from './backup-people.ts';
import { backupEntryWords, backupWords } from './backup-words.ts';
import { type Command, type CommandContext, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { exitCodeOf } from './outcome-result.ts';
import { readingAdvice } from './reading-advice.ts';
import type { Language } from './terminal-language.ts';
import { untilCancelled } from './until-cancelled.ts';

function namesOption({ values }: CommandContext): BackupNames {
  const text = textOption(values, 'names') ?? 'object-id';
  const names = backupNames.find((known) => known === text);
  if (names === undefined) throw inputError('--names', backupNames.join(', '), JSON.stringify(text));
  return names;
}

/** Opens a backup's folder; one that cannot be made or read ends the command. */
export function backupFolderOf(folder: string, options: { readonly isNew: boolean }): BackupFolder {
  try {
    return openBackupFolder(folder, options);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw inputError(folder, 'a folder that can be written', code);
  }
}

const listName = 'without-photo.csv';

function writeList(folder: string, entries: readonly BackupEntry[], language: Language): string {
  const rows = entries
    .filter(({ kind }) => kind === 'no-photo')
    .map(({ person }) => [
      person.displayName,
      person.userPrincipalName ?? '',
      person.employeeNumber ?? '',
      person.objectId,
    ]);
  const head = [
    importColumnWords.name,
    importColumnWords.userPrincipalName,
    importColumnWords.employeeNumber,
    importColumnWords.objectId,
  ];
  const file = path.join(folder, listName);
  writeFileDurably(file, Buffer.from(csvText([head.map((words) => words[language]), ...rows])));
  return file;
}

interface Told {
  readonly entries: readonly BackupEntry[];
  readonly withoutAccount: number;
  readonly ending: Outcome | undefined;
  readonly isCancelled: boolean;
  readonly list: string;
}

function resultOf({ entries, withoutAccount, ending, isCancelled, list }: Told, language: Language): CommandResult {
  const counts = { photo: 0, 'no-photo': 0, unread: 0, 'no-name': 0, 'name-taken': 0 };
  for (const { kind } of entries) counts[kind] += 1;
  const isWhole = counts.unread + counts['no-name'] + counts['name-taken'] + withoutAccount === 0 && !isCancelled;
  const advice = ending === undefined ? undefined : readingAdvice(ending.report);
  const early = isCancelled ? exitCodes.later : isWhole ? exitCodes.ok : exitCodes.failed;
  const exitCode = ending === undefined ? early : exitCodeOf(ending.kind);
  return {
    exitCode,
    lines: [
      ...Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => `${backupEntryWords[kind as BackupEntry['kind']][language]}: ${count}`),
      ...(withoutAccount === 0 ? [] : [backupWords.withoutAccount[language](withoutAccount)]),
      ...(counts.unread > 0 || isCancelled ? [backupWords.ended[language]] : []),
      ...(advice === undefined ? [] : [advice.meaning[language], advice.whatToDo[language]]),
      backupWords.listed[language](list),
    ],
    json: { isOk: exitCode === exitCodes.ok, counts, withoutAccount, ending: ending?.kind, list, people: entries },
  };
}

/** `backup FOLDER`: keeps the present photos of people as files, and says who has none. */
export const backupCommand: Command = {
  name: 'backup',
  usage: `backup FOLDER --roster NAME | --group ID | --everybody [--names ${backupNames.join('|')}] [--list-only]`,
  summary: 'keep the present photos of people in a folder, and list who has none; run again, it goes on where it was',
  options: {
    roster: { type: 'string' },
    group: { type: 'string' },
    everybody: { type: 'boolean' },
    names: { type: 'string' },
    'list-only': { type: 'boolean' },
  },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const { positionals, values, language, progress } = context;
    const [place = ''] = positionals;
    const names = namesOption(context);
    const { people, withoutAccount } = await askedPeople(context);
    const session = await context.session();
    const folder = backupFolderOf(place, { isNew: true });
    const gate = new WorkGate();
    let ending: Outcome | undefined;
    await untilCancelled(gate, async () => {
      ending = await backUpPhotos(
        {
          folder,
          readPhoto: (person, signal) =>
            readPresentPhoto(session, person, values['list-only'] === true ? 'whether' : 'picture', signal),
          names,
          gate,
          clock: session.clock,
          onStep: (done, total) => progress(`${backupWords.asking[language]} ${done}/${total}`),
        },
        people,
      );
    });
    progress(undefined);
    const entries = people.flatMap(({ objectId }) => folder.entries.get(objectId) ?? []);
    const list = writeList(place, entries, language);
    return resultOf({ entries, withoutAccount, ending, isCancelled: gate.isCancelled, list }, language);
  },
};
