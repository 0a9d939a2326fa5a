import type { DirectoryPerson } from '../../shared/roster.ts';
import { openBackupFolder } from '../bulk/backup-folder.ts';
import { type Restoration, restorations } from '../bulk/photo-backup.ts';
import { WorkGate } from '../bulk/work-gate.ts';
import { readPresentPhoto, slotOfPerson } from '../core/station-import.ts';
import { isJpeg } from '../graph/photo-metadata.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { backupWords, restorationWords } from './backup-words.ts';
import { type Command, type CommandContext, CommandError, type CommandResult, exitCodes } from './command.ts';
import { importWords } from './import-words.ts';
import type { Session } from './session.ts';
import { withStationData } from './station-queue.ts';
import { untilCancelled } from './until-cancelled.ts';

type Counted = Restoration['kind'] | 'queued' | 'failed';

/** Puts one photo into the queue, byte for byte as it was; `failed` where the queue or the API would not take it. */
function putBack(session: Session, queue: UploadQueue, found: Extract<Restoration, { kind: 'differs' }>): Counted {
  const { person, sha256 = '' } = found.entry;
  if (!isJpeg(found.photo)) return 'failed';
  const saved = queue.enqueue({
    target: slotOfPerson(session.tenant.api, person),
    personId: person.objectId,
    personName: person.displayName,
    photo: found.photo,
    photoSha256: sha256,
    noticeVersion: '',
  });
  return saved.kind === 'ok' ? 'queued' : 'failed';
}

async function restore(context: CommandContext, session: Session, queue: UploadQueue): Promise<CommandResult> {
  const { positionals, values, language, progress } = context;
  const folder = openBackupFolder(positionals[0] ?? '', { isNew: false });
  if (folder.entries.size === 0) throw new CommandError(exitCodes.usage, [backupWords.noBackup[language]]);
  const gate = new WorkGate();
  const counts: Partial<Record<Counted, number>> = {};
  const people: { objectId: string; displayName: string; kind: Counted }[] = [];
  await untilCancelled(gate, async () => {
    const parts = { folder, gate, clock: session.clock };
    const readPhoto = (person: DirectoryPerson, signal: AbortSignal) =>
      readPresentPhoto(session, person, 'picture', signal);
    for await (const found of restorations({ ...parts, readPhoto })) {
      const kind = found.kind === 'differs' && values.queue === true ? putBack(session, queue, found) : found.kind;
      counts[kind] = (counts[kind] ?? 0) + 1;
      people.push({ objectId: found.entry.person.objectId, displayName: found.entry.person.displayName, kind });
      progress(`${backupWords.asking[language]} ${people.length}/${folder.entries.size}`);
    }
  });
  progress(undefined);
  const isWhole = (counts.failed ?? 0) + (counts.damaged ?? 0) + (counts.unread ?? 0) === 0;
  const exitCode = gate.isCancelled ? exitCodes.later : isWhole ? exitCodes.ok : exitCodes.failed;
  return {
    exitCode,
    lines: [
      ...Object.entries(counts).map(([kind, count]) => `${restorationWords[kind as Counted][language]}: ${count}`),
      values.queue === true ? importWords.sentLater[language] : backupWords.dryRun[language],
    ],
    json: { isOk: exitCode === exitCodes.ok, isDryRun: values.queue !== true, counts, people },
  };
}

/** `restore FOLDER`: tells which photos differ from a backup, and with `--queue` puts them back through the queue. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'restore FOLDER [--queue]',
  summary: 'compare the photos of a backup with the present ones, and put back those that differ',
  options: { queue: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  async run(context) {
    const session = await context.session();
    if (session.settings.signIn.mode === 'self-service') {
      throw new CommandError(exitCodes.usage, [importWords.selfService[context.language]]);
    }
    return withStationData(context, ({ queue }) => restore(context, session, queue));
  },
};
