/** What stands in a JPEG file, marker by marker. */
export interface JpegParts {
  /** Names in order: `SOI`, `APP0` to `APP15`, `DQT`, `SOF0`, `SOF2`, `DHT`, `DRI`, `SOS`, `COM`, `EOI`, or the marker in hex. */
  readonly markers: readonly string[];
  readonly app0: string | undefined;
  readonly trailingBytes: number;
}

const names: Readonly<Record<number, string>> = {
  192: 'SOF0',
  193: 'SOF1',
  194: 'SOF2',
  196: 'DHT',
  216: 'SOI',
  217: 'EOI',
  218: 'SOS',
  219: 'DQT',
  221: 'DRI',
  254: 'COM',
};

function nameOf(marker: number): string {
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  return names[marker] ?? marker.toString(16);
}

/** The end of entropy-coded data: the next marker that is no stuffing and no restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length - 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at++;
  }
  throw new Error('expected a marker after the scan, actual end of file');
}

/** Reads the structure of a JPEG from its markers (ITU-T T.81, annex B), without decoding it. Throws when there is none. */
export function readJpegParts(bytes: Uint8Array): JpegParts {
  const markers: string[] = [];
  let app0: string | undefined;
  let at = 0;
  for (;;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) throw new Error(`expected a marker at byte ${at}`);
    const name = nameOf(marker);
    markers.push(name);
    at += 2;
    if (name === 'SOI') continue;
    if (name === 'EOI') return { markers, app0, trailingBytes: bytes.length - at };
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (name === 'APP0') app0 = new TextDecoder('latin1').decode(bytes.subarray(at + 2, at + 6));
    at += length;
    if (name === 'SOS') at = endOfScan(bytes, at);
  }
}

/** One segment: marker, length and content. */
export function jpegSegment(marker: number, content: Uint8Array): Uint8Array {
  const segment = new Uint8Array(4 + content.length);
  segment.set([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  segment.set(content, 4);
  return segment;
}

/** The JPEG with more segments behind its first marker, and bytes after its end. */
export function stuffJpeg(jpeg: Uint8Array, segments: readonly Uint8Array[], trailing = new Uint8Array()): Uint8Array {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2), trailing]);
}
