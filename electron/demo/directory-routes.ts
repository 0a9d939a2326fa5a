import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { Language } from '../../shared/language.ts';
import { type DemoFault, demoFaults } from '../../shared/station.ts';
import type { DemoWorld } from './demo-world.ts';
import { directoryPage } from './directory-page.ts';
import { directoryScript } from './directory-script.ts';
import { shownLists } from './list-view.ts';
import { isFromOwnPage, pageHeaders } from './page-shell.ts';
import { pageStyle } from './page-style.ts';
import { faultWords, preferredLanguage } from './page-words.ts';
import type { RequestLog } from './request-log.ts';
import { requestStory } from './request-story.ts';
import type { DemoEnv } from './sign-in-routes.ts';

/** What the directory page watches. */
export interface DirectoryRouteParts {
  readonly world: DemoWorld;
  readonly requestLog: RequestLog;
  fault(): DemoFault;
  setFault(fault: DemoFault): void;
  onFault(listener: (fault: DemoFault) => void): () => void;
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#2f5d50"/><circle cx="16" cy="13" r="5.5" fill="#f7f4ef"/><path d="M5.5 28c1-6.500 5-9.500 10.500-9.500S25.500 21.500 26.500 28z" fill="#f7f4ef"/></svg>';

/** The rendition that looks sharp on a screen with two pixels for one. */
const renditionEdgesPx: Readonly<Record<string, number>> = { '48': 96, '96': 240, '240': 432 };

/** Photo versions by object id: 0 for a sample photo, counted up with each change. */
function createVersions(world: DemoWorld) {
  const versions = new Map<string, number>();
  for (const person of world.directory.people) if (person.photo !== 'none') versions.set(person.id, 0);
  let changes = 0;
  const listeners = new Set<(id: string, version: number | undefined) => void>();
  world.photos.onChange((slot) => {
    const id = slot.slice(slot.indexOf(':') + 1);
    void world.photos.get(slot).then((photo) => {
      changes += 1;
      if (photo === undefined) versions.delete(id);
      else versions.set(id, changes);
      for (const listener of listeners) listener(id, versions.get(id));
    });
  });
  return {
    of: (id: string): number | undefined => versions.get(id),
    all: (): readonly (readonly [string, number])[] => [...versions],
    onChange(listener: (id: string, version: number | undefined) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Tells the lists once for as many changes as come together. */
function followLists({ lists }: DemoWorld, tell: (shown: object) => void): () => void {
  let pending: NodeJS.Immediate | undefined;
  const stop = lists.onChange(() => {
    pending ??= setImmediate(() => {
      pending = undefined;
      tell(shownLists(lists));
    });
  });
  return () => {
    stop();
    if (pending !== undefined) clearImmediate(pending);
  };
}

function faultEvent(fault: DemoFault, language: Language): object {
  return { fault, name: faultWords[fault].name[language], meaning: faultWords[fault].meaning[language] };
}

function eventStream(
  parts: DirectoryRouteParts,
  versions: ReturnType<typeof createVersions>,
  language: Language,
): ReadableStream<Uint8Array> {
  const { directory } = parts.world;
  const encoder = new TextEncoder();
  let stops: readonly (() => void)[] = [];
  return new ReadableStream({
    start(controller) {
      const send = (name: string, value: object): void => {
        controller.enqueue(encoder.encode(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`));
      };
      const requests = parts.requestLog.entries().slice(-40);
      send('state', {
        requests: requests.map((entry) => requestStory(directory, entry, language)),
        fault: faultEvent(parts.fault(), language),
        versions: versions.all(),
        lists: shownLists(parts.world.lists),
      });
      stops = [
        parts.requestLog.onAdd((entry) => send('request', requestStory(directory, entry, language))),
        parts.onFault((fault) => send('fault', faultEvent(fault, language))),
        followLists(parts.world, (lists) => send('lists', { lists })),
        versions.onChange((id, version) => send('photo', { id, version: version ?? null })),
      ];
    },
    cancel() {
      for (const stop of stops) stop();
    },
  });
}

const fontFile = /^(?:index\.css|files\/inter-[a-z-]+-wght-normal\.woff2)$/;

/** The interface font, when its package is there; the system's font otherwise. */
async function interFile(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!fontFile.test(name)) return undefined;
  try {
    return new Uint8Array(await readFile(fileURLToPath(import.meta.resolve(`@fontsource-variable/inter/${name}`))));
  } catch {
    return undefined;
  }
}

/** The directory page, its photos, its events and its fault switch. Nothing here needs a token: it is for people beside the kiosk. */
export function createDirectoryRoutes(parts: DirectoryRouteParts): Hono<DemoEnv> {
  const { world } = parts;
  const versions = createVersions(world);
  const app = new Hono<DemoEnv>();
  const languageOf = (request: Request): Language => preferredLanguage(request.headers.get('accept-language'));
  const fixed = (type: string) => ({
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });

  app.get('/', async (c) => {
    const language = languageOf(c.req.raw);
    const view = { language, directory: world.directory, fault: parts.fault(), photoVersion: versions.of };
    return c.body(await directoryPage(view), 200, pageHeaders());
  });
  app.get('/directory/style.css', (c) => c.body(pageStyle, 200, fixed('text/css; charset=utf-8')));
  app.get('/directory/page.js', (c) => c.body(directoryScript, 200, fixed('text/javascript; charset=utf-8')));
  app.get('/directory/icon.svg', (c) => c.body(icon, 200, fixed('image/svg+xml')));
  app.get('/directory/fonts/:name{.+}', async (c) => {
    const name = c.req.param('name');
    const file = await interFile(name);
    if (file === undefined) return name.endsWith('.css') ? c.body('', 200, fixed('text/css')) : c.notFound();
    return c.body(file, 200, fixed(name.endsWith('.css') ? 'text/css; charset=utf-8' : 'font/woff2'));
  });
  app.get('/directory/photos/:id/:edge', async (c) => {
    const id = c.req.param('id');
    const slot = world.directory.group(id) === undefined ? `user:${id}` : `group:${id}`;
    const edgePx = renditionEdgesPx[c.req.param('edge')];
    const photo = edgePx === undefined ? undefined : await world.photos.get(slot);
    if (photo === undefined || edgePx === undefined) return c.notFound();
    const { jpeg } = (await world.photos.rendition(photo, edgePx)) ?? photo;
    const headers = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=86400, immutable' };
    return c.body(new Uint8Array(jpeg), 200, headers);
  });
  app.get('/directory/events', (c) => {
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    return c.body(eventStream(parts, versions, languageOf(c.req.raw)), 200, headers);
  });
  app.post('/directory/fault', async (c) => {
    if (!isFromOwnPage(c.req.raw)) return c.text('Only the directory page may do this.', 403);
    const body: unknown = await c.req.json().catch(() => undefined);
    const wanted = typeof body === 'object' && body !== null && 'fault' in body ? body.fault : undefined;
    const fault = demoFaults.find((name) => name === wanted);
    if (fault === undefined) return c.text(`Expected a fault of ${demoFaults.join(', ')}.`, 400);
    parts.setFault(fault);
    return c.body(null, 204);
  });
  return app;
}
