import { describe, expect, test } from 'vitest';
import { createAutoShutter } from '../../../renderer/camera/auto-shutter.ts';

const good = (goodForMs: number) => ({ hint: 'good', goodForMs }) as const;
const bad = { hint: 'look-at-lens', goodForMs: 0 } as const;

describe('the automatic shutter', () => {
  test('starts once all has been good for a second, and not before', () => {
    const shutter = createAutoShutter();
    expect(shutter.next(bad, 'live')).toBe('nothing');
    expect(shutter.next(good(999), 'live')).toBe('nothing');
    expect(shutter.next(good(1000), 'live')).toBe('start');
  });

  test('stops its countdown when it is not good any more, once, and may start again', () => {
    const shutter = createAutoShutter();
    shutter.next(good(1000), 'live');
    expect(shutter.next(good(1500), 'counting')).toBe('nothing');
    expect(shutter.next(bad, 'counting')).toBe('stop');
    expect(shutter.next(bad, 'counting')).toBe('nothing');
    expect(shutter.next(good(1200), 'live')).toBe('start');
  });

  test('is not stopped by a single frame: the hint decides, which is steady', () => {
    const shutter = createAutoShutter();
    shutter.next(good(1000), 'live');
    expect(shutter.next(good(0), 'counting')).toBe('nothing');
  });

  test('never stops the countdown of a person who takes it anyway', () => {
    const shutter = createAutoShutter();
    shutter.next(bad, 'live');
    shutter.takeOver();
    expect(shutter.next(bad, 'counting')).toBe('nothing');
  });

  test('leaves a person alone who stopped a countdown', () => {
    const shutter = createAutoShutter();
    shutter.next(good(1000), 'live');
    shutter.giveUp();
    expect(shutter.next(good(5000), 'live')).toBe('nothing');
  });

  test.each(['opening', 'exposing', 'failed', 'closed'] as const)('does nothing while the camera is %s', (camera) => {
    expect(createAutoShutter().next(good(5000), camera)).toBe('nothing');
  });
});
