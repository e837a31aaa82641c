import { z } from 'zod';

/**
 * A list that is checked up to its first invalid item. `z.array` reports every one, and needs gigabytes for a long list.
 */
export function list<Item extends z.ZodType>(element: Item): z.ZodArray<Item> {
  return new CheckedList({ type: 'array', element }) as unknown as z.ZodArray<Item>;
}

const CheckedList = z.core.$constructor<z.ZodArray>('CheckedList', (schema, definition) => {
  z.ZodArray.init(schema, definition);
  const { element } = definition;
  const isOfNumbers = element instanceof z.ZodNumber && !element._zod.def.checks?.length;
  schema._zod.parse = (payload, context) => {
    const { value } = payload;
    if (isOfNumbers && Array.isArray(value) && value.every(Number.isFinite)) return payload; // much faster
    if (Array.isArray(value)) return checkItems(value, definition.element, payload, context);
    payload.issues.push({ code: 'invalid_type', expected: 'array', input: value, inst: schema });
    return payload;
  };
});

type Payload = z.core.ParsePayload;

/** Replaces the items of a list by those that their schema returns, if it changes any. */
function checkItems(
  items: readonly unknown[],
  { _zod }: z.core.$ZodType,
  payload: Payload,
  context: z.core.ParseContextInternal,
) {
  let changed: unknown[] | undefined;
  for (const [key, value] of items.entries()) {
    const result = _zod.run({ value, issues: [] }, context) as Payload;
    if (result.issues.length > 0) {
      payload.issues.push(...z.core.util.prefixIssues(key, result.issues));
      return payload;
    }
    if (result.value === value) continue;
    changed ??= [...items];
    changed[key] = result.value;
  }
  payload.value = changed ?? items;
  return payload;
}
