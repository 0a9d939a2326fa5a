import type { Receipt } from '../../shared/outcome.ts';
import type { Words } from './terminal-language.ts';

/** What a photo that was accepted came to when it was read back. Never a word more than was seen. */
export const receiptWords: Readonly<Record<Receipt['kind'], Words>> = {
  confirmed: {
    en: 'Confirmed: the photo was read back and is the one that was sent.',
    ja: '確認済み：読み戻した写真は、送信した写真と一致しました。',
    'zh-Hans': '已确认：读回的照片与发送的照片一致。',
  },
  'older-photo': {
    en: 'Accepted, but the photo before it is still served. It can take a while.',
    ja: '受け付けられましたが、まだ前の写真が返されます。反映に時間がかかることがあります。',
    'zh-Hans': '已接受，但目前提供的仍是之前的照片。生效可能需要一段时间。',
  },
  'newer-photo': {
    en: 'Accepted, but another photo has replaced it since.',
    ja: '受け付けられましたが、その後、別の写真に置き換えられました。',
    'zh-Hans': '已接受，但之后被另一张照片替换。',
  },
  'cannot-tell': {
    en: 'Accepted. Whether it is stored could not be told.',
    ja: '受け付けられました。保存されたかどうかは確認できませんでした。',
    'zh-Hans': '已接受，但无法确认是否已保存。',
  },
};

/** What the commands on photo slots say when all is well. `{target}` stands for the target's text form. */
export const slotWords = {
  accepted: {
    en: 'Accepted. Use --verify to read it back.',
    ja: '受け付けられました。--verify を付けると読み戻して確認します。',
    'zh-Hans': '已接受。加上 --verify 可读回核对。',
  },
  noPhoto: {
    en: '{target} has no photo.',
    ja: '{target} には写真がありません。',
    'zh-Hans': '{target} 没有照片。',
  },
  noPhotoOfSize: {
    en: '{target} has no photo of {edgePx} px.',
    ja: '{target} には {edgePx} px の写真がありません。',
    'zh-Hans': '{target} 没有 {edgePx} px 的照片。',
  },
  written: { en: 'Written to {file}', ja: '{file} に書き出しました', 'zh-Hans': '已写入 {file}' },
  deleted: {
    en: 'Deleted the photo of {target}.',
    ja: '{target} の写真を削除しました。',
    'zh-Hans': '已删除 {target} 的照片。',
  },
  hadNoPhoto: {
    en: '{target} had no photo.',
    ja: '{target} に写真はありませんでした。',
    'zh-Hans': '{target} 原本没有照片。',
  },
} as const satisfies Record<string, Words>;

/** Fills the named places of a sentence. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
