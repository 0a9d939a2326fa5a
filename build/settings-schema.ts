/** Writes docs/settings.schema.json from the one zod schema: `node build/settings-schema.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { settingsJsonSchema } from '../electron/settings/settings-json-schema.ts';

const file = path.resolve(import.meta.dirname, '../docs/settings.schema.json');
writeFileSync(file, `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
console.log(`wrote ${path.relative(process.cwd(), file)}`);
