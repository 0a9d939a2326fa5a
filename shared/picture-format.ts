/** What a file is by its first bytes, whatever its name says. */
export const pictureFormats = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'avif',
  'tiff',
  'bmp',
  'heic',
  'raw',
  'jpeg-xl',
  'jpeg-2000',
  'photoshop',
  'icon',
  'svg',
  'pdf',
  'video',
  'archive',
  'text',
  'unknown',
] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** The formats that photos are made of. */
export const takenFormats: ReadonlySet<PictureFormat> = new Set(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff', 'bmp']);
/** The same for people, in the order in which they meet them; the same in every language. */
export const takenFormatNames = ['JPEG', 'PNG', 'WebP', 'AVIF', 'GIF', 'TIFF', 'BMP'] as const;

interface Signature {
  readonly format: PictureFormat;
  /** Latin-1 characters at `at`, by default at the start. */
  readonly bytes: string;
  readonly at?: number;
}

/** In this order: what begins like something more general comes before it. */
const signatures: readonly Signature[] = [
  { format: 'jpeg', bytes: '\xff\xd8\xff' },
  { format: 'png', bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'gif', bytes: 'GIF87a' },
  { format: 'gif', bytes: 'GIF89a' },
  { format: 'webp', bytes: 'WEBP', at: 8 },
  { format: 'raw', bytes: 'CR\x02\0', at: 8 },
  { format: 'raw', bytes: 'IIRO' },
  { format: 'raw', bytes: 'IIRS' },
  { format: 'raw', bytes: 'IIU\0' },
  { format: 'raw', bytes: 'MMOR' },
  { format: 'raw', bytes: 'FUJIFILMCCD-RAW' },
  { format: 'raw', bytes: 'FOVb' },
  { format: 'raw', bytes: '\0MRM' },
  { format: 'raw', bytes: 'HEAPCCDR', at: 6 },
  { format: 'tiff', bytes: 'II*\0' },
  { format: 'tiff', bytes: 'MM\0*' },
  { format: 'tiff', bytes: 'II+\0' },
  { format: 'tiff', bytes: 'MM\0+' },
  { format: 'jpeg-xl', bytes: '\xff\x0a' },
  { format: 'jpeg-xl', bytes: '\0\0\0\x0cJXL \r\n\x87\n' },
  { format: 'jpeg-2000', bytes: '\0\0\0\x0cjP  \r\n\x87\n' },
  { format: 'jpeg-2000', bytes: '\xff\x4f\xff\x51' },
  { format: 'photoshop', bytes: '8BPS' },
  { format: 'icon', bytes: '\0\0\x01\0' },
  { format: 'icon', bytes: '\0\0\x02\0' },
  { format: 'icon', bytes: 'icns' },
  { format: 'pdf', bytes: '%PDF-' },
  { format: 'pdf', bytes: '%!PS' },
  { format: 'video', bytes: '\x1a\x45\xdf\xa3' },
  { format: 'video', bytes: 'AVI ', at: 8 },
  { format: 'video', bytes: '\0\0\x01\xba' },
  { format: 'video', bytes: '\x30\x26\xb2\x75\x8e\x66\xcf\x11' },
  { format: 'archive', bytes: 'PK\x03\x04' },
  { format: 'archive', bytes: 'PK\x05\x06' },
  { format: 'archive', bytes: 'Rar!\x1a\x07' },
  { format: 'archive', bytes: "7z\xbc\xaf'\x1c" },
  { format: 'archive', bytes: '\x1f\x8b' },
];

/** Brands of the ISO base media file format (ISO/IEC 14496-12) that are pictures; other files of it are videos. */
const heicBrands = /^(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|miaf|avci|avcs|vvic|jpgs)$/;

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** The kind of an ISO media file: its major brand, and where that is general, those it also goes by. */
function isoFormat(bytes: Uint8Array): PictureFormat {
  const sizeBytes = ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  const head = latin1(bytes, 0, Math.min(Math.max(sizeBytes, 16), 256, bytes.byteLength));
  const brands = [head.slice(8, 12), ...(head.slice(16).match(/.{4}/gs) ?? [])];
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  if (brands[0] === 'crx ') return 'raw';
  return heicBrands.test(brands[0] ?? '') ? 'heic' : 'video';
}

/** The sizes of the headers that a BMP may have (Windows and OS/2); "BM" alone begins many a text. */
const bmpHeaderSizes: readonly number[] = [12, 16, 40, 52, 56, 64, 108, 124];

function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d && bmpHeaderSizes.includes(bytes[14] ?? 0) && bytes[15] === 0;
}

/** Text, or something that looks like it: no control characters but line ends and tabs. */
function textFormat(bytes: Uint8Array): PictureFormat {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return 'text';
  const text = latin1(bytes, 0, 1024);
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(text))
    return 'svg';
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) return 'unknown';
  }
  return text === '' ? 'unknown' : 'text';
}

/** Recognises a file by its content. Looks at its first kilobyte; what it says of the rest is not checked. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat {
  const signature = signatures.find(({ bytes: wanted, at = 0 }) => latin1(bytes, at, at + wanted.length) === wanted);
  if (signature !== undefined) return signature.format;
  if (latin1(bytes, 4, 8) === 'ftyp') return isoFormat(bytes);
  if (/^(?:moov|mdat|wide|free|skip|pnot)$/.test(latin1(bytes, 4, 8))) return 'video';
  return isBmp(bytes) ? 'bmp' : textFormat(bytes);
}
