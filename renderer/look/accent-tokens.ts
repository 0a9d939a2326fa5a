/** Red, green and blue of sRGB, each in [0, 1]. */
export type Rgb = readonly [number, number, number];

/** The grounds that accent text may stand on: the lightest and the darkest of a theme's first three paper steps. */
const grounds = {
  light: ['#fbf9f5', '#eae4d9'],
  dark: ['#14130f', '#282520'],
} as const;
const darkInk = '#1a1813';

/** The accent's colours as `#rrggbb`, each for one use. */
export interface AccentTokens {
  /** Ground of the primary button. */
  readonly fill: string;
  readonly fillPressed: string;
  /** Text on `fill` and `fillPressed`: at least 4.5 : 1. */
  readonly onFill: string;
  /** The accent as text on any paper of the theme: at least 4.5 : 1. */
  readonly text: string;
  /** The accent as a line, ring or dot on any paper of the theme: at least 3 : 1. */
  readonly line: string;
  /** A tinted ground for the theme's ink. */
  readonly soft: string;
}

/**
 * Derives readable colours from any accent. In the light theme the primary button keeps the company's exact colour
 * (black or white text always reaches 4.5 : 1 on it); where the colour itself must be read or seen against paper, its
 * lightness is moved just far enough. Contrast as defined by WCAG 2.2.
 */
export function accentTokens(accent: string, theme: 'light' | 'dark'): AccentTokens {
  const [page, raised] = grounds[theme].map(readHex) as [Rgb, Rgb];
  const towards = theme === 'light' ? black : white;
  const brand = readHex(accent);
  const fill = theme === 'light' ? brand : moveUntil(brand, white, (colour) => contrast(colour, page) >= 3);
  const onFill = textOn(fill);
  const fillPressed = mix(fill, onFill === white && luminance(fill) > 0.03 ? black : white, 0.16);
  const readable = (ratio: number) => (colour: Rgb) =>
    contrast(colour, page) >= ratio && contrast(colour, raised) >= ratio;
  return {
    fill: writeHex(fill),
    fillPressed: writeHex(fillPressed),
    onFill: writeHex(onFill),
    text: writeHex(moveUntil(brand, towards, readable(4.5))),
    line: writeHex(moveUntil(brand, towards, readable(3))),
    soft: writeHex(mix(page, livelier(brand), theme === 'light' ? 0.13 : 0.22)),
  };
}

const white: Rgb = [1, 1, 1];
const black: Rgb = [0, 0, 0];

/** WCAG 2.2 contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Reads `#rrggbb`. Anything else reads as black: the settings schema lets nothing else through. */
export function readHex(hex: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(hex) ? Number.parseInt(hex.slice(1), 16) : 0;
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function writeHex(colour: Rgb): string {
  return `#${colour.map((part) => toByte(part).toString(16).padStart(2, '0')).join('')}`;
}

function toByte(part: number): number {
  return Math.round(Math.min(1, Math.max(0, part)) * 255);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The same hue with more colour in it: a pale tint of a muted accent would look grey. */
function livelier(colour: Rgb): Rgb {
  const grey = colour.reduce((sum, part) => sum + part, 0) / 3;
  const factor = 2 - (Math.max(...colour) - Math.min(...colour));
  return colour.map((part) => Math.min(1, Math.max(0, grey + (part - grey) * factor))) as unknown as Rgb;
}

function textOn(ground: Rgb): Rgb {
  const ink = readHex(darkInk);
  if (contrast(ground, white) >= 4.5) return white;
  return contrast(ground, ink) >= 4.5 ? ink : black;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  return quantised(one.map((part, index) => part + ((other[index] ?? 0) - part) * share) as unknown as Rgb);
}

/** What the screen will show: contrast is judged after rounding to 8 bits, so that what is promised is what is seen. */
function quantised(colour: Rgb): Rgb {
  return colour.map((part) => toByte(part) / 255) as unknown as Rgb;
}

/** The first colour on the way from `start` to `end` that passes; `end` when none does. */
function moveUntil(start: Rgb, end: Rgb, passes: (colour: Rgb) => boolean): Rgb {
  const steps = 100;
  for (let step = 0; step < steps; step += 1) {
    const colour = mix(start, end, step / steps);
    if (passes(colour)) return colour;
  }
  return end;
}
