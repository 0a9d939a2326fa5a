import chardet from 'chardet';

/** Encodings of names that archivers write without saying so, tried where the guess is none of them. */
const known = ['shift_jis', 'gb18030', 'euc-kr', 'big5', 'windows-1251', 'windows-1252'] as const;
/** General purpose bit 11 of a ZIP entry: its name is UTF-8 (PKWARE APPNOTE 4.4.4). */
const utf8Flag = 0x800;

function decoded(encoding: string, raw: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(raw);
  } catch {
    return undefined;
  }
}

/** A name as it came: its bytes, and the flags of its entry. */
export interface RawName {
  readonly raw: Uint8Array;
  readonly flags: number;
}

/**
 * The names of an archive as text. Names that do not say to be UTF-8 are taken for it where they are; else all of them
 * together tell their encoding, as the one machine that packed them wrote them all alike. Backslashes become slashes.
 */
export function archiveNames(names: readonly RawName[]): string[] {
  const doubtful = names.filter(({ raw, flags }) => (flags & utf8Flag) === 0 && decoded('utf-8', raw) === undefined);
  const guess = doubtful.length === 0 ? undefined : chardet.detect(Buffer.concat(doubtful.map(({ raw }) => raw)));
  const encoding = known.find((name) => name === guess?.toLowerCase().replace('iso-8859-1', 'windows-1252'));
  const order = encoding === undefined ? known : [encoding, ...known];
  return names.map(({ raw }) => {
    const text = ['utf-8', ...order].map((name) => decoded(name, raw)).find((name) => name !== undefined);
    return (text ?? Buffer.from(raw).toString('latin1')).replaceAll('\\', '/');
  });
}
