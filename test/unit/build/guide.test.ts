import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditArgv } from '../../../electron/desktop/argv-audit.ts';
import { endpointsFor } from '../../../electron/graph/clouds.ts';
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

  test('names settings that there are', () => {
    expect(settingsSchema.safeParse({}).success).toBe(true);
    // The log's events are written alike.
    const named = found(/`((?:tenant|signIn|station|photo|queue|directory)\.\w+(?:\.\w+)*)`/g).filter(
      (at) => !/^station\.(started|stopped)$/.test(at),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const at of named) expect(isSetting(at), at).toBe(true);
    expect(isSetting('station.noSuchThing')).toBe(false);
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
