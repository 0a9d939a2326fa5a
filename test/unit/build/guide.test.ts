import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { leftOut, messagesFile, messagesPage } from '../../../build/messages-page.ts';
import { needsDisplay } from '../../../electron/cli/installed-app.ts';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
import { endpointsFor } from '../../../electron/graph/clouds.ts';
import { stationExitCodes } from '../../../electron/host/exit-code.ts';
import { settingsPlaces } from '../../../electron/settings/places.ts';
import { clouds, settingsSchema } from '../../../electron/settings/settings-schema.ts';
import { stationHealthSchema } from '../../../shared/station-health.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'docs/guide');
const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
const page = (name: string) => pages.find((known) => known.name === name)?.text ?? '';
const all = pages.map(({ text }) => text).join('\n');
const found = (pattern: RegExp, text = all) => [...new Set([...text.matchAll(pattern)].map(([, word]) => word ?? ''))];

/** Whether a path like `station.notice` is one of the settings. */
function isSetting(at: string): boolean {
  const keys = at.split('.');
  const json = JSON.parse(readFileSync(path.join(root, 'docs/settings.schema.json'), 'utf8')) as Node;
  interface Node {
    readonly properties?: Readonly<Record<string, Node>>;
    readonly anyOf?: readonly Node[];
    readonly oneOf?: readonly Node[];
  }
  const below = (node: Node, key: string): Node | undefined =>
    node.properties?.[key] ??
    [...(node.anyOf ?? []), ...(node.oneOf ?? [])].map((part) => below(part, key)).find((part) => part !== undefined);
  return (
    keys.reduce<Node | undefined>((node, key) => (node === undefined ? undefined : below(node, key)), json) !==
    undefined
  );
}

describe('the guide', () => {
  test('leads only to pages that are there', () => {
    for (const { name, text } of pages) {
      for (const link of found(/\]\((?!https?:)([^)#]+)\)/g, text)) {
        expect(existsSync(path.join(folder, link)), `${name}: ${link}`).toBe(true);
      }
    }
    expect(found(/\]\((\w+\.md)\)/g, page('README.md')).sort()).toEqual(
      pages
        .map(({ name }) => name)
        .filter((name) => name !== 'README.md')
        .sort(),
    );
  });

  test('with the other pages shows every picture that was taken for them, and none that is not there', () => {
    const docs = path.join(root, 'docs');
    const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    const shown = ['../README.md', ...files].flatMap((name) => {
      const at = path.join(docs, name);
      const text = readFileSync(at, 'utf8');
      const links = [...found(/\]\(([^)]+\.jpg)\)/g, text), ...found(/src="([^"]+\.jpg)"/g, text)];
      return links.map((link) => path.relative(docs, path.resolve(path.dirname(at), link)));
    });
    const taken = readdirSync(path.join(docs, 'images')).map((name) => path.join('images', name));
    expect([...new Set(shown)].sort()).toEqual(taken.sort());
  });

  test('leads to headings that are there', () => {
    const headings = (text: string) =>
      found(/^#+ (.*)$/gm, text).map((words) =>
        words
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
    const links = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)].map(([, file, anchor]) => ({ name, file, anchor })),
    );
    for (const { name, file, anchor } of links) {
      const text = readFileSync(path.join(folder, file === '' ? name : (file ?? '')), 'utf8');
      expect(headings(text), `${name}: ${file}#${anchor}`).toContain(anchor);
    }
  });

  test('types no command that the app does not know, at the version that is packed, where the app lies and reads', () => {
    const { version, scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
      scripts: object;
    };
    const blocks = [...all.matchAll(/```(?:sh|bat|powershell)\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
    expect(blocks.length).toBeGreaterThan(8);
    const typed = blocks.join('\n');
    const options = found(
      /(?:^|\s)(--[a-z-]+)/gm,
      typed.replaceAll(/^.*\b(?:useradd|passwd|systemd-creds|systemctl)\b.*$/gm, ''),
    );
    expect(options.length).toBeGreaterThan(4);
    expect(auditArgv(options, 'linux')).toEqual([]);
    const packed = found(/photo-kiosk(?:-setup)?[_-](\d+\.\d+\.\d+)/g, typed);
    expect(packed).toContain(version);
    // The other one is what it is updated to.
    expect(packed.filter((other) => other < version)).toEqual([]);
    for (const unit of found(/\b(photo-kiosk\.service)\b/g, typed)) {
      expect(readdirSync(path.join(root, 'build/deploy/linux'))).toContain(unit);
    }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(found(/npm run ([\w:-]+)/g, typed)));
    const placesOn = (platform: NodeJS.Platform) => settingsPlaces({ platform, env: {}, home: '/home/kiosk' });
    const named = found(/ (\/etc\/photo-kiosk\/[\w.]+)/g, typed);
    expect(named.length).toBeGreaterThan(0);
    expect(placesOn('linux')).toEqual(expect.arrayContaining(named));
    expect(placesOn('darwin')).toContain(found(/`(\/Library\/Application Support\/[^`]+)`/g, page('macos.md'))[0]);
    expect(placesOn('win32')).toContain(
      found(/`(%ProgramData%\\[^`]+\.json)`/g, page('windows.md'))[0]?.replace('%ProgramData%', 'C:\\ProgramData'),
    );
  });

  test.skipIf(spawnSync('bash', ['-c', '']).status !== 0)(
    'types what a shell reads; that the commands of a Linux station work is tried in `npm run test:installed`',
    () => {
      const blocks = pages.flatMap(({ text }) =>
        [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block ?? ''),
      );
      expect(blocks.length).toBeGreaterThan(6);
      for (const block of blocks) {
        expect(spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' }).stderr, block).toBe('');
      }
    },
  );

  test('names scripts of the project, options that a packaged app takes, and files that it ships', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object };
    for (const script of found(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(script);
    const options = [...found(/`(--[a-z-]+)[=`]/g), ...found(/(?:photo-kiosk|Photo Kiosk(?:\.exe)?"?) (--[a-z-]+)/g)];
    expect(options.length).toBeGreaterThan(8);
    const ours = options.filter((option) => option !== '--no-sandbox');
    expect(auditArgv(ours, 'linux')).toEqual([]);
    const shipped = (system: string) => readdirSync(path.join(root, 'build/deploy', system));
    for (const name of found(/\/usr\/share\/photo-kiosk\/([\w.-]+)/g)) expect(shipped('linux')).toContain(name);
    for (const name of found(/deploy\\windows\\([\w.-]+)/g)) expect(shipped('windows')).toContain(name);
    for (const name of found(/`([\w.-]+\.(?:mobileconfig|plist))`/g)) expect(shipped('macos')).toContain(name);
  });

  test('says of every exit code of a station what it means, and which commands need a display', () => {
    const lockdown = readFileSync(path.join(root, 'docs/kiosk-lockdown.md'), 'utf8');
    const told = found(/^\| (\d+) \| /gm, lockdown).map(Number);
    expect(told.sort((one, other) => one - other)).toEqual(
      Object.values(stationExitCodes).sort((one, other) => one - other),
    );
    const [, sentence = ''] = /((?:`--[a-z-]+` and )+`--[a-z-]+`) need\s+a display/.exec(page('linux.md')) ?? [];
    const commands = found(/^\| `--([a-z-]+)/gm, page('README.md'));
    const needing = commands.filter((name) => name === 'provision' || needsDisplay([name]));
    expect(found(/--([a-z-]+)/g, sentence).sort()).toEqual(needing.sort());
  });

  test('names lines of the log that are written', () => {
    const code = readdirSync(path.join(root, 'electron'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join(root, 'electron', name), 'utf8'))
      .join('\n');
    const named = found(/`((?:station|upload|process|watchdog)\.[a-z]+|watchdog\.(?=…))`?/g, page('monitoring.md'));
    expect(named.length).toBeGreaterThan(4);
    for (const line of named) expect(code.includes(`'${line}`) || code.includes(`\`${line}`), line).toBe(true);
  });

  test('names settings that there are', () => {
    expect(settingsSchema.safeParse({}).success).toBe(true);
    // The log's events are written alike.
    const named = found(/`((?:tenant|signIn|station|photo|queue|directory)\.\w+(?:\.\w+)*)`/g).filter(
      (at) => !/^station\.(started|stopped)$/.test(at),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const at of named) expect(isSetting(at), at).toBe(true);
    expect(isSetting('station.noSuchThing')).toBe(false);
    // What the station itself says names them without marks.
    const said = found(/\b((?:tenant|signIn|station|photo|queue|directory)\.[a-z]\w*(?:\.\w+)*)/g, page('messages.md'));
    expect(said.length).toBeGreaterThan(5);
    for (const at of said) expect(isSetting(at), at).toBe(true);
  });

  test('says what each message means in the words of the tables: node build/messages-page.ts writes it', () => {
    expect(readFileSync(messagesFile, 'utf8')).toBe(messagesPage());
  });

  test('explains every table of words that staff and administrators are shown, or names it as left out', async () => {
    const shared = path.join(root, 'shared');
    const maker = readFileSync(path.join(root, 'build/messages-page.ts'), 'utf8').split('export const messagesFile')[0];
    const told = messagesPage().replaceAll('\\|', '|');
    const english = (value: unknown): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, part]) =>
        key === 'en' && typeof part === 'string' ? [part] : english(part),
      );
    };
    const unexplained: string[] = [];
    for (const file of readdirSync(shared).filter((name) => name.endsWith('-words.ts'))) {
      for (const [name, value] of Object.entries((await import(path.join(shared, file))) as object)) {
        const words = english(value);
        const isTold = words.length > 0 && words.every((text) => told.includes(text));
        if (!isTold && !new RegExp(`\\b${name}\\b`).test(maker ?? '')) unexplained.push(name);
      }
    }
    expect(unexplained.sort()).toEqual(Object.values(leftOut).flat().sort());
  });

  test('tells a firewall every host of every cloud', () => {
    for (const cloud of clouds) {
      const { graphUrl, authority } = endpointsFor({ cloud, api: 'v1.0' });
      const row = page('network.md')
        .split('\n')
        .find((line) => line.startsWith(`| \`${cloud}\``));
      expect(row).toBe(`| \`${cloud}\` | \`${new URL(authority).host}\` | \`${new URL(graphUrl).host}\` |`);
    }
  });

  test('explains every field of the health file, and no other', () => {
    const table = page('monitoring.md').split('Alarm on')[0] ?? '';
    const rows = table.split('\n').filter((line) => /^\| `/.test(line));
    const fields = rows.flatMap((row) => found(/`(\w+)`/g, row.split('|')[1] ?? ''));
    expect(fields.sort()).toEqual(Object.keys(stationHealthSchema.shape).sort());
  });
});
