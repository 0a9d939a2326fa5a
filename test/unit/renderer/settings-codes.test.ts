import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../../electron/settings/settings-schema.ts';
import { codesOf, createCodeCollector, mostCodes } from '../../../renderer/screens/operator/settings/settings-codes.ts';
import { frameWithCode, openInstalledCodeReader } from '../../rendered-code.ts';

/** Text that no packing makes shorter, the same every time. */
function noise(length: number): string {
  let state = 20_261_126;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return String.fromCharCode(33 + (state % 94));
  };
  return Array.from({ length }, next).join('');
}

const shuffled = (codes: readonly string[]) => [...codes.slice(1), ...codes.slice(0, 1)].reverse();

/** The last of what a collector says of these codes. */
async function collected(codes: readonly string[]) {
  const collector = createCodeCollector();
  const said = [];
  for (const code of codes) said.push(await collector.take(code));
  return said;
}

test('settings with every default fit into a few codes, and come whole out of the camera’s frames in any order', async () => {
  const document = JSON.stringify({ ...settingsSchema.parse({}), words: '受付 前台 استقبال' }, undefined, 2);
  const codes = (await codesOf(document)) ?? [];
  expect(codes.length).toBeGreaterThan(1);
  expect(codes.length).toBeLessThan(8);
  const read = await openInstalledCodeReader();
  const seen: string[] = [];
  for (const code of shuffled(codes)) {
    seen.push((await read(await frameWithCode('QRCode', code, { modulePx: 5 })))?.text ?? 'not read');
  }
  expect(seen).toEqual(shuffled(codes));
  // Each is held up more than once.
  const said = await collected([...seen.slice(0, 1), ...seen]);
  expect(said[1]).toEqual({ kind: 'part', have: 1, count: codes.length });
  expect(said.at(-1)).toEqual({ kind: 'whole', document });
});

test('what is too much for codes is not shown as codes', async () => {
  expect(await codesOf(noise(9_000))).toBeUndefined();
  expect(await codesOf('a'.repeat(70_000))).toBeUndefined();
  expect((await codesOf(noise(4_500)))?.length).toBeLessThanOrEqual(mostCodes);
});

test('codes of another station, or of other settings, begin anew; what is no code of settings is passed over', async () => {
  const [first, second] = [await codesOf(noise(900)), await codesOf(`${noise(900)} `)];
  const [one = '', two = ''] = first ?? [];
  const [other = ''] = second ?? [];
  expect(await collected([one, 'https://contoso.com', 'PKS1:zz', other, two])).toMatchObject([
    { kind: 'part', have: 1 },
    { kind: 'foreign' },
    { kind: 'foreign' },
    { kind: 'part', have: 1 },
    { kind: 'part', have: 1 },
  ]);
});

test('a set that is no document says so: cut, mixed, unfolding without end, or not text', async () => {
  const single = (packed: Uint8Array) => [`PKS1:00000000:1/1:${Buffer.from(packed).toString('base64')}`];
  for (const bad of [
    single(gzipSync('{}').subarray(0, 12)),
    single(deflateSync('{}')),
    single(gzipSync(Buffer.alloc(5_000_000))),
    single(gzipSync(Buffer.from([0xff, 0xfe, 0xfd]))),
    ['PKS1:00000000:1/1:===='],
  ]) {
    expect(await collected(bad)).toEqual([{ kind: 'broken' }]);
  }
});
