import type { Language, Words } from './language.ts';
import { type PictureFormat, takenFormatNames, takenFormats } from './picture-format.ts';

type ForeignFormat = Exclude<PictureFormat, 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'tiff' | 'bmp' | 'unknown'>;

const same = (name: string): Words => ({ en: name, ja: name, 'zh-Hans': name, ar: name });

/** What people call the formats that are not taken. */
const foreignNames: Readonly<Record<ForeignFormat, Words>> = {
  heic: same('HEIC'),
  raw: { en: 'camera raw', ja: 'カメラの RAW', 'zh-Hans': '相机 RAW', ar: 'RAW من كاميرا' },
  'jpeg-xl': same('JPEG XL'),
  'jpeg-2000': same('JPEG 2000'),
  photoshop: same('Photoshop'),
  icon: { en: 'icon', ja: 'アイコン', 'zh-Hans': '图标', ar: 'أيقونة' },
  svg: same('SVG'),
  pdf: same('PDF'),
  video: { en: 'video', ja: '動画', 'zh-Hans': '视频', ar: 'فيديو' },
  archive: { en: 'ZIP', ja: 'ZIP', 'zh-Hans': 'ZIP', ar: 'ZIP' },
  text: { en: 'text', ja: 'テキスト', 'zh-Hans': '文本', ar: 'نصي' },
};

const notPictures: ReadonlySet<PictureFormat> = new Set(['pdf', 'video', 'archive', 'text']);
const [first, ...others] = takenFormatNames;
const takenList: Words = {
  en: `${[first, ...others.slice(0, -1)].join(', ')} or ${others.at(-1)}`,
  ja: takenFormatNames.join('、'),
  'zh-Hans': takenFormatNames.join('、'),
  ar: `${[first, ...others.slice(0, -1)].join('، ')} أو ${others.at(-1)}`,
};

const takenNames: Readonly<Record<string, string>> = { webp: 'WebP', unknown: 'no known format' };

/** What to call a format in a terminal's line. */
export function formatName(format: PictureFormat): string {
  const foreign = foreignNames[format as ForeignFormat];
  return foreign === undefined ? (takenNames[format] ?? format.toUpperCase()) : foreign.en;
}

/** Which formats are taken, as a line beside wherever a file is asked for. */
export const takenFormatWords: Words = {
  en: `Picture files: ${takenList.en}.`,
  ja: `使える画像ファイル：${takenList.ja}`,
  'zh-Hans': `可用的图片格式：${takenList['zh-Hans']}`,
  ar: `ملفات الصور المقبولة: ${takenList.ar}.`,
};

const wayOut = {
  heic: {
    en: 'This is a HEIC picture, as iPhones take them. Save or share it as a JPEG, and choose it again.',
    ja: 'iPhone などの HEIC 画像です。JPEG で保存または共有してから、選び直してください。',
    'zh-Hans': '这是 iPhone 等设备拍摄的 HEIC 图片。请另存或分享为 JPEG 后再选择。',
    ar: 'هذه صورة HEIC كالتي تلتقطها هواتف iPhone. احفظها أو شاركها بتنسيق JPEG ثم اخترها من جديد.',
  },
  damaged: {
    en: 'This picture is damaged or cut off. Copy it again, or choose another one.',
    ja: 'この画像は壊れているか、途中で切れています。コピーし直すか、別の画像を選んでください。',
    'zh-Hans': '该图片已损坏或不完整。请重新复制，或选择另一张。',
    ar: 'هذه الصورة تالفة أو مقطوعة. انسخها من جديد أو اختر صورة أخرى.',
  },
  unknown: {
    en: `This file is not a picture that can be read. Choose a ${takenList.en} file.`,
    ja: `読み取れる画像ファイルではありません。${takenList.ja} のいずれかを選んでください。`,
    'zh-Hans': `该文件不是可读取的图片。请选择 ${takenList['zh-Hans']} 格式的文件。`,
    ar: `هذا الملف ليس صورة قابلة للقراءة. اختر ملفًا بتنسيق ${takenList.ar}.`,
  },
} as const satisfies Record<string, Words>;

/** Why a file of this format was not opened, and the way out. */
export function formatAdvice(format: PictureFormat, language: Language): string {
  if (takenFormats.has(format)) return wayOut.damaged[language];
  if (format === 'heic' || format === 'unknown') return wayOut[format][language];
  const name = foreignNames[format as ForeignFormat][language];
  if (notPictures.has(format)) {
    return {
      en: `This is a ${name} file, not a picture. Choose a ${takenList.en} file.`,
      ja: `これは${spaced(name)}ファイルで、画像ではありません。${takenList.ja} のいずれかを選んでください。`,
      'zh-Hans': `这是${spaced(name)}文件，不是图片。请选择 ${takenList['zh-Hans']} 格式的文件。`,
      ar: `هذا ملف ${name}، وليس صورة. اختر ملفًا بتنسيق ${takenList.ar}.`,
    }[language];
  }
  return {
    en: `This is ${/^[aeiou]|^SVG/i.test(name) ? 'an' : 'a'} ${name} file. Save it as a JPEG or PNG in a picture program, and choose it again.`,
    ja: `これは${spaced(name)}ファイルです。画像ソフトで JPEG か PNG として保存してから、選び直してください。`,
    'zh-Hans': `这是${spaced(name)}文件。请用图片软件另存为 JPEG 或 PNG 后再选择。`,
    ar: `هذا ملف ${name}. احفظه بتنسيق JPEG أو PNG في برنامج صور ثم اختره من جديد.`,
  }[language];
}

/** A Latin word between Japanese or Chinese characters has space around it. */
function spaced(name: string): string {
  return `${/^[\x21-\x7e]/.test(name) ? ' ' : ''}${name}${/[\x21-\x7e]$/.test(name) ? ' ' : ''}`;
}
