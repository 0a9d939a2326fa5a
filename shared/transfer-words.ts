import type { Failure } from './error-code.ts';
import type { Words } from './language.ts';

/** Why photos of another station were not taken in: each has words of its own, and says whether anything has changed. */
export type TransferProblem =
  | 'another-file'
  | 'wrong-passphrase'
  | 'damaged'
  | 'not-opened'
  | 'too-large'
  | 'not-readable'
  | 'disk-full'
  | 'queue-full'
  | 'disk-failed'
  | 'disk-failed-landed'
  | 'locked'
  | 'self-service'
  | 'unknown';

/** What screens and terminal say of a problem. */
export const transferProblemWords: Readonly<Record<TransferProblem, Words>> = {
  'another-file': {
    en: 'This is not a file of a photo station. Nothing has changed.',
    ja: '写真端末のファイルではありません。何も変わっていません。',
    'zh-Hans': '这不是照片站的文件。什么都没有改变。',
    ar: 'هذا ليس ملفًا من محطة صور. لم يتغيّر شيء.',
  },
  'wrong-passphrase': {
    en: 'The passphrase is not the one of this file. Nothing has changed.',
    ja: 'このファイルのパスフレーズと一致しません。何も変わっていません。',
    'zh-Hans': '密码短语与此文件不符。什么都没有改变。',
    ar: 'عبارة المرور لا تخص هذا الملف. لم يتغيّر شيء.',
  },
  damaged: {
    en: 'The file is damaged: it was cut short or altered. Save it again at the other station. Nothing has changed.',
    ja: 'ファイルが壊れています(途中で切れているか、書き換えられています)。元の端末で保存し直してください。何も変わっていません。',
    'zh-Hans': '文件已损坏（不完整或被改动）。请在另一台照片站重新保存。什么都没有改变。',
    ar: 'الملف تالف: إما أنه مقطوع أو معدّل. احفظه من جديد في المحطة الأخرى. لم يتغيّر شيء.',
  },
  'not-opened': {
    en: 'The file could not be opened: the passphrase is another one, or the file is damaged. Nothing has changed.',
    ja: 'ファイルを開けませんでした。パスフレーズが違うか、ファイルが壊れています。何も変わっていません。',
    'zh-Hans': '无法打开文件：密码短语不符，或文件已损坏。什么都没有改变。',
    ar: 'تعذّر فتح الملف: عبارة المرور مختلفة أو الملف تالف. لم يتغيّر شيء.',
  },
  'too-large': {
    en: 'The file is larger than a station’s screen takes. Take it in with “kiosk queue import”. Nothing has changed.',
    ja: 'ファイルが大きすぎて、画面からは取り込めません。「kiosk queue import」で取り込んでください。何も変わっていません。',
    'zh-Hans': '文件太大，无法在屏幕上接收。请用“kiosk queue import”导入。什么都没有改变。',
    ar: 'الملف أكبر مما تقبله شاشة المحطة. استورده باستخدام “kiosk queue import”. لم يتغيّر شيء.',
  },
  'not-readable': {
    en: 'The file could not be read. Is the stick still plugged in? Nothing has changed.',
    ja: 'ファイルを読み取れませんでした。USB メモリーなどが接続されているか確かめてください。何も変わっていません。',
    'zh-Hans': '无法读取文件。请检查存储设备是否仍然插好。什么都没有改变。',
    ar: 'تعذّرت قراءة الملف. هل ما زالت وحدة التخزين موصولة؟ لم يتغيّر شيء.',
  },
  'disk-full': {
    en: 'There is no room for these photos on the station’s disk. Nothing has changed.',
    ja: '端末のディスクに空きがありません。何も変わっていません。',
    'zh-Hans': '本机磁盘空间不足，放不下这些照片。什么都没有改变。',
    ar: 'لا مساحة لهذه الصور على قرص المحطة. لم يتغيّر شيء.',
  },
  'queue-full': {
    en: 'Too many photos would wait on this station. Let some be sent first. Nothing has changed.',
    ja: 'この端末で待つ写真が多くなりすぎます。先にいくつか送信されるのをお待ちください。何も変わっていません。',
    'zh-Hans': '本机等待的照片会过多。请先等一部分发送完。什么都没有改变。',
    ar: 'سيزيد عدد الصور المنتظرة في هذه المحطة على الحد. انتظر حتى يُرسَل بعضها أولًا. لم يتغيّر شيء.',
  },
  'disk-failed': {
    en: 'The station’s disk could not be written. Nothing has changed. Tell your IT team.',
    ja: '端末のディスクに書き込めませんでした。何も変わっていません。IT 担当者に知らせてください。',
    'zh-Hans': '无法写入本机磁盘。什么都没有改变。请告知 IT 人员。',
    ar: 'تعذّرت الكتابة على قرص المحطة. لم يتغيّر شيء. أبلغ فريق تقنية المعلومات.',
  },
  'disk-failed-landed': {
    en: 'The disk reported a fault, and the photos are in the list all the same. Tell your IT team.',
    ja: 'ディスクの障害が報告されましたが、写真は一覧に入っています。IT 担当者に知らせてください。',
    'zh-Hans': '磁盘报告了故障，但照片已在列表中。请告知 IT 人员。',
    ar: 'أبلغ القرص عن عطل، ومع ذلك فالصور في القائمة. أبلغ فريق تقنية المعلومات.',
  },
  locked: {
    en: 'The staff screens have locked meanwhile. Unlock them, and look at the list before you try again.',
    ja: '係の画面がロックされました。ロックを解除し、一覧を確かめてからやり直してください。',
    'zh-Hans': '工作人员页面已锁定。请解锁，先查看列表再重试。',
    ar: 'أُقفلت شاشات الموظفين في هذه الأثناء. افتحها، وراجع القائمة قبل إعادة المحاولة.',
  },
  'self-service': {
    en: 'At a station where people sign in themselves no photos are taken in from elsewhere. Nothing has changed.',
    ja: '本人がサインインする端末では、ほかの端末の写真を取り込めません。何も変わっていません。',
    'zh-Hans': '由本人登录的照片站不接收其他照片站的照片。什么都没有改变。',
    ar: 'المحطة التي يسجّل فيها الأشخاص دخولهم بأنفسهم لا تستورد صورًا من غيرها. لم يتغيّر شيء.',
  },
  unknown: {
    en: 'That did not work, and it is not known how far it went. Look at the list before you try again.',
    ja: 'うまくいきませんでした。どこまで進んだかわからないため、一覧を確かめてからやり直してください。',
    'zh-Hans': '没有成功，也无法确定进行到哪一步。请先查看列表再重试。',
    ar: 'لم ينجح ذلك، ولا يُعرف إلى أي حد وصل. راجع القائمة قبل إعادة المحاولة.',
  },
};

/** The problem that a reply's failure means. */
export function transferProblemOf({ code, detail }: Failure): TransferProblem {
  switch (code) {
    case 'transfer-another-file':
      return 'another-file';
    case 'transfer-wrong-passphrase':
      return 'wrong-passphrase';
    case 'transfer-damaged':
      return 'damaged';
    case 'transfer-not-opened':
      return 'not-opened';
    case 'not-saved-disk-full':
      return 'disk-full';
    case 'not-saved-queue-full':
      return 'queue-full';
    case 'not-saved-storage':
      return detail?.landed === undefined ? 'disk-failed' : 'disk-failed-landed';
    case 'locked':
      return 'locked';
    case 'not-allowed':
      return 'self-service';
    default:
      return 'unknown';
  }
}

/** What came of taking photos in. */
export interface Taken {
  readonly count: number;
  /** Already here, or older than what is here. */
  readonly skipped: number;
  readonly damaged: number;
}

/** What screens and terminal say of an import that went well: each number only where there is one. */
export function takenWords({ count, skipped, damaged }: Taken): Words {
  const isNothing = count === 0;
  return {
    en: [
      isNothing ? 'Nothing was taken over.' : `Photos taken over: ${count}.`,
      ...(skipped > 0 ? [`Already here, or older than what is here: ${skipped}.`] : []),
      ...(damaged > 0 ? [`Damaged in the file: ${damaged}.`] : []),
    ].join(' '),
    ja: [
      isNothing ? '受け取った写真はありません。' : `${count} 枚を受け取りました。`,
      ...(skipped > 0 ? [`すでにあるか、より新しい写真があるもの：${skipped} 枚。`] : []),
      ...(damaged > 0 ? [`ファイルの中で壊れていたもの：${damaged} 枚。`] : []),
    ].join(''),
    'zh-Hans': [
      isNothing ? '没有接收任何照片。' : `已接收 ${count} 张。`,
      ...(skipped > 0 ? [`本机已有或有更新照片的：${skipped} 张。`] : []),
      ...(damaged > 0 ? [`文件中已损坏的：${damaged} 张。`] : []),
    ].join(''),
    ar: [
      isNothing ? 'لم يُستورَد شيء.' : `الصور المستوردة: ${count}.`,
      ...(skipped > 0 ? [`موجودة هنا من قبل، أو أقدم مما هو هنا: ${skipped}.`] : []),
      ...(damaged > 0 ? [`تالفة في الملف: ${damaged}.`] : []),
    ].join(' '),
  };
}
