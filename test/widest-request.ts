import { z } from 'zod';

type Place = readonly (string | number)[];
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  /** Set here, where the schema takes a byte array. */
  readonly isBytes?: true;
}

/** The largest request that a schema allows, and where one more makes it larger. */
export interface Widest {
  readonly request: Record<string, unknown>;
  /** Of every text and list in it. */
  readonly bounded: readonly Place[];
}

/** A letter, and a digit of hashes: where a text takes no other. */
const plainUnit = 'a';
const numbers = [-0.0000012345678901234567, -1 / 3, 0.0000012345678901234567, Number.MAX_SAFE_INTEGER, 1] as const;

/**
 * Fills a request by its JSON Schema, which zod makes in a way of its own: nothing here is shared with the walk that the
 * limits come from. Byte arrays are what `bytes` gives; texts are filled with `unit`, or what of it they take.
 */
export function widestRequest(request: z.ZodObject, bytes: () => Uint8Array, unit: string): Widest {
  const bounded: Place[] = [];
  const schema = z.toJSONSchema(request, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { isBytes: true });
    },
  }) as Schema;

  function fill(piece: Schema, at: Place): unknown {
    if (piece.isBytes) return bytes();
    const [first] = piece.anyOf ?? [];
    if (first !== undefined) return heaviest((piece.anyOf ?? []).map((one) => fill(one, at)));
    if ('const' in piece) return piece.const;
    if (piece.enum !== undefined) return heaviest(piece.enum);
    switch (piece.type) {
      case 'boolean':
        return false;
      case 'number':
      case 'integer':
        return heaviest([...numbers, piece.minimum, piece.maximum].filter((value) => fits(value, piece)));
      case 'string': {
        bounded.push(at);
        const length = bound(piece.maxLength, at);
        const { pattern } = piece;
        const isTaken = (text: string) => pattern === undefined || new RegExp(pattern, 'u').test(text);
        return [unit, plainUnit].map((one) => one.repeat(length)).find(isTaken);
      }
      case 'array': {
        bounded.push(at);
        const length = bound(piece.maxItems, at);
        return Array.from({ length }, (_, index) => fill(piece.items ?? {}, [...at, index]));
      }
      case 'object':
        return Object.fromEntries(fieldsOf(piece).map(([key, field]) => [key, fill(field, [...at, key])]));
      default:
        throw new TypeError(`${at.join('.')}: what is a ${JSON.stringify(piece).slice(0, 200)}?`);
    }
  }
  return { request: fill(schema, []) as Record<string, unknown>, bounded };
}

/** The request with one unit or item more at a place. */
export function oneMore(request: Record<string, unknown>, at: Place): Record<string, unknown> {
  const [key = '', ...rest] = at;
  const longer = (value: unknown, [next, ...deeper]: Place): unknown => {
    if (next !== undefined) {
      if (Array.isArray(value)) return value.with(Number(next), longer(value[Number(next)], deeper));
      const fields = value as Record<string, unknown>;
      return { ...fields, [next]: longer(fields[next], deeper) };
    }
    return typeof value === 'string' ? `${value}a` : [...(value as unknown[]), (value as unknown[])[0]];
  };
  return { ...request, [key]: longer(request[key], rest) };
}

function fieldsOf({ properties, propertyNames, additionalProperties }: Schema): readonly (readonly [string, Schema])[] {
  const named = propertyNames?.enum ?? [];
  const others = additionalProperties === false ? undefined : additionalProperties;
  return [...Object.entries(properties ?? {}), ...named.map((key) => [String(key), others ?? {}] as const)];
}

function bound(most: number | undefined, at: Place): number {
  if (most === undefined) throw new TypeError(`${at.join('.')} has no bound`);
  return most;
}

function fits(value: number | undefined, { type, ...limits }: Schema): value is number {
  if (value === undefined || (type === 'integer' && !Number.isSafeInteger(value))) return false;
  const { minimum = value, maximum = value, exclusiveMinimum, exclusiveMaximum } = limits;
  const isWithin = (exclusiveMinimum ?? -Infinity) < value && value < (exclusiveMaximum ?? Infinity);
  return minimum <= value && value <= maximum && isWithin;
}

function heaviest(values: readonly unknown[]): unknown {
  const weights = values.map((value) => Buffer.byteLength(JSON.stringify(value)));
  return values[weights.indexOf(Math.max(...weights))];
}
