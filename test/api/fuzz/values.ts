import fc from 'fast-check';

/** A JSON schema, as the OpenAPI document has it. */
export type Schema = Record<string, any>;

/** Values that are there: by the name of the field or the part of a path that they stand for. */
export type Known = Record<string, readonly string[]>;

/** What only says something. */
const words = ['description', 'default', 'examples', 'example', 'title', 'deprecated', 'readOnly'];
const understood = [
  ...words,
  ...['$ref', 'type', 'enum', 'const', 'anyOf', 'oneOf', 'properties', 'required', 'additionalProperties', 'propertyNames'],
  ...['items', 'minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
];

/** Makes values that a schema of the document allows, and now and then one that only nearly is one. */
export class Values {
  readonly #document: Schema;
  readonly #known: Known;

  constructor(document: Schema, known: Known) {
    this.#document = document;
    this.#known = known;
  }

  /**
   * @param name of the field: a value that is known by this name is taken more often than one made up
   * @throws Error naming a keyword that this does not understand, so that no schema is fuzzed by halves
   */
  of(schema: Schema, name = ''): fc.Arbitrary<unknown> {
    const unknown = Object.keys(schema).find((keyword) => !understood.includes(keyword));
    if (unknown) throw new Error(`The fuzzer does not understand '${unknown}' in ${JSON.stringify(schema).slice(0, 200)}`);
    const made = this.#madeBy(schema);
    const known = this.#known[name] ?? [schema['example'] as string | undefined].filter((value) => value !== undefined);
    const isText = schema['type'] === 'string' && !('enum' in schema) && !('const' in schema);
    return isText && known.length > 0
      ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made })
      : made;
  }

  #madeBy(schema: Schema): fc.Arbitrary<unknown> {
    if ('$ref' in schema) return this.of(this.#target(schema['$ref'] as string));
    if ('const' in schema) return fc.constant(schema['const']);
    if ('enum' in schema) return fc.constantFrom(...(schema['enum'] as unknown[]));
    const alternatives = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
    if (alternatives) return fc.oneof(...alternatives.map((one) => this.of(one)));
    switch (schema['type']) {
      case 'string':
        return textOf(schema);
      case 'integer':
      case 'number':
        return fc.integer({ min: schema['minimum'] ?? -1_000_000, max: Math.min(schema['maximum'] ?? 1_000_000, 2 ** 31) });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array': {
        const minLength = (schema['minItems'] as number | undefined) ?? 0;
        const maxLength = Math.max(minLength, Math.min((schema['maxItems'] as number | undefined) ?? 4, 4));
        return fc.array(this.of(schema['items'] as Schema), { minLength, maxLength });
      }
      case 'object':
        return this.#objectOf(schema);
      default:
        return fc.jsonValue();
    }
  }

  #objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const fields = Object.entries(properties as Record<string, Schema>).map(([name, schema]): [string, fc.Arbitrary<unknown>] => [
      name,
      this.of(schema, name),
    ]);
    return fc.record(Object.fromEntries(fields), { requiredKeys: required as string[] });
  }

  #target(reference: string): Schema {
    const path = reference.replace(/^#\//, '').split('/');
    return path.reduce<Schema>((part, key) => part[key] as Schema, this.#document);
  }
}

const aDay = 86_400_000;

/** Days about today: far ones are refused before anything else is looked at. */
const day = fc.integer({ min: -40, max: 400 }).map((days) => new Date(Date.now() + days * aDay).toISOString().slice(0, 10));

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return day;
  if (format === 'date-time') return day.map((date) => `${date}T10:00:00Z`);
  if (format === 'uuid') return fc.uuid();
  if (format !== undefined) throw new Error(`The fuzzer does not know the format '${format}'.`);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern as string));
  const most = Math.max(minLength as number, Math.min(maxLength as number, 40));
  return fc.oneof(
    fc.string({ unit: 'grapheme-ascii', minLength, maxLength: most }),
    fc.string({ unit: 'grapheme', minLength, maxLength: most }),
  );
}

/** What no schema means, and what breaks programs. */
export const junkText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '__proto__',
    'constructor',
    '9999-12-31',
    '0000-00-00',
    '0000-01-01',
    '0000-01-01.1',
    '2026-02-30',
    '-271821-04-20',
    '2026-05-13T23:59:60Z',
    '😀'.repeat(60),
    `${'a'.repeat(99)}𠀀`,
    '\ufffd',
    '\u202e\u2066',
    "'; drop table complaint; --",
    '{{firmName}}',
    '<script>alert(1)</script>',
    'x'.repeat(30_000),
    '99999999999999999999',
  ),
);

export const junkValue = fc.oneof(
  junkText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(1e308, -1e308, -0, 0.1, 2 ** 53, -(2 ** 63), null, true, [], {}, [[]], ['x', 'x']),
);

/** The value with one of its parts, wherever it stands, put to something else, left out or doubled. */
export function spoilt(value: unknown, place: number, instead: unknown, way: 'put' | 'leave-out' | 'add'): unknown {
  let left = place;
  const visit = (part: unknown): unknown => {
    if (left-- === 0) return way === 'add' && typeof part === 'object' && part !== null ? { ...part, added: instead } : instead;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).flatMap(([name, inner]) => {
        if (way === 'leave-out' && left === 0) {
          left -= 1;
          return [];
        }
        return [[name, visit(inner)]];
      }),
    );
  };
  return visit(value);
}
