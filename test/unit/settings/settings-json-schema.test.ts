import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingsJsonSchema } from '../../../electron/settings/settings-json-schema.ts';

test('the published JSON Schema is the schema the kiosk checks with (mend: node build/settings-schema.ts)', () => {
  const published = readFileSync(new URL('../../../docs/settings.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
});
