import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createPinVerifier as createVerifier, hashPin, isPin } from '../../../electron/operator/operator-pin.ts';
import { settingsSchema } from '../../../electron/settings/settings-schema.ts';
import { createFakeClock } from '../../fake-clock.ts';

const newFile = () => path.join(mkdtempSync(path.join(tmpdir(), 'pin-')), 'operator-pin.json');
const hash = await hashPin('2468');
/** Where only tries are counted a PIN is told from another as it stands: to derive a key for each takes half a second. */
const createPinVerifier = (parts: Omit<Parameters<typeof createVerifier>[0], 'isRight'>, right = '2468') =>
  createVerifier({ ...parts, isRight: async (pin) => pin === right });
const wrong = (triesLeft: number) => ({ kind: 'error', error: { code: 'wrong-pin', detail: { triesLeft } } });
const blocked = (retryAfterSeconds: number) => ({
  kind: 'error',
  error: { code: 'pin-blocked', detail: { retryAfterSeconds } },
});

test('The hash is what the settings take, differs each time, and fits its PIN alone, in full-width digits too.', async () => {
  expect(settingsSchema.safeParse({ station: { operatorPinHash: hash } }).success).toBe(true);
  expect(await hashPin('2468')).not.toBe(hash);
  expect(await isPin('2468', hash)).toBe(true);
  expect(await isPin('\uFF12\uFF14\uFF16\uFF18', hash)).toBe(true);
  expect(await isPin('2469', hash)).toBe(false);
  expect(await isPin('2468', 'scrypt:AA==:AA==')).toBe(false);
});

test('Five wrong PINs block for 15 minutes, also for the right one, also after restarts between tries.', async () => {
  const file = newFile();
  const clock = createFakeClock();
  const tryOnce = (pin: string) => createPinVerifier({ file, clock })(pin);
  for (const triesLeft of [4, 3, 2, 1]) expect(await tryOnce('0000')).toEqual(wrong(triesLeft));
  expect(await tryOnce('0000')).toEqual(blocked(900));
  expect(await tryOnce('2468')).toEqual(blocked(900));
  clock.advance(14 * 60_000);
  expect(await tryOnce('2468')).toEqual(blocked(60));
  clock.advance(60_000);
  expect(await tryOnce('0000')).toEqual(wrong(4));
  expect(await tryOnce('2468')).toEqual({ kind: 'ok', value: {} });
  expect(await tryOnce('0000')).toEqual(wrong(4));
});

test('The right PIN at the fifth try opens.', async () => {
  const parts = { file: newFile(), clock: createFakeClock() };
  const counting = createPinVerifier(parts);
  for (let tries = 0; tries < 3; tries += 1) await counting('0000');
  const verify = createVerifier({ ...parts, isRight: (pin) => isPin(pin, hash) });
  expect(await verify('0000')).toEqual(wrong(1));
  expect(await verify('2468')).toEqual({ kind: 'ok', value: {} });
});

test('Tries sent at the same moment are all counted.', async () => {
  const verify = createPinVerifier({ file: newFile(), clock: createFakeClock() });
  const answers = await Promise.all(Array.from({ length: 8 }, () => verify('0000')));
  expect(
    answers.filter(({ kind, ...rest }) => kind === 'error' && JSON.stringify(rest).includes('wrong-pin')),
  ).toHaveLength(4);
});

test('A try is on disk before the PIN is looked at: killing the station during it gives the try not back.', async () => {
  const file = newFile();
  const source = new URL('../../../electron/operator/operator-pin.ts', import.meta.url).href;
  // Ends itself the moment the count is written, long before scrypt is done; without a count it ends with 3, not never.
  const script = `
    import { createPinVerifier, isPin } from ${JSON.stringify(source)};
    import { existsSync } from 'node:fs';
    createPinVerifier({ isRight: (pin) => isPin(pin, ${JSON.stringify(hash)}), file: ${JSON.stringify(file)}, clock: { nowMs: Date.now } })('0000').then(() => process.exit(3));
    const look = () => existsSync(${JSON.stringify(file)}) ? process.kill(process.pid, 'SIGKILL') : setImmediate(look);
    look();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const signal = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ tries: 1 });
});

test('A damaged count blocks instead of giving new tries, and a clock set back does not lengthen the block.', async () => {
  const file = newFile();
  const clock = createFakeClock();
  const verify = createPinVerifier({ file, clock });
  writeFileSync(file, '{"tries":');
  expect(await verify('2468')).toEqual(blocked(900));
  clock.jump(-365 * 24 * 60 * 60_000);
  expect(await verify('2468')).toEqual(blocked(900));
  clock.advance(15 * 60_000);
  expect(await verify('2468')).toEqual({ kind: 'ok', value: {} });
});

test('On a disk that cannot be written the operator still gets in, and five wrong PINs still block.', async () => {
  const clock = createFakeClock();
  // A name so long that there is none longer: the count's draft cannot be made beside it.
  const verify = createPinVerifier({ file: path.join(path.dirname(newFile()), 'p'.repeat(250)), clock });
  expect(await verify('2468')).toEqual({ kind: 'ok', value: {} });
  for (let tries = 1; tries < 5; tries += 1)
    expect(await verify('0000')).toMatchObject({ error: { code: 'wrong-pin' } });
  expect(await verify('0000')).toEqual(blocked(900));
  expect(await verify('2468')).toEqual(blocked(900));
  clock.advance(15 * 60_000);
  expect(await verify('2468')).toEqual({ kind: 'ok', value: {} });
});

test('A count that cannot be read is a block, not a new beginning; what is known stays known.', async () => {
  const file = newFile();
  const clock = createFakeClock();
  const verify = createPinVerifier({ file, clock });
  for (let tries = 0; tries < 3; tries += 1) await verify('0000');
  rmSync(file);
  mkdirSync(file);
  expect(await verify('0000')).toEqual(wrong(1));
  expect(await verify('0000')).toEqual(blocked(900));
  const restarted = createPinVerifier({ file, clock });
  expect(await restarted('2468')).toEqual(blocked(900));
  clock.advance(15 * 60_000);
  for (const verifier of [verify, restarted]) expect(await verifier('2468')).toEqual({ kind: 'ok', value: {} });
});

test('A station in a lobby takes no short PIN, also where one was set before.', async () => {
  const parts = { clock: createFakeClock(), isLocked: true };
  const short = createPinVerifier({ ...parts, file: newFile() });
  expect(await short('2468')).toEqual(wrong(4));
  const long = createPinVerifier({ ...parts, file: newFile() }, '246813');
  expect(await long('246813')).toEqual({ kind: 'ok', value: {} });
});
