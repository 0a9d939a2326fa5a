/** A key as Electron's `before-input-event` reports it. */
export interface KeyPress {
  /** As in `KeyboardEvent.key`: the character, or the key's name. */
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
}

/** Named keys that a person needs to type, move and choose, input methods of Japanese, Chinese and Korean included. */
const neededKeys: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
  'CapsLock',
  'AltGraph',
  'Alphanumeric',
  'CodeInput',
  'Compose',
  'Convert',
  'Dead',
  'Eisu',
  'HangulMode',
  'HanjaMode',
  'Hankaku',
  'Hiragana',
  'HiraganaKatakana',
  'JunjaMode',
  'KanaMode',
  'KanjiMode',
  'Katakana',
  'ModeChange',
  'NonConvert',
  'Process',
  'Romaji',
  'Unidentified',
  'Zenkaku',
  'ZenkakuHankaku',
]);

/**
 * Whether a locked station keeps a key from Chromium and the page. What is not needed is swallowed: every shortcut with
 * Control, Alt or the system key (close, reload, print, developer tools, zoom, history, clipboard), every function key and
 * every browser, launcher, media and menu key. Keys that the operating system takes first (Ctrl+Alt+Del, Alt+Tab) never
 * arrive here; docs/kiosk-lockdown.md says who stops those.
 */
export function isKeySwallowed(press: KeyPress, platform: NodeJS.Platform): boolean {
  const { key, control, alt, meta } = press;
  const isCharacter = [...key].length === 1;
  if (meta) return true;
  // AltGr arrives as Control with Alt; characters of many keyboards are typed so, letters and digits of ASCII never.
  if (control) return !(alt && isCharacter && !/^[\w\s]$/.test(key));
  // Option types characters on a Mac; elsewhere Alt belongs to menus.
  if (alt) return !(platform === 'darwin' && isCharacter && key !== ' ');
  // Escape closes a dialog of the page; on a Mac it also leaves full screen.
  if (key === 'Escape') return platform === 'darwin';
  return !isCharacter && !neededKeys.has(key);
}
