/** A small generator of numbers in [0, 1) from a text: the same person looks the same on every start. */
function numbersFrom(seed: string): () => number {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_507);
    state = Math.imul(state ^ (state >>> 13), 3_266_489_909);
    state ^= state >>> 16;
    return (state >>> 0) / 4_294_967_296;
  };
}

function chosen<Value>(values: readonly Value[], random: () => number): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

// Calm pairs: backdrop from top to bottom, then the clothes.
const backdrops = [
  ['#dfe7e3', '#b9cbc4', '#3f5f58'],
  ['#e9e1d6', '#d3c2ae', '#7a5c45'],
  ['#dde3ec', '#b6c3d6', '#40557a'],
  ['#eadfe2', '#d2b9c1', '#7a4457'],
  ['#e6e6da', '#c7c9ae', '#5d6336'],
  ['#e2e0ec', '#bfbad6', '#564e83'],
  ['#dbe8ea', '#a9c8cd', '#2f636b'],
  ['#efe4d2', '#e0c79a', '#8a6420'],
] as const;
const skins = ['#f2d6c1', '#e8bf9f', '#d7a27c', '#b97f56', '#8d5a3a', '#744a35'] as const;
const hairColours = ['#2b2320', '#3d2c24', '#5b3d2a', '#7a5736', '#a98b60', '#8d8a88', '#1f2430'] as const;

/** Each hair is drawn behind (`back`) and before (`front`) a face centred at 324, 268. */
const hairs: readonly { readonly back: string; readonly front: string }[] = [
  {
    back: '<ellipse cx="324" cy="250" rx="132" ry="140"/>',
    front: '<path d="M206 250c4-104 62-140 124-140 74 0 114 50 114 138-34-18-62-46-78-74-34 42-92 70-160 76z"/>',
  },
  {
    back: '<path d="M190 256c0-98 58-156 134-156s134 58 134 156v176c0 22-30 34-60 34H250c-30 0-60-12-60-34z"/>',
    front: '<path d="M212 262c0-92 48-136 112-136s112 44 112 136c-20-58-56-92-84-92-62 0-118 30-140 92z"/>',
  },
  {
    back: '',
    front:
      '<path d="M212 240c0-84 48-122 112-122s112 38 112 122c-10-34-24-54-40-60-46 14-98 14-144 0-16 6-30 26-40 60z"/>',
  },
  {
    back: '<circle cx="324" cy="112" r="54"/><ellipse cx="324" cy="236" rx="124" ry="118"/>',
    front: '<path d="M212 250c2-88 50-128 112-128s110 40 112 128c-24-48-62-76-112-76s-88 28-112 76z"/>',
  },
  {
    back: '<circle cx="240" cy="196" r="66"/><circle cx="408" cy="196" r="66"/><circle cx="324" cy="154" r="82"/><circle cx="212" cy="262" r="50"/><circle cx="436" cy="262" r="50"/>',
    front: '<path d="M222 226c20-54 60-80 102-80s82 26 102 80c-36-28-70-38-102-38s-66 10-102 38z"/>',
  },
  {
    back: '<path d="M196 250c0-92 54-146 128-146s128 54 128 146l4 96c-34 34-70 34-92 10h-80c-22 24-58 24-92-10z"/>',
    front: '<path d="M210 262c-2-98 52-142 114-142s116 44 114 142c-8-24-18-40-30-52H240c-12 12-22 28-30 52z"/>',
  },
];

function face(skin: string, ink: string, hasGlasses: boolean, smile: number): string {
  const glasses = hasGlasses
    ? `<g fill="none" stroke="${ink}" stroke-width="7"><circle cx="280" cy="276" r="34"/><circle cx="368" cy="276" r="34"/><path d="M314 272q10-8 20 0"/></g>`
    : '';
  return `<rect x="282" y="340" width="84" height="120" rx="40" fill="${skin}"/>
<path d="M282 392q42 40 84 0v20q-42 44-84 0z" fill="${ink}" opacity=".12"/>
<ellipse cx="324" cy="272" rx="104" ry="126" fill="${skin}"/>
<g fill="${ink}"><circle cx="282" cy="278" r="8"/><circle cx="366" cy="278" r="8"/></g>
<g fill="none" stroke="${ink}" stroke-width="7" stroke-linecap="round"><path d="M262 246q20-12 38-2M348 244q20-10 38 2" opacity=".75"/>
<path d="M324 286q-10 26 4 30" opacity=".35"/><path d="M288 342q36 ${smile} 72 0"/></g>${glasses}`;
}

/**
 * A calm drawing of nobody in particular, as SVG: backdrop, shoulders, face and hair chosen by the seed.
 * The picture is `widthPx` by `heightPx`; the figure fills a square of 540 of the drawing's 648.
 */
export function portraitDrawing(seed: string, widthPx = 648, heightPx = widthPx): string {
  const random = numbersFrom(seed);
  for (let warm = 0; warm < 4; warm += 1) random();
  const [top, bottom, clothes] = chosen(backdrops, random);
  const skin = chosen(skins, random);
  const hair = chosen(hairs, random);
  const hairColour = chosen(hairColours, random);
  const smile = 22 + Math.round(random() * 22);
  const hasGlasses = random() < 0.25;
  const neckline = chosen(
    [
      '<path d="M262 448q62 66 124 0" fill="none" stroke="#ffffff" stroke-opacity=".55" stroke-width="16"/>',
      '<path d="M258 446l66 84 66-84" fill="none" stroke="#ffffff" stroke-opacity=".55" stroke-width="18" stroke-linejoin="round"/>',
      '',
    ],
    random,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="54 34 540 540" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="b" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>
<rect width="648" height="648" fill="url(#b)"/><circle cx="${200 + Math.round(random() * 250)}" cy="${110 + Math.round(random() * 90)}" r="250" fill="#ffffff" opacity=".22"/>
<g fill="${hairColour}">${hair.back}</g>
<path d="M60 660c10-140 96-206 222-220h84c126 14 212 80 222 220z" fill="${clothes}"/>
${face(skin, '#2a211d', hasGlasses, smile)}${neckline}
<g fill="${hairColour}">${hair.front}</g></svg>`;
}
