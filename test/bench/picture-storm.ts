/**
 * `node picture-storm.ts`: makes six pictures of a hundred megapixels and six of almost 64 MB and says `ready`. Then, for each
 * line of its input (`ORIGIN SECRET`), it posts all twelve at once as the kiosk's page does and prints the replies' kinds.
 */
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { captureLimitBytes } from '../../shared/contract.ts';
import { decodeMessage, encodeMessage } from '../../shared/wire.ts';

const each = 6;

/** A smooth picture of a hundred megapixels: a few megabytes to send, 300 MB to decode. */
function manyPixels(): Promise<Buffer> {
  return sharp({ create: { width: 12_000, height: 8_333, channels: 3, background: '#8a6f5c' } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A picture stored as it is: as many bytes as a request may carry. */
function manyBytes(): Promise<Buffer> {
  const width = 5_000;
  const height = Math.floor((captureLimitBytes - 100_000) / (3 * width + 1));
  const create = { width, height, channels: 3, background: '#5c7a8a' } as const;
  return sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
}

const pictures = await Promise.all([manyPixels(), manyBytes()]);
const bodies = pictures.map((file) => encodeMessage({ file: new Uint8Array(file) }));
const storm = Array.from({ length: 2 * each }, (_, index) => bodies[index % 2] as Uint8Array<ArrayBuffer>);

async function openSession(origin: string, secret: string): Promise<Record<string, string>> {
  const own = { origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
  if (secret === '') return own;
  const answer = await fetch(`${origin}/api/session`, { method: 'POST', headers: own, body: secret });
  const { pageKey } = (await answer.json()) as { pageKey: string };
  return { ...own, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', 'kiosk-page-key': pageKey };
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [origin = '', secret = ''] = line.split(' ');
  const headers = await openSession(origin, secret);
  const kinds = await Promise.all(
    storm.map(async (body) => {
      const answer = await fetch(`${origin}/api/commands/photos.open`, { method: 'POST', headers, body });
      const reply = decodeMessage(new Uint8Array(await answer.arrayBuffer()));
      if (reply.kind === 'error') return `${answer.status} ${reply.error}`;
      const { kind, error } = reply.value as { kind: string; error?: { code: string } };
      return error?.code ?? kind;
    }),
  );
  console.log(JSON.stringify(kinds));
}
