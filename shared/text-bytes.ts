/** How a text's bytes are to be read: by their mark, else by where the zeros of its first character are. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === undefined || second === undefined || (first === 0) === (second === 0)) return 'utf-8';
  return second === 0 ? 'utf-16le' : 'utf-16be';
}

/**
 * The text of a file or pipe as editors and shells leave it: UTF-8, or UTF-16 as Windows PowerShell and Notepad write it,
 * with or without a byte-order mark, which is left out. `undefined`: the bytes are neither.
 */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
