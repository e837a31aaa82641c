import { z } from 'zod';

/**
 * A list that is checked up to its first invalid item. `z.array` reports every one, and needs gigabytes for a long list.
 */
export function list<Item extends z.ZodType>(element: Item): z.ZodArray<Item> {
  return new CheckedList({ type: 'array', element }) as unknown as z.ZodArray<Item>;
}

/** An object with any names of fields. It is checked up to its first invalid field, unlike with `z.record`. */
export function record<Item extends z.ZodType>(valueType: Item): z.ZodRecord<z.ZodString, Item> {
  return new CheckedRecord({ type: 'record', keyType: z.string(), valueType }) as unknown as z.ZodRecord<
    z.ZodString,
    Item
  >;
}

const CheckedList = z.core.$constructor<z.ZodArray>('CheckedList', (schema, definition) => {
  z.ZodArray.init(schema, definition);
  schema._zod.parse = (payload, context) => {
    const { value } = payload;
    if (!Array.isArray(value)) return refuse(payload, schema, 'array');
    return checkItems(value, definition.element, payload, context);
  };
});

const CheckedRecord = z.core.$constructor<z.ZodRecord>('CheckedRecord', (schema, definition) => {
  z.ZodRecord.init(schema, definition);
  schema._zod.parse = (payload, context) => {
    const { value } = payload;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(payload, schema, 'record');
    return checkItems(value, definition.valueType, payload, context);
  };
});

type Payload = z.core.ParsePayload;

function refuse(payload: Payload, inst: z.ZodType, expected: 'array' | 'record'): Payload {
  payload.issues.push({ code: 'invalid_type', expected, input: payload.value, inst });
  return payload;
}

/** Replaces the items of a list by those that their schema returns, if it changes any. */
function checkItems(items: object, { _zod }: z.core.$ZodType, payload: Payload, context: z.core.ParseContextInternal) {
  let changed: unknown[] | undefined;
  for (const [key, value] of Array.isArray(items) ? items.entries() : Object.entries(items)) {
    const result = _zod.run({ value, issues: [] }, context) as Payload;
    if (result.issues.length > 0) {
      payload.issues.push(...z.core.util.prefixIssues(key, result.issues));
      return payload;
    }
    if (result.value === value || !Array.isArray(items)) continue;
    changed ??= [...items];
    changed[key as number] = result.value;
  }
  payload.value = changed ?? items;
  return payload;
}
