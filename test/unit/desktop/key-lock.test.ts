import { expect, test } from 'vitest';
import { isKeySwallowed, type KeyPress } from '../../../electron/desktop/key-lock.ts';

const characters = [...Array(0x5f)].map((_, index) => String.fromCharCode(0x20 + index)).concat([...'äß€あ漢한']);
const named = [
  ...[
    'Tab',
    'Enter',
    'Escape',
    'Backspace',
    'Delete',
    'Home',
    'End',
    'PageUp',
    'PageDown',
    'Shift',
    'CapsLock',
    'Process',
    'Dead',
  ],
  ...[
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'HangulMode',
    'KanaMode',
    'Convert',
    'NonConvert',
    'ZenkakuHankaku',
  ],
];
const dangerous = [
  ...[...Array(24)].map((_, index) => `F${index + 1}`),
  ...[
    'PrintScreen',
    'Print',
    'ContextMenu',
    'Help',
    'Insert',
    'Pause',
    'ScrollLock',
    'NumLock',
    'Alt',
    'Control',
    'Meta',
    'OS',
    'Super',
    'Hyper',
    'Fn',
  ],
  ...[
    'BrowserBack',
    'BrowserForward',
    'BrowserHome',
    'BrowserRefresh',
    'BrowserSearch',
    'BrowserFavorites',
    'BrowserStop',
  ],
  ...[
    'LaunchMail',
    'LaunchApplication1',
    'LaunchApplication2',
    'MediaPlayPause',
    'AudioVolumeUp',
    'Power',
    'Sleep',
    'Eject',
    'ZoomIn',
    'ZoomOut',
    'Find',
    'Open',
    'Close',
    'New',
    'Save',
    'Copy',
    'Paste',
    'Cut',
    'Undo',
  ],
];
const platforms = ['win32', 'linux', 'darwin'] as const;
const modifiers = [...Array(16)].map((_, bits) => ({
  control: (bits & 1) > 0,
  alt: (bits & 2) > 0,
  shift: (bits & 4) > 0,
  meta: (bits & 8) > 0,
}));
const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, control: false, alt: false, shift: false, meta: false },
  ...change,
});

test('over all modifiers and keys, only typing and moving gets through', () => {
  let count = 0;
  for (const platform of platforms) {
    for (const modifier of modifiers) {
      for (const key of [...characters, ...named, ...dangerous]) {
        count += 1;
        const isAltGrText = modifier.control && modifier.alt && !modifier.meta && /^[^\w\s]$/u.test(key);
        const isOptionText =
          platform === 'darwin' &&
          modifier.alt &&
          !modifier.control &&
          !modifier.meta &&
          characters.includes(key) &&
          key !== ' ';
        const isPlain = !modifier.control && !modifier.alt && !modifier.meta;
        const isNeeded =
          characters.includes(key) || (named.includes(key) && !(platform === 'darwin' && key === 'Escape'));
        const expected = !(isAltGrText || isOptionText || (isPlain && isNeeded));
        expect(isKeySwallowed(press(key, modifier), platform), `${platform} ${JSON.stringify(modifier)} ${key}`).toBe(
          expected,
        );
      }
    }
  }
  expect(count).toBeGreaterThan(1000);
});

const control = { control: true };
const alt = { alt: true };
test.each<[string, KeyPress]>([
  ['close', press('F4', alt)],
  ['close tab', press('w', control)],
  ['close tab of a group', press('F4', control)],
  ['reload', press('F5')],
  ['reload by letter', press('r', control)],
  ['full screen', press('F11')],
  ['developer tools', press('F12')],
  ['developer tools by letter', press('I', { ...control, shift: true })],
  ['console', press('J', { ...control, shift: true })],
  ['inspect', press('C', { ...control, shift: true })],
  ['print', press('p', control)],
  ['save', press('s', control)],
  ['open', press('o', control)],
  ['new window', press('n', control)],
  ['new tab', press('t', control)],
  ['view source', press('u', control)],
  ['find', press('f', control)],
  ['history', press('h', control)],
  ['downloads', press('j', control)],
  ['paste what the last person copied', press('v', control)],
  ['zoom in', press('+', control)],
  ['zoom in beside', press('=', control)],
  ['zoom out', press('-', control)],
  ['zoom back', press('0', control)],
  ['back', press('ArrowLeft', alt)],
  ['forward', press('ArrowRight', alt)],
  ['home page', press('Home', alt)],
  ['window menu', press(' ', alt)],
  ['quit on a Mac', press('q', { meta: true })],
  ['the Windows key with R', press('r', { meta: true })],
  ['task manager of Chromium', press('Escape', { shift: true, control: true })],
])('%s is swallowed everywhere', (_what, pressed) => {
  for (const platform of platforms) expect(isKeySwallowed(pressed, platform)).toBe(true);
});

test('names in every script can be typed: plain, with Shift, with AltGr', () => {
  for (const key of ['a', 'Å', 'ß', 'あ', '漢', "'", '-', ' ']) expect(isKeySwallowed(press(key), 'win32')).toBe(false);
  expect(isKeySwallowed(press('A', { shift: true }), 'linux')).toBe(false);
  for (const key of ['@', '€', '\\', 'ą'])
    expect(isKeySwallowed(press(key, { control: true, alt: true }), 'win32')).toBe(false);
});
