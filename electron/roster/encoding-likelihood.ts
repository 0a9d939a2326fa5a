interface DoubleBytes {
  /** Length of the character that begins with these two bytes. */
  lengthOf(lead: number, trail: number): 1 | 2 | 3 | 4;
  /** Whether it lies where the standard keeps what people write every day. */
  isFrequent(lead: number, trail: number): boolean;
}

function isIn(byte: number, from: number, to: number): boolean {
  return byte >= from && byte <= to;
}

/**
 * Each East Asian standard keeps frequent characters apart from rare ones: level 1 of JIS X 0208 and GB 2312, the first plane
 * of Big5, the syllables of KS X 1001. Text read in a neighbour's encoding falls into the rare parts.
 */
const doubleBytes: Readonly<Record<string, DoubleBytes>> = {
  shift_jis: {
    lengthOf: (lead) => (isIn(lead, 0xa1, 0xdf) ? 1 : 2),
    isFrequent: (lead) => isIn(lead, 0x81, 0x83) || isIn(lead, 0x88, 0x97),
  },
  'euc-jp': {
    lengthOf: (lead) => (lead === 0x8f ? 3 : 2),
    isFrequent: (lead) => isIn(lead, 0xa1, 0xa5) || isIn(lead, 0xb0, 0xcf),
  },
  gb18030: {
    lengthOf: (_, trail) => (isIn(trail, 0x30, 0x39) ? 4 : 2),
    isFrequent: (lead, trail) => trail >= 0xa1 && (isIn(lead, 0xa1, 0xa3) || isIn(lead, 0xb0, 0xd7)),
  },
  big5: { lengthOf: () => 2, isFrequent: (lead) => isIn(lead, 0xa1, 0xc6) },
  'euc-kr': {
    lengthOf: () => 2,
    isFrequent: (lead, trail) => trail >= 0xa1 && (isIn(lead, 0xa1, 0xa3) || isIn(lead, 0xb0, 0xc8)),
  },
};

/** Western letters beyond ASCII stand alone between ASCII ones; bytes of other encodings stand in pairs. */
function westernShare(bytes: Uint8Array): number {
  let frequent = 0;
  let all = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    all += 1;
    const isAlone = (bytes[index - 1] ?? 0) < 0x80 && (bytes[index + 1] ?? 0) < 0x80;
    if (byte >= 0xc0 && isAlone) frequent += 1;
  }
  return all === 0 ? 1 : frequent / all;
}

/** How much of the text beyond ASCII is what people write every day in this encoding (its WHATWG name), from 0 to 1. */
export function frequentShare(bytes: Uint8Array, encoding: string): number {
  if (encoding === 'windows-1252') return westernShare(bytes);
  const table = doubleBytes[encoding];
  if (table === undefined) return 1;
  let frequent = 0;
  let all = 0;
  for (let place = 0; place < bytes.length; ) {
    const lead = bytes[place] ?? 0;
    const trail = bytes[place + 1] ?? 0;
    const length = lead < 0x80 ? 1 : table.lengthOf(lead, trail);
    if (lead >= 0x80) {
      all += 1;
      if (length === 2 && table.isFrequent(lead, trail)) frequent += 1;
    }
    place += length;
  }
  return all === 0 ? 1 : frequent / all;
}
