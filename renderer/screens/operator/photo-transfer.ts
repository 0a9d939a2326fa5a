import { captureLimitBytes, type KioskApi } from '../../../shared/contract.ts';
import type { Words } from '../../../shared/language.ts';
import { takenWords, transferProblemOf, transferProblemWords } from '../../../shared/transfer-words.ts';
import { download } from '../../components/download.ts';

/** What came of moving photos, as it is told. */
export type TransferSaid =
  | { readonly kind: 'exported'; readonly count: number; readonly files: number }
  | { readonly kind: 'nothing' | 'failed' }
  | { readonly kind: 'words'; readonly lines: readonly Words[] };

/** Saves the photos that need a decision to the downloads of this machine, in as many sealed files as they need. */
export async function exportPhotos(api: KioskApi, passphrase: string): Promise<TransferSaid> {
  let count = 0;
  let files = 0;
  for (let after: number | undefined, isMore = true; isMore; ) {
    const reply = await api.commands['uploads.export']({ passphrase, ...(after === undefined ? {} : { after }) });
    if (reply.kind === 'error') return { kind: 'failed' };
    after = reply.value.next;
    isMore = after !== undefined;
    if (reply.value.count === 0) continue;
    files += 1;
    count += reply.value.count;
    download(reply.value.file, 'parked-photos-TIME-NUMBER.kioskphotos', files);
  }
  return count === 0 ? { kind: 'nothing' } : { kind: 'exported', count, files };
}

/** Takes such files in, one after the other, and says of each what came of it. */
export async function importPhotos(api: KioskApi, passphrase: string, files: readonly File[]): Promise<TransferSaid> {
  const lines: Words[] = [];
  for (const file of files) {
    const words = await takeIn(api, passphrase, file);
    lines.push(files.length === 1 ? words : named(file.name, words));
  }
  return { kind: 'words', lines };
}

async function takeIn(api: KioskApi, passphrase: string, file: File): Promise<Words> {
  if (file.size > captureLimitBytes) return transferProblemWords['too-large'];
  const buffer = await file.arrayBuffer().catch(() => undefined);
  if (buffer === undefined) return transferProblemWords['not-readable'];
  const asked = { passphrase, file: new Uint8Array(buffer) };
  const reply = await api.commands['uploads.import'](asked).catch(() => undefined);
  if (reply === undefined) return transferProblemWords.unknown;
  return reply.kind === 'ok' ? takenWords(reply.value) : transferProblemWords[transferProblemOf(reply.error)];
}

/** The same words, with the file that they are about. */
function named(name: string, words: Words): Words {
  return {
    en: `${name}: ${words.en}`,
    ja: `${name}：${words.ja}`,
    'zh-Hans': `${name}：${words['zh-Hans']}`,
    ar: `\u2068${name}\u2069: ${words.ar}`,
  };
}
