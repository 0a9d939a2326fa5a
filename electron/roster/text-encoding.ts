import { analyse } from 'chardet';
import { type TextEncoding, textEncodings } from '../../shared/roster-import.ts';
import { frequentShare } from './encoding-likelihood.ts';

/** What the bytes seem to be. A guess, unless a byte order mark says so; the alternatives could be read without an error too. */
export interface EncodingGuess {
  readonly encoding: TextEncoding;
  readonly isCertain: boolean;
  /** Best first; never empty; holds `encoding` too. */
  readonly alternatives: readonly TextEncoding[];
}

const marks: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The guess looks at this much; a list repeats itself long before. */
const sampleBytes = 256 * 1024;

const names: Readonly<Record<string, TextEncoding>> = {
  ascii: 'utf-8',
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  shift_jis: 'shift_jis',
  'euc-jp': 'euc-jp',
  gb18030: 'gb18030',
  big5: 'big5',
  'euc-kr': 'euc-kr',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

/** UTF-16 without a mark: in a list with headings, addresses or numbers every other byte is zero. */
function withoutMark(bytes: Uint8Array): TextEncoding | undefined {
  let even = 0;
  let odd = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = bytes.byteLength / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.1 ? 'utf-16be' : undefined;
}

function isReadableAs(encoding: TextEncoding, bytes: Uint8Array): boolean {
  try {
    // `stream`: the sample may end in the middle of a character.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return !/[\u{80}-\u{9f}\u{e000}-\u{f8ff}]/u.test(text);
  } catch {
    return false;
  }
}

/**
 * Guesses the encoding of a text: byte order mark, the zeros of UTF-16, valid UTF-8, then the encoding in which it holds
 * most of what people write every day, and what chardet thinks; kept only where the bytes can be read without an error.
 */
export function guessEncoding(whole: Uint8Array): EncodingGuess {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => whole[index] === byte))?.[0];
  if (marked !== undefined) return { encoding: marked, isCertain: true, alternatives: [marked] };
  const bytes = whole.subarray(0, sampleBytes);
  const wide = withoutMark(bytes);
  if (wide !== undefined) return { encoding: wide, isCertain: false, alternatives: [wide] };
  const isAscii = bytes.every((byte) => byte < 0x80);
  if (isAscii) return { encoding: 'utf-8', isCertain: true, alternatives: ['utf-8'] };
  // Text of another encoding is next to never valid UTF-8.
  const isUnicode = isReadableAs('utf-8', bytes);
  const likely = analyse(bytes).map(({ name }) => names[name.toLowerCase()]);
  const readable = textEncodings.filter((encoding) => !encoding.startsWith('utf') && isReadableAs(encoding, bytes));
  // chardet needs more text than a short list has; what its guesses have in common with everyday writing decides first.
  const share = new Map(readable.map((encoding) => [encoding, frequentShare(bytes, encoding)]));
  const rank = (encoding: TextEncoding) => (likely.includes(encoding) ? likely.indexOf(encoding) : likely.length);
  readable.sort((a, b) => (share.get(b) ?? 0) - (share.get(a) ?? 0) || rank(a) - rank(b));
  const alternatives: TextEncoding[] = [...(isUnicode ? (['utf-8'] as const) : []), ...readable];
  const [encoding = 'windows-1252'] = alternatives;
  return { encoding, isCertain: false, alternatives: alternatives.length === 0 ? [encoding] : alternatives };
}

/**
 * Reads the bytes as text, without a byte order mark. Bytes that the encoding does not know become U+FFFD, which whoever
 * reads the rows must show.
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
