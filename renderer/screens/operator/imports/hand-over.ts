import { captureLimitBytes, type KioskApi } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import { isHiddenName } from '../../../../shared/hidden-names.ts';
import { handedPieceBytes } from '../../../../shared/import-contract.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** A file of the page with the name that it has below what was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly file: File;
}

const isArchive = ({ name }: ChosenFile) => name.toLowerCase().endsWith('.zip');

/** Of what came with a folder, hidden folders and files are nobody's choice. */
const isShown = ({ name }: ChosenFile) => !name.split('/').slice(1).some(isHiddenName);

/** Below the one folder that was chosen, names begin in it: a list names files without it. What is hidden there is left out. */
export function namedBelow(chosen: readonly ChosenFile[]): readonly ChosenFile[] {
  const files = chosen.filter(isShown);
  const tops = new Set(files.map(({ name }) => name.slice(0, name.indexOf('/') + 1)));
  const [top = ''] = tops;
  return tops.size === 1 && top !== ''
    ? files.map(({ name, file }) => ({ name: name.slice(top.length), file }))
    : files;
}

/** The files of an input element, of single files and of whole folders. */
export function chosenFiles(list: FileList): readonly ChosenFile[] {
  return namedBelow(
    [...list].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file })),
  );
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly ChosenFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: ChosenFile[] = [];
  // A reader answers in parts; the empty one is the last.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return files;
    for (const each of part) files.push(...(await filesBelow(each)));
  }
}

/** The files of a drop with everything in dropped folders. To be called in the event: what was dropped is there only then. */
export async function droppedFiles(data: DataTransfer): Promise<readonly ChosenFile[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files: ChosenFile[] = [];
  for (const entry of entries) files.push(...(await filesBelow(entry)));
  return namedBelow(files);
}

/** What became of a hand-over: files that the browser could not read are told, the others are there. */
export interface HandedOver {
  readonly unreadable: readonly string[];
}

/**
 * Hands files over in pieces, one after another; only one piece is in memory. Of a file that is larger than any picture the
 * first piece goes: enough to be told of.
 */
export async function handOver(
  api: KioskApi,
  files: readonly ChosenFile[],
  onProgress: (done: number) => void,
): Promise<Result<HandedOver, Failure>> {
  const begun = await api.commands['imports.handOver']({});
  if (begun.kind === 'error') return begun;
  const { handoverId } = begun.value;
  const unreadable: string[] = [];
  for (const [index, chosen] of files.entries()) {
    onProgress(index);
    const { name, file } = chosen;
    const isSentWhole = file.size <= captureLimitBytes || isArchive(chosen);
    const end = isSentWhole ? file.size : handedPieceBytes;
    for (let offset = 0; offset === 0 || offset < end; offset += handedPieceBytes) {
      const buffer = await file
        .slice(offset, offset + handedPieceBytes)
        .arrayBuffer()
        .catch(() => undefined);
      if (buffer === undefined) {
        unreadable.push(name);
        break;
      }
      const received = await api.commands['imports.receive']({
        ...{ handoverId, name, modifiedMs: file.lastModified, sizeBytes: file.size, offset },
        bytes: new Uint8Array(buffer),
      });
      if (received.kind === 'error') return err(received.error);
    }
  }
  return ok({ unreadable });
}
