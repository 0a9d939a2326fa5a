import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type {} from '../../renderer/api/kiosk.ts';
import { contract } from '../../shared/contract.ts';
import { obstacle, test } from './shell-app.ts';

const portrait = path.resolve(import.meta.dirname, '../fixtures/astronaut.png');

test.describe('the page', () => {
  test('is ours, in a sandbox, and sees the contract and nothing of Node or Electron', async ({
    shell: { app, page },
  }) => {
    expect(page.url()).toBe('app://kiosk/');
    const seen = await page.evaluate(() => ({
      node: [
        typeof globalThis.process,
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'module'),
      ],
      names: Object.keys(window.kiosk ?? {}),
      commands: Object.keys(window.kiosk?.commands ?? {}),
      events: Object.keys(window.kiosk?.events ?? {}),
      isFrozen: [window.kiosk, window.kiosk?.commands, window.kiosk?.events].every((part) => Object.isFrozen(part)),
      isSecure: window.isSecureContext,
    }));
    expect(seen).toEqual({
      node: ['undefined', 'undefined', 'undefined'],
      names: ['commands', 'events'],
      commands: Object.keys(contract.commands),
      events: Object.keys(contract.events),
      isFrozen: true,
      isSecure: true,
    });
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
  });

  test('has its process in the kernel’s sandbox, too', async ({ shell: { app } }) => {
    test.skip(
      process.platform !== 'linux' || obstacle !== undefined,
      `no sandbox to look at: ${obstacle ?? 'not Linux'}`,
    );
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    // 2: only the system calls that a filter lets through.
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m);
  });

  test('runs no code from strings or inline, and reaches no network', async ({ shell: { page } }) => {
    const tried = await page.evaluate(async () => {
      const outcome = async (action: () => unknown) => {
        try {
          await action();
          return 'worked';
        } catch {
          return 'refused';
        }
      };
      const script = document.createElement('script');
      const inline = await outcome(() => {
        script.textContent = 'window.__inlineRan = true';
        document.head.append(script);
      });
      // The debugger's own evaluation may make code from strings until its first turn of the event loop is over.
      await new Promise((resolve) => setTimeout(resolve));
      return {
        code: await outcome(() => Reflect.construct(Function, ['return 1'])()),
        inline: Reflect.has(window, '__inlineRan') ? 'worked' : inline === 'worked' ? 'refused' : inline,
        fetch: await outcome(() => fetch('https://graph.microsoft.com/v1.0/me')),
        loopback: await outcome(() => fetch('http://127.0.0.1:9/')),
        file: await outcome(() => fetch('file:///etc/passwd')),
        socket: await outcome(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket('ws://127.0.0.1:9/');
              socket.onopen = resolve;
              socket.onerror = reject;
            }),
        ),
        image: await outcome(
          () =>
            new Promise((resolve, reject) => {
              const image = new Image();
              image.onload = resolve;
              image.onerror = reject;
              image.src = 'http://127.0.0.1:9/face.png';
            }),
        ),
      };
    });
    expect(new Set(Object.values(tried))).toEqual(new Set(['refused']));
  });

  test('goes nowhere and opens nothing', async ({ shell: { app, page } }) => {
    const refusals = await page.evaluate(() => {
      const opened = window.open('https://evil.example/');
      const link = document.createElement('a');
      link.href = 'https://evil.example/';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
      return opened;
    });
    expect(refusals).toBeNull();
    for (const target of ['https://evil.example/', 'file:///etc/passwd', 'app://kiosk/assets/', 'data:text/html,x']) {
      await page.evaluate((url) => {
        location.href = url;
      }, target);
    }
    // A round trip through the main process: whatever was to happen has happened.
    await page.evaluate(() => window.kiosk?.commands['station.snapshot']({}));
    expect(page.url()).toBe('app://kiosk/');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    // Chromium asks nobody before it goes to about:blank; the station brings its page back.
    const isBack = page.waitForEvent('framenavigated', (frame) => frame.url() === 'app://kiosk/');
    await page.evaluate(() => {
      location.href = 'about:blank';
    });
    await isBack;
  });

  test('gets the camera, and no second permission', async ({ shell: { page } }) => {
    const granted = await page.evaluate(async () => {
      const outcome = async (action: () => Promise<unknown>) =>
        action().then(
          () => 'granted',
          (cause: Error) => cause.name,
        );
      return {
        camera: await outcome(async () => {
          const stream = await navigator.mediaDevices.getUserMedia({ video: true });
          for (const track of stream.getTracks()) track.stop();
        }),
        microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        both: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
        screen: await outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        notifications: await Notification.requestPermission(),
        location: await outcome(
          () =>
            new Promise((resolve, reject) =>
              navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error())),
            ),
        ),
        clipboard: await outcome(() => navigator.clipboard.readText()),
      };
    });
    expect(granted.camera).toBe('granted');
    const { camera: _camera, ...others } = granted;
    for (const [name, answer] of Object.entries(others)) expect(answer, name).not.toBe('granted');
  });
});

test('a window of somebody else with our own preload is not heard', async ({ shell: { app } }) => {
  const preload = path.resolve(import.meta.dirname, '../../out/preload/preload.cjs');
  const reply = await app.evaluate(async ({ BrowserWindow }, preloadFile) => {
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload: preloadFile, partition: 'kiosk-page', sandbox: true },
    });
    await foreign.loadURL('app://kiosk/');
    const answer = await foreign.webContents.executeJavaScript("window.kiosk.commands['station.snapshot']({})");
    foreign.destroy();
    return answer as unknown;
  }, preload);
  expect(reply).toEqual({ kind: 'error', error: { code: 'not-allowed' } });
});

test("the data's key is kept by the system's key store, not beside the data", async ({
  shell: { app, page, dataFolder },
}) => {
  const backend = await app.evaluate(({ safeStorage }) =>
    process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'the system',
  );
  expect(backend).not.toBe('basic_text');
  await page.evaluate(() => window.kiosk?.commands['station.snapshot']({}));
  expect(existsSync(path.join(dataFolder, 'store/kiosk.db'))).toBe(true);
  expect(existsSync(path.join(dataFolder, 'station.key'))).toBe(false);
});

test('pictures are decoded in a process of their own, which may die without the station noticing', async ({
  shell: { app, page },
}) => {
  // As text: Playwright takes seconds for an array of so many numbers.
  const file = readFileSync(portrait, 'base64');
  const open = () =>
    page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const reply = await window.kiosk?.commands['photos.open']({ file: bytes });
      if (reply?.kind !== 'ok') return reply;
      const { capture, widthPx, heightPx } = reply.value;
      return { start: [...capture.subarray(0, 3)], widthPx, heightPx };
    }, file);
  const expected = { start: [0xff, 0xd8, 0xff], widthPx: 512, heightPx: 512 };
  expect(await open()).toEqual(expected);
  const killed = await app.evaluate(({ app: electronApp }) => {
    const photo = electronApp
      .getAppMetrics()
      .find(({ name, serviceName }) => [name, serviceName].includes('photo-process'));
    if (photo !== undefined) process.kill(photo.pid, 'SIGKILL');
    return photo !== undefined;
  });
  expect(killed).toBe(true);
  await expect.poll(open).toEqual(expected);
});

test('a page that crashes is back by itself, and the station with it', async ({ station }) => {
  const { app, page } = await station.start();
  await page.evaluate(() => window.kiosk?.commands['station.snapshot']({}));
  const title = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) return undefined;
    const isBack = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.forcefullyCrashRenderer();
    await isBack;
    return contents.executeJavaScript(
      "window.kiosk.commands['station.snapshot']({}).then((reply) => reply.kind)",
    ) as Promise<unknown>;
  });
  expect(title).toBe('ok');
});
