import type { EventName, EventValue, KioskHandlers } from '../shared/contract.ts';
import type { ImportChoices, ImportLook } from '../shared/import-contract.ts';
import {
  type ImportFinding,
  type ImportItem,
  type ImportPhase,
  type ImportProgress,
  type ImportState,
  importFindings,
  importStates,
  type PictureMatch,
} from '../shared/picture-import.ts';
import { err, ok } from '../shared/result.ts';

type Emit = <Name extends EventName>(name: Name, value: EventValue<Name>) => void;

const names = ['Aiko Tanaka', '田中 美咲', 'Antoine Lefèvre', '张伟', 'Amina Abdullahi-Oyelaran de la Cruz'];
const kinds: readonly (readonly [ImportState, readonly ImportFinding[]])[] = [
  ['ready', []],
  ['ready', ['has-photo']],
  ['held', ['unmatched']],
  ['held', ['ambiguous']],
  ['held', ['several-files', 'not-sharp', 'has-photo']],
  ['refused', ['unreadable']],
  ['held', ['same-picture']],
  ['held', ['no-face']],
  ['done', ['copy']],
  ['done', ['unchanged']],
  ['left', ['several-faces']],
  ['refused', ['too-small', 'unmatched']],
  ['held', ['faces-unknown']],
];

function matchOf(index: number, findings: readonly ImportFinding[]): PictureMatch {
  const person = {
    objectId: `${index}`,
    displayName: names[index % names.length] ?? '',
    userPrincipalName: `person${index}@contoso.com`,
    employeeNumber: String(4100 + index),
    department: 'Workplace services',
  };
  if (findings.includes('unmatched')) return { kind: 'unmatched' };
  if (findings.includes('ambiguous')) {
    return { kind: 'ambiguous', candidates: [person, { ...person, objectId: `${index}b`, department: 'Design' }] };
  }
  return { kind: 'matched', person, by: 'employeeNumber' };
}

/** Made-up pictures in every state. */
export function sampleItems(count: number): ImportItem[] {
  return Array.from({ length: count }, (_, index) => {
    const [state, findings] = kinds[index % kinds.length] ?? ['ready', []];
    const isPicture = state !== 'refused';
    return {
      name: `2026/Workplace services/${String(4100 + index)}_a name of a file that is long.jpg`,
      sizeBytes: 4_000_000,
      match: matchOf(index, findings),
      findings: [...findings],
      state,
      ...(isPicture
        ? { widthPx: 240, heightPx: 240, crop: { centreXPx: 120, centreYPx: 110, edgePx: 180, rotationDeg: 0 } }
        : {
            problem: { code: 'picture-unreadable' as const, detail: { expected: 'a whole picture', actual: 'a part' } },
          }),
    };
  });
}

function progressOf(items: readonly ImportItem[], phase: ImportPhase, isPaused: boolean): ImportProgress {
  const isMoving = phase !== 'ready' && phase !== 'ended';
  return {
    id: 'import',
    source: '/srv/pictures/2026/a folder with a long name/portraits of everybody',
    phase,
    isPaused,
    ...(isMoving ? { done: 1_240, total: 3_000, perSecond: 11.4, msLeft: 154_000 } : { done: 0, total: 0 }),
    states: Object.fromEntries(
      importStates.map((state) => [state, items.filter((item) => item.state === state).length]),
    ) as ImportProgress['states'],
    findings: Object.fromEntries(
      importFindings.map((finding) => [finding, items.filter(({ findings }) => findings.includes(finding)).length]),
    ) as ImportProgress['findings'],
    missingFiles: 3,
    ...(isMoving ? {} : { hasGivenUpFaces: true }),
  };
}

/** Handlers for an import over made-up pictures; `emit` carries the events that the core would send. */
export function importHandlers(emit: Emit, drawPicture: () => Promise<Uint8Array>): Partial<KioskHandlers> {
  const items = sampleItems(120);
  let phase: ImportPhase | undefined;
  let isPaused = false;
  let files = 0;
  let choices: ImportChoices = { takes: ['no-face'], takesNewest: false, keepsPresent: false };
  const progress = () => progressOf(items, phase ?? 'ready', isPaused);
  const look = (): ImportLook => ({
    ...(phase === undefined
      ? {}
      : {
          running: {
            progress: progress(),
            choices,
            hasFaces: false,
            missing: ['4711.jpg', 'Zoë Müller.jpg', '田中.jpg'],
            presentOutcome: { kind: 'offline', at: '2026-09-21T14:13:20.000Z' },
          },
        }),
    handed: { files, sizeBytes: files * 4_200_000 },
  });
  const to = (next: ImportPhase, isHeld = false) => {
    phase = next;
    isPaused = isHeld;
    emit('imports.changed', { progress: progress() });
    return ok({ progress: progress() });
  };
  return {
    'imports.look': async () => ok(look()),
    'imports.handOver': async () => {
      files = 0;
      return ok({ handoverId: 'one' });
    },
    'imports.receive': async () => {
      files += 1;
      return ok({ handed: look().handed });
    },
    'imports.lookOver': async ({ path }) =>
      path?.startsWith('/') === false
        ? err({ code: 'bad-request', detail: { what: 'path' } })
        : to(path === '/ready' ? 'ready' : 'looking'),
    'imports.choose': async (chosen) => {
      choices = chosen;
      return ok({ progress: progress() });
    },
    'imports.items': async ({ filter, query, offset, limit }) => {
      const text = query.toLowerCase();
      const listed = items.filter(
        (item) =>
          (filter === 'all' || item.state === filter || item.findings.some((one) => one === filter)) &&
          JSON.stringify(item).toLowerCase().includes(text),
      );
      return ok({ items: listed.slice(offset, offset + limit), total: listed.length, progress: progress() });
    },
    'imports.crop': async () => ok({ photo: await drawPicture() }),
    'imports.picture': async () => ok({ picture: await drawPicture(), widthPx: 240, heightPx: 240 }),
    'imports.mend': async ({ name }) => {
      const item = items.find((one) => one.name === name);
      return item === undefined ? err({ code: 'not-found' }) : ok({ item, progress: progress() });
    },
    'imports.pause': async () => to('looking', true),
    'imports.resume': async () => to('looking'),
    'imports.cancel': async () => to('ended'),
    'imports.save': async () => to('queueing'),
    'imports.report': async () => ok({ file: new Uint8Array([1]) }),
    'imports.forget': async () => {
      phase = undefined;
      files = 0;
      return ok({});
    },
  };
}
