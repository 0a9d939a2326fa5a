import { expect, test } from 'vitest';
import { createOperatorGate } from '../../../electron/operator/operator-gate.ts';
import { err, ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';

test('a wrong PIN leaves the screens locked and says why', async () => {
  const gate = createOperatorGate({
    clock: createFakeClock(),
    verifyPin: async (pin) => (pin === '2468' ? ok({}) : err({ code: 'wrong-pin' })),
    onChange: () => {},
  });
  expect(await gate.unlock('0000')).toEqual(err({ code: 'wrong-pin' }));
  expect(gate.isOperator()).toBe(false);
  await gate.unlock('2468');
  expect(gate.isOperator()).toBe(true);
});

test('an operator who walked away is locked out after five minutes, one who works is not', async () => {
  const clock = createFakeClock();
  const changes: boolean[] = [];
  const gate = createOperatorGate({ clock, onChange: (isOperator) => changes.push(isOperator) });
  await gate.unlock('');
  clock.advance(4 * 60_000);
  gate.touch();
  clock.advance(4 * 60_000);
  expect(gate.isOperator()).toBe(true);
  clock.advance(61_000);
  expect(gate.isOperator()).toBe(false);
  expect(changes).toEqual([true, false]);
});

test('a right PIN unlocks nothing for whoever comes after an operator who left before it was compared', async () => {
  const compared = Promise.withResolvers<void>();
  const changes: boolean[] = [];
  const gate = createOperatorGate({
    clock: createFakeClock(),
    verifyPin: () => compared.promise.then(() => ok({})),
    onChange: (isOperator) => changes.push(isOperator),
  });
  const unlocking = gate.unlock('2468');
  gate.lock();
  compared.resolve();
  expect(await unlocking).toEqual(err({ code: 'locked' }));
  expect(gate.isOperator()).toBe(false);
  expect(changes).toEqual([]);
});
