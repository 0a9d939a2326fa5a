import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { DemoPerson } from '../electron/demo/sample-people.ts';
import type { ImportFinding, ImportItem, ImportState } from '../shared/picture-import.ts';
import { composeScene, readFixture } from './face-pictures.ts';

/** What an import must say of one file. Findings about sharpness and present photos are left to other tests. */
export interface ExpectedPicture {
  readonly state: ImportState;
  readonly findings: readonly ImportFinding[];
  readonly personId?: string;
}

/** What an import says of every file, in the form of what it must say. */
export function saidOf(items: readonly ImportItem[]): Map<string, ExpectedPicture> {
  return new Map(
    items.map((item) => [
      item.name,
      {
        state: item.state,
        findings: item.findings.filter((finding) => finding !== 'not-sharp'),
        ...(item.match.kind === 'matched' ? { personId: item.match.person.objectId } : {}),
      },
    ]),
  );
}

/** Whose photos are ready; where no faces are looked for, a cat is as good as anybody. */
export function readyTargets(expected: ReadonlyMap<string, ExpectedPicture>, { hasFaces = true } = {}): string[] {
  return [...expected.values()]
    .filter(({ state, findings }) => state === 'ready' || (!hasFaces && findings.some((one) => one.includes('face'))))
    .map(({ personId }) => `user:${personId}`);
}

const given = ['Anna', 'José', 'Łukasz', 'Zoë', '葵', '예진', 'Анна', 'Νίκος', 'ليلى', 'O’Neil'];
const families = ['Müller', 'Dvořák', 'Nguyễn', '田中', '박', 'Орлов', 'Παππά', 'حدّاد', 'García', 'Smith'];
const letters = 'abcdefghijklmnopqrstuvwxyz';

function suffixOf(index: number): string {
  return index < 26 ? (letters[index] ?? '') : suffixOf(Math.floor(index / 26) - 1) + (letters[index % 26] ?? '');
}

/** A person of a company whose names are in many scripts, each of them unique. */
export function folderPerson(index: number): DemoPerson {
  const givenName = given[index % given.length] ?? '';
  const surname = `${families[(index * 3) % families.length]}${suffixOf(index)}`;
  const account = `person${index}@tidewater.example`;
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    userPrincipalName: account,
    mail: `mail.${account}`,
    employeeId: String(500_000 + index),
    department: 'Workshop',
    jobTitle: 'Fitter',
    mailbox: 'cloud',
    isEnabled: true,
    isGuest: false,
    photo: index % 2 === 0 ? 'none' : 'mailbox',
  };
}

/** Two people whose name is the same. */
export const namesakes: readonly DemoPerson[] = [900_001, 900_002].map((index) => ({
  ...folderPerson(index),
  displayName: 'Same Name',
  givenName: 'Same',
  surname: 'Name',
}));

/** A JPEG with a comment: the same pixels in other bytes (ISO/IEC 10918-1, B.2.4.5). */
export function commented(jpeg: Uint8Array, text: string): Buffer {
  const comment = Buffer.from(text);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(comment.byteLength + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, comment, jpeg.subarray(2)]);
}

interface Pictures {
  readonly portrait: Buffer;
  readonly twoFaces: Buffer;
  readonly cat: Buffer;
  /** The portrait by way of EXIF orientations, colour spaces and formats, each with its ending. */
  readonly variants: readonly { readonly bytes: Buffer; readonly ending: string }[];
}

async function drawPictures(widthPx: number): Promise<Pictures> {
  const size = { widthPx, heightPx: Math.round(widthPx * 0.75) };
  const face = (x: number) => ({ eyesXPx: x * widthPx, eyesYPx: 0.3 * widthPx, eyeGapPx: 0.085 * widthPx, rollDeg: 0 });
  const scene = async (places: readonly number[]) => {
    const drawn = await composeScene({ size, portraits: places.map(face) });
    return sharp(drawn.data, { raw: { width: drawn.widthPx, height: drawn.heightPx, channels: 3 } });
  };
  const upright = await scene([0.5]);
  const jpeg = { quality: 90 };
  const turned = (degrees: number, orientation: number) =>
    upright.clone().rotate(degrees).withMetadata({ orientation }).jpeg(jpeg).toBuffer();
  const small = upright.clone().resize(800);
  const variants = [
    { ending: 'jpg', bytes: await turned(270, 6) },
    { ending: 'jpg', bytes: await turned(90, 8) },
    { ending: 'jpg', bytes: await turned(180, 3) },
    { ending: 'JPEG', bytes: await upright.clone().withIccProfile('p3').jpeg(jpeg).toBuffer() },
    { ending: 'jpg', bytes: await upright.clone().toColourspace('cmyk').jpeg(jpeg).toBuffer() },
    {
      ending: 'jpg',
      bytes: await upright
        .clone()
        .greyscale()
        .jpeg({ ...jpeg, progressive: true })
        .toBuffer(),
    },
    { ending: 'png', bytes: await small.clone().toColourspace('rgb16').png().toBuffer() },
    { ending: 'webp', bytes: await small.clone().webp().toBuffer() },
    { ending: 'tif', bytes: await small.clone().tiff({ compression: 'lzw' }).toBuffer() },
    { ending: 'avif', bytes: await small.clone().avif({ effort: 0 }).toBuffer() },
  ];
  const drawnCat = await readFixture('chelsea.png');
  const cat = sharp(drawnCat.data, { raw: { width: drawnCat.widthPx, height: drawnCat.heightPx, channels: 3 } });
  return {
    portrait: await upright.clone().jpeg(jpeg).toBuffer(),
    twoFaces: await (await scene([0.25, 0.75])).jpeg(jpeg).toBuffer(),
    cat: await cat.resize(widthPx).jpeg(jpeg).toBuffer(),
    variants,
  };
}

/** The header of a PNG that would unpack to 3.6 gigapixels, and nothing behind it. */
function bomb(): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d494844520000ea600000ea600802000000', 'hex');
  return Buffer.concat([header, Buffer.alloc(4_000)]);
}

type Made = readonly { readonly name: string; readonly bytes: Uint8Array; readonly expected: ExpectedPicture }[];
interface Round {
  readonly pictures: Pictures;
  readonly person: DemoPerson;
  readonly other: DemoPerson;
  /** Counts how often this kind came before. */
  readonly turn: number;
}

const ready = ({ id }: DemoPerson): ExpectedPicture => ({ state: 'ready', findings: [], personId: id });
const found = (state: ImportState, findings: readonly ImportFinding[], person?: DemoPerson): ExpectedPicture => ({
  state,
  findings,
  ...(person === undefined ? {} : { personId: person.id }),
});
const own = ({ pictures, person }: Round) => commented(pictures.portrait, person.id);

/** One kind of file name or picture each, as they are met in folders of portraits. */
const kinds: readonly ((round: Round) => Made)[] = [
  (round) => [{ name: `${round.person.id}.jpg`, bytes: own(round), expected: ready(round.person) }],
  (round) => [{ name: `${round.person.userPrincipalName}.jpg`, bytes: own(round), expected: ready(round.person) }],
  (round) => [{ name: `${round.person.mail}.JPG`, bytes: own(round), expected: ready(round.person) }],
  (round) => [{ name: `2026/Team Ä/${round.person.employeeId}.jpg`, bytes: own(round), expected: ready(round.person) }],
  (round) => [
    {
      name: `${round.person.givenName}.${round.person.surname}.jpg`.normalize('NFC'),
      bytes: own(round),
      expected: ready(round.person),
    },
  ],
  (round) => [
    {
      name: `${round.person.surname}_${round.person.givenName}.jpg`.normalize('NFD'),
      bytes: own(round),
      expected: ready(round.person),
    },
  ],
  (round) => [{ name: `${round.person.displayName}.jpg`, bytes: own(round), expected: ready(round.person) }],
  (round) => [{ name: `${round.person.employeeId} (1).jpg`, bytes: own(round), expected: ready(round.person) }],
  (round) => {
    const { variants } = round.pictures;
    const variant = variants[round.turn % variants.length];
    if (variant === undefined) return [];
    const isUnique = variant.ending.toLowerCase().startsWith('j');
    // What cannot bear a comment comes once: the same bytes for two people would be another kind.
    if (!isUnique && round.turn >= variants.length) return [];
    const bytes = isUnique ? commented(variant.bytes, round.person.id) : variant.bytes;
    return [{ name: `${round.person.employeeId}.${variant.ending}`, bytes, expected: ready(round.person) }];
  },
  (round) => {
    const whole = own(round);
    const bytes = whole.subarray(0, Math.round(whole.byteLength * 0.4));
    return [
      { name: `${round.person.employeeId}.jpg`, bytes, expected: found('refused', ['unreadable'], round.person) },
    ];
  },
  ({ person }) => [
    {
      name: `${person.employeeId}.jpg`,
      bytes: Buffer.from(`not a picture ${person.id}`),
      expected: found('refused', ['unreadable'], person),
    },
  ],
  ({ person }) => [
    { name: `${person.employeeId}.png`, bytes: bomb(), expected: found('refused', ['unreadable'], person) },
  ],
  ({ person }) => [
    { name: `${person.employeeId}.jpg`, bytes: Buffer.alloc(0), expected: found('refused', ['unreadable'], person) },
  ],
  ({ person, turn }) => [
    {
      name: `${person.employeeId}.gif`,
      // The smallest GIF there is, 1 × 1.
      bytes: Buffer.concat([
        Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
        Buffer.from(String(turn)),
      ]),
      expected: found('refused', ['too-small'], person),
    },
  ],
  (round) => [
    { name: `Nobody.Known${suffixOf(round.turn)}.jpg`, bytes: own(round), expected: found('held', ['unmatched']) },
  ],
  (round) => [
    { name: `${'sub/'.repeat(round.turn)}Same.Name.jpg`, bytes: own(round), expected: found('held', ['ambiguous']) },
  ],
  (round) => [
    {
      name: `${round.person.employeeId}.jpg`,
      bytes: own(round),
      expected: found('held', ['same-picture'], round.person),
    },
    {
      name: `${round.other.employeeId}.jpg`,
      bytes: own(round),
      expected: found('held', ['same-picture'], round.other),
    },
  ],
  (round) => [
    {
      name: `${round.person.employeeId}.jpg`,
      bytes: own(round),
      expected: found('held', ['several-files'], round.person),
    },
    {
      name: `${round.person.employeeId}_2.jpg`,
      bytes: commented(round.pictures.portrait, `second ${round.person.id}`),
      expected: found('held', ['several-files'], round.person),
    },
  ],
  (round) => [
    { name: `${round.person.employeeId}.jpg`, bytes: own(round), expected: ready(round.person) },
    {
      name: `${round.person.employeeId} - Copy.jpg`,
      bytes: own(round),
      expected: found('done', ['copy'], round.person),
    },
  ],
  ({ pictures, person }) => [
    {
      name: `${person.employeeId}.jpg`,
      bytes: commented(pictures.cat, person.id),
      expected: found('held', ['no-face'], person),
    },
  ],
  ({ pictures, person }) => [
    {
      name: `${person.employeeId}.jpg`,
      bytes: commented(pictures.twoFaces, person.id),
      expected: found('held', ['several-faces'], person),
    },
  ],
];

/** Fills a folder with `rounds` files of every kind and pictures of this width; two litter files lie among them. */
export async function makePictureFolder(
  folder: string,
  { rounds, widthPx }: { readonly rounds: number; readonly widthPx: number },
): Promise<{ readonly people: readonly DemoPerson[]; readonly expected: ReadonlyMap<string, ExpectedPicture> }> {
  const pictures = await drawPictures(widthPx);
  const people: DemoPerson[] = [...namesakes];
  const expected = new Map<string, ExpectedPicture>();
  let next = 0;
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const kind of kinds) {
      const [person, other] = [folderPerson(next), folderPerson(next + 1)];
      next += 2;
      people.push(person, other);
      for (const file of kind({ pictures, person, other, turn })) {
        expected.set(file.name, file.expected);
        const place = path.join(folder, file.name);
        await mkdir(path.dirname(place), { recursive: true });
        await writeFile(place, file.bytes);
      }
    }
  }
  await writeFile(path.join(folder, 'Thumbs.db'), 'litter');
  await writeFile(path.join(folder, '.DS_Store'), 'litter');
  return { people, expected };
}
