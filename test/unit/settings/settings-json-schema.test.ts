import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';

test('a pattern that JSON Schema cannot say whole stands nowhere: it knows no flags', () => {
  const source = readFileSync(new URL('../../../electron/settings/settings-schema.ts', import.meta.url), 'utf8');
  expect(source.match(/\.regex\(/g)?.length).toBeGreaterThan(5);
  expect(source.match(/\.regex\(\/.*\/[a-z]+[,)]/g)).toBeNull();
  const text = JSON.stringify(settingsJsonSchema());
  for (const place of ['C:\\Tether', 'd:/tether', '/srv/tether', '\\\\host\\tether']) {
    const { pattern } = JSON.parse(/"hotFolder":(\{[^}]*\})/.exec(text)?.[1] ?? '{}') as { pattern: string };
    expect(place).toMatch(new RegExp(pattern, 'u'));
  }
});

test('the published JSON Schema is the schema the kiosk checks with (mend: node build/settings-schema.ts)', () => {
  const published = readFileSync(new URL('../../../docs/settings.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
});
