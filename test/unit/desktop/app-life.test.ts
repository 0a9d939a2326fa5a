import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createAppLife } from '../../../electron/desktop/app-life.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { preventable } from '../../fake-electron.ts';

/** An app whose end takes until `finish` is called. */
function setUp() {
  const said: unknown[] = [];
  const { promise: ended, resolve: finish } = Promise.withResolvers<void>();
  const app = Object.assign(new EventEmitter(), { exit: (code: number) => void said.push(code) });
  const signals = new EventEmitter();
  const clock = createFakeClock();
  const life = createAppLife({
    app: app as never,
    signals: signals as never,
    clock,
    end: () => {
      said.push('end');
      return ended;
    },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { app, signals, life, said, finish, settled, clock };
}

describe('the end of the app', () => {
  test.each(['window-all-closed', 'before-quit', 'SIGINT', 'SIGTERM', 'SIGHUP'])(
    'follows %s, after all that was begun',
    async (name) => {
      const { app, signals, life, said, finish, settled } = setUp();
      life.follow();
      const event = preventable({});
      (name.startsWith('SIG') ? signals : app).emit(name, event);
      expect(life.isQuitting()).toBe(true);
      expect(said).toEqual(['end']);
      expect(event.isPrevented).toBe(name === 'before-quit');
      finish();
      await settled();
      expect(said).toEqual(['end', 0]);
    },
  );

  test('comes once, with the code of who asked first', async () => {
    const { app, life, said, finish, settled } = setUp();
    life.follow();
    void life.quit(75);
    const event = preventable({});
    app.emit('before-quit', event);
    void life.quit(1);
    finish();
    await settled();
    expect(said).toEqual(['end', 75]);
    // The second asking is the exit itself: it must not be held up.
    expect(event.isPrevented).toBe(false);
  });

  test('is there at its limit with the code that was asked for, whatever still holds it', () => {
    const { life, said, clock } = setUp();
    void life.quit(75);
    clock.advance(15_000);
    expect(said).toEqual(['end', 75]);
  });

  test('comes at once with a second signal', () => {
    const { signals, life, said } = setUp();
    life.follow();
    signals.emit('SIGINT');
    signals.emit('SIGTERM');
    expect(said).toEqual(['end', 1]);
  });

  test('is not asked for before the app follows', () => {
    const { app, signals, said } = setUp();
    app.emit('window-all-closed');
    signals.emit('SIGTERM');
    expect(said).toEqual([]);
  });
});
