import { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

/** The settings file as JSON Schema (draft 2020-12), so that editors complete and check it. */
export function settingsJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  return { ...schema, title: 'Photo kiosk settings' };
}
