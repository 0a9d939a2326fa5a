import type { z } from 'zod';

/** What left the core fitted the contract, or why it did not: where, and what was expected there. Never the value itself. */
type Fitted =
  | { readonly kind: 'fits'; readonly value: unknown }
  | { readonly kind: 'misfit'; readonly at: string; readonly expected: string };

/** Brings a value into its contract form: fields that the schema does not name are dropped. */
export function fitTo(schema: z.ZodType, value: unknown): Fitted {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'fits', value: parsed.data };
  const [issue] = parsed.error.issues;
  return { kind: 'misfit', at: issue?.path.join('.') ?? '', expected: issue?.message ?? '' };
}

/** The same value with nothing of a job that tells whose it is: for screens that anybody may be looking at. */
export function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'personName' || key === 'address') return [key, ''];
      // An id of the directory tells nobody who it is; at an Outlook API the target holds an address, and its kind is left.
      if (key === 'target' && typeof inner === 'string' && inner.includes('@')) return [key, inner.split(':')[0]];
      return [key, withoutNames(inner)];
    }),
  );
}
