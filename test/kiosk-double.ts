import {
  type CommandName,
  contract,
  type EventName,
  type EventValue,
  type KioskApi,
  type KioskHandlers,
} from '../shared/contract.ts';
import { createKioskApi } from '../shared/kiosk-api.ts';
import type { PersonCard } from '../shared/person-card.ts';
import { err, ok } from '../shared/result.ts';
import type { Snapshot } from '../shared/station.ts';
import type { UploadJob } from '../shared/upload-job.ts';

/** A kiosk without a core: the contract with answers from a test. */
export interface KioskDouble {
  readonly api: KioskApi;
  /** Every command asked, in order, as it arrived. */
  readonly calls: readonly { readonly name: CommandName; readonly request: unknown }[];
  emit<Name extends EventName>(name: Name, value: EventValue<Name>): void;
  /** From now on this command is answered so. */
  answer<Name extends CommandName>(name: Name, handler: KioskHandlers[Name]): void;
  /** How many listeners an event has now. */
  listenerCount(name: EventName): number;
}

export const samplePeople: readonly PersonCard[] = [
  person('1', 'Aiko Tanaka', {
    reading: '田中 愛子',
    department: 'Design',
    jobTitle: 'Product designer',
    maskedMail: 'p•••1@contoso.com',
  }),
  person('2', 'Aiko Tanaka', {
    department: 'Finance',
    jobTitle: 'Controller',
    maskedMail: 'a•••2@contoso.com',
  }),
  person('3', '田中 美咲', { reading: 'たなか みさき', department: '営業部', jobTitle: '主任' }),
  person('4', 'Antoine Lefèvre', { department: 'Research', jobTitle: 'Scientist' }),
  person('5', '张伟', { reading: 'Zhāng Wěi', department: '工程部', jobTitle: '工程师' }),
  person('6', 'Amina Abdullahi-Oyelaran de la Cruz', {
    department: 'People and places',
    jobTitle: 'Head of workplace',
  }),
  person('7', 'Taylor Andersen', { department: 'Sales' }),
];

function person(id: string, displayName: string, more: Partial<PersonCard> = {}): PersonCard {
  return { id, displayName, ...more };
}

export const sampleSnapshot: Snapshot = {
  station: {
    name: 'Lobby',
    companyName: 'Contoso',
    accentColour: '#2f5d50',
    theme: 'light',
    mode: 'reception',
    trust: 'open',
    codeCamera: false,
    languages: ['en', 'ja', 'zh-Hans', 'ar'],
    idleTimeoutSeconds: 60,
    countdownSeconds: 3,
    canChooseFile: true,
    isMirrored: true,
    faceGuidance: true,
    lens: 'above',
    autoShutter: false,
    spokenHints: false,
    notice: { version: '1', text: {} },
    keepFormerHours: 24,
    outputEdgePx: 648,
    headShare: 0.6,
    headroom: 0.12,
    hasOperatorPin: false,
  },
  signInMode: 'application',
  signIn: {
    kind: 'signed-in',
    validUntilMs: 4_000_000_000_000,
    permissions: ['ProfilePhoto.ReadWrite.All', 'User.Read.All'],
  },
  queue: {
    waiting: 0,
    sending: 0,
    accepted: 0,
    parked: 0,
    held: 0,
    troubled: 0,
    network: 'online',
    pause: { kind: 'none' },
    ageAlarm: 'none',
    canSave: true,
    storageNotice: 'none',
  },
  directoryNotice: 'none',
  isOperator: false,
  demo: { fault: 'none', directoryUrl: 'http://127.0.0.1:4710/' },
  version: '0.1.0',
  shell: 'browser',
};

/** An upload job as it is right after saving. */
export function sampleJob(changes: Partial<UploadJob> = {}): UploadJob {
  return {
    id: 'job-1',
    target: 'user:1',
    personName: 'Aiko Tanaka',
    state: { kind: 'waiting' },
    savedAtMs: 1_790_000_000_000,
    attempts: 0,
    sizeBytes: 80_000,
    ...changes,
  };
}

/**
 * Derived from the contract: requests and replies are parsed by its schemas, so a test cannot speak another language than
 * the core. Commands without an override answer with a plain success where one is known, else `not-now`.
 */
export function createKioskDouble(overrides: Partial<KioskHandlers> = {}, snapshot = sampleSnapshot): KioskDouble {
  const calls: { name: CommandName; request: unknown }[] = [];
  const listeners = new Map<EventName, Set<(value: unknown) => void>>();
  const handlers: Partial<KioskHandlers> = { ...defaultHandlers(snapshot), ...overrides };

  const api = createKioskApi({
    async invoke(name, request) {
      calls.push({ name, request });
      const parsed = contract.commands[name].request.safeParse(request);
      if (!parsed.success) return err({ code: 'bad-request' });
      const handler = handlers[name] as ((value: unknown) => Promise<unknown>) | undefined;
      if (handler === undefined) return err({ code: 'not-now' });
      const reply = (await handler(parsed.data)) as { kind: string; value?: unknown };
      if (reply.kind === 'ok') contract.commands[name].reply.parse(reply.value);
      return reply;
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
  });
  return {
    api,
    calls,
    emit(name, value) {
      const parsed = contract.events[name].value.parse(value);
      for (const listener of [...(listeners.get(name) ?? [])]) listener(parsed);
    },
    answer(name, handler) {
      handlers[name] = handler;
    },
    listenerCount: (name) => listeners.get(name)?.size ?? 0,
  };
}

/** Lower-case hexadecimal SHA-256, as the core answers it. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function defaultHandlers(snapshot: Snapshot): Partial<KioskHandlers> {
  return {
    'station.snapshot': async () => ok(snapshot),
    'station.hint': async () => ok({}),
    'station.camera': async () => ok({}),
    'people.search': async ({ query }) => {
      const text = query.toLowerCase();
      // The core also finds by what it does not show: here an address made of the id.
      const known = (one: PersonCard) => `${JSON.stringify(one)} person${one.id}@contoso.example`.toLowerCase();
      const people = samplePeople.filter((one) => known(one).includes(text));
      return ok({ people, isFromCache: false });
    },
    'people.photo': async () => ok({}),
    'people.identify': async ({ code }) => {
      const found = samplePeople.find((one) => one.id === code.replace(/^1000/, ''));
      return found === undefined ? err({ code: 'unknown-badge' }) : ok({ person: found });
    },
    'people.forget': async () => ok({}),
    'photos.open': async ({ file }) => ok({ capture: file, widthPx: 512, heightPx: 512 }),
    'uploads.enqueue': async ({ capture, person: owner }) => {
      const captureSha256 = await sha256Hex(capture);
      const job = sampleJob({ target: `user:${owner.id}`, personName: owner.displayName });
      return ok({ job, captureSha256, photoSha256: captureSha256, photo: capture });
    },
    'demo.setFault': async () => ok({}),
  };
}
