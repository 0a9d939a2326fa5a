import type { z } from 'zod';
import { bytesLimitOf } from './contract-command.ts';

/** The most that what a schema allows may weigh in a message. */
export interface Weight {
  /** As JSON, byte arrays left out. */
  readonly wordsBytes: number;
  /** What the header says of the byte arrays, a comma after each. */
  readonly partsBytes: number;
  /** The byte arrays themselves. */
  readonly bodiesBytes: number;
}

type Place = readonly (string | number)[];
type Check = z.core.$ZodCheckMaxLength | z.core.$ZodCheckLengthEquals | z.core.$ZodCheckOverwrite;

/** A control character and half of a surrogate pair are written as six ASCII characters; every other unit is three bytes or fewer. */
const unitBytes = 6;
/** The longest number of JSON: a sign, the zeros before 0.000001, and 17 digits. */
const numberBytes = '-0.0000012345678901234567'.length;
const nullBytes = 'null'.length;

/**
 * The most that a request may weigh, by walking over its schema: what is larger is refused by the schema, too. Keys that the
 * schema would leave out are not counted. Throws where a piece of the schema has no bound: that is a bug of the contract.
 */
export function requestWeight(name: string, request: z.ZodObject): Weight {
  const boundless = (at: Place, what: string) => new TypeError(`${name}: ${at.join('.')} has no bound: ${what}`);

  function most(checks: readonly z.core.$ZodCheck<never>[] | undefined, at: Place, what: string): number {
    let limit = Number.POSITIVE_INFINITY;
    for (const { _zod } of (checks ?? []) as readonly Check[]) {
      // What a schema trims or folds was longer on its way here: only a bound before that is one.
      if (_zod.def.check === 'overwrite') break;
      if (_zod.def.check === 'max_length') limit = Math.min(limit, _zod.def.maximum);
      if (_zod.def.check === 'length_equals') limit = Math.min(limit, _zod.def.length);
    }
    if (limit === Number.POSITIVE_INFINITY) throw boundless(at, what);
    return limit;
  }

  function weigh(schema: z.core.$ZodType, at: Place): Weight {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case 'string':
        return words(2 + most(def.checks, at, 'a text without a longest') * unitBytes);
      case 'number':
        return words(numberBytes);
      case 'boolean':
        return words('false'.length);
      case 'enum':
        return words(longest(Object.values(def.entries)));
      case 'literal':
        return words(longest(def.values));
      case 'optional':
      case 'nullable':
      case 'default':
        return heaviest([words(nullBytes), weigh(def.innerType, at)]);
      case 'union':
        return heaviest(def.options.map((option) => weigh(option, at)));
      case 'pipe':
        return weigh(def.in, at);
      case 'array': {
        const count = most(def.checks, at, 'a list without a longest');
        return listed(count, count === 0 ? nothing : weigh(def.element, [...at, count - 1]));
      }
      case 'record':
        return keyed(keysOf(def.keyType, at).map((key) => [key, weigh(def.valueType, [...at, key])]));
      case 'object':
        if (def.catchall !== undefined && def.catchall._zod.def.type !== 'never') throw boundless(at, 'any more keys');
        return keyed(Object.entries(def.shape).map(([key, field]) => [key, weigh(field, [...at, key])]));
      default: {
        const limitBytes = bytesLimitOf(schema);
        if (limitBytes === undefined) throw boundless(at, `what a ${def.type} may weigh is not known`);
        const part = `${JSON.stringify({ at, sizeBytes: limitBytes })},`;
        return { wordsBytes: nullBytes, partsBytes: sizeOf(part), bodiesBytes: limitBytes };
      }
    }
  }

  function keysOf(keyType: z.core.$ZodRecordKey, at: Place): readonly string[] {
    const { def } = (keyType as z.core.$ZodTypes)._zod;
    if (def.type !== 'enum') throw boundless(at, 'keys of any name and number');
    return Object.values(def.entries).map(String);
  }

  return weigh(request, []);
}

const nothing: Weight = { wordsBytes: 0, partsBytes: 0, bodiesBytes: 0 };
const words = (wordsBytes: number): Weight => ({ ...nothing, wordsBytes });
const sizeOf = (text: string) => new TextEncoder().encode(text).byteLength;
const longest = (values: readonly unknown[]) =>
  Math.max(nullBytes, ...values.map((value) => sizeOf(JSON.stringify(value) ?? '')));

function heaviest(weights: readonly Weight[]): Weight {
  return {
    wordsBytes: Math.max(...weights.map(({ wordsBytes }) => wordsBytes)),
    partsBytes: Math.max(...weights.map(({ partsBytes }) => partsBytes)),
    bodiesBytes: Math.max(...weights.map(({ bodiesBytes }) => bodiesBytes)),
  };
}

/** `[a,b]` */
function listed(count: number, { wordsBytes, partsBytes, bodiesBytes }: Weight): Weight {
  return {
    wordsBytes: '[]'.length + count * wordsBytes + Math.max(0, count - 1),
    partsBytes: count * partsBytes,
    bodiesBytes: count * bodiesBytes,
  };
}

/** `{"a":1,"b":2}` */
function keyed(fields: readonly (readonly [string, Weight])[]): Weight {
  return {
    wordsBytes: fields.reduce(
      (sum, [key, { wordsBytes }]) => sum + sizeOf(JSON.stringify(key)) + ':'.length + wordsBytes,
      '{}'.length + Math.max(0, fields.length - 1),
    ),
    partsBytes: fields.reduce((sum, [, { partsBytes }]) => sum + partsBytes, 0),
    bodiesBytes: fields.reduce((sum, [, { bodiesBytes }]) => sum + bodiesBytes, 0),
  };
}
