import crypto from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createPinVerifier, isPin } from '../../../electron/operator/operator-pin.ts';
import { createFakeClock } from '../../fake-clock.ts';

const { scrypt } = crypto;
const someHash = `scrypt:${Buffer.alloc(16).toString('base64')}:${Buffer.alloc(32).toString('base64')}`;
afterEach(() => {
  crypto.scrypt = scrypt;
  syncBuiltinESMExports();
});

test('when the PIN begins to be compared, the try is on the disk already: pulling the plug gives none back', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-pin-first-'));
  const file = path.join(folder, 'pin-tries.json');
  const verify = createPinVerifier({ isRight: (pin) => isPin(pin, someHash), file, clock: createFakeClock() });
  const onDisk: unknown[] = [];
  // Node's own function, without its long work: what the disk holds when it is asked is what a cut would leave.
  crypto.scrypt = ((...[, , sizeBytes, , done]: Parameters<typeof scrypt>) => {
    onDisk.push(JSON.parse(readFileSync(file, 'utf8')));
    done(null, Buffer.alloc(sizeBytes, 1));
  }) as typeof scrypt;
  syncBuiltinESMExports();
  await verify('0000');
  await verify('1111');
  expect(onDisk).toMatchObject([{ tries: 1 }, { tries: 2 }]);
  rmSync(folder, { recursive: true });
});
