import process from 'node:process';
import { textOfBytes } from '../../shared/text-bytes.ts';

/**
 * One secret from whoever runs the command: typed without being shown, or the first line of what is piped in. Never an
 * argument, which the machine's other users and the shell's history would see. `undefined`: nothing came, or Ctrl+C.
 */
export async function readSecret(prompt: string, notice: (line: string) => void): Promise<string | undefined> {
  const { stdin } = process;
  if (!stdin.isTTY) return firstLine(stdin);
  notice(prompt);
  stdin.setRawMode(true);
  stdin.resume();
  try {
    return await typed(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}

const secretLimitBytes = 16 * 1024;

async function firstLine(input: AsyncIterable<Buffer>): Promise<string | undefined> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of input) {
    bytes = Buffer.concat([bytes, chunk]);
    // A whole line in either encoding: in UTF-16 the line end's second byte may still be on its way.
    if (textOfBytes(bytes)?.includes('\n') || bytes.byteLength > secretLimitBytes) break;
  }
  const line = (textOfBytes(bytes) ?? '').split(/\r?\n/)[0] ?? '';
  return line === '' ? undefined : line;
}

function typed(stdin: NodeJS.ReadStream): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const end = (value: string | undefined) => {
      stdin.off('data', take);
      resolve(value);
    };
    const take = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return end(text === '' ? undefined : text);
        if (character === '\u0003' || character === '\u0004') return end(undefined);
        text = character === '\u007f' || character === '\b' ? text.slice(0, -1) : text + character;
      }
    };
    stdin.on('data', take);
  });
}
