import { z } from 'zod';

/**
 * A list whose items have a schema. It is looked at up to its first wrong item: `z.array` notes every one, and a long
 * list of wrong items then takes gigabytes. On the wire, and as JSON Schema, the two are the same.
 *
 * @param least - smallest number of items
 * @param isSet - whether each of them is there once
 */
export function list<Item>(
  item: z.ZodType<Item>,
  { least = 0, isSet = false }: { readonly least?: number; readonly isSet?: boolean } = {},
): z.ZodType<Item[]> {
  const { $schema: _, ...items } = z.toJSONSchema(item, { target: 'draft-2020-12', io: 'input' });
  return z
    .unknown()
    .superRefine((value, context) => {
      const wrong = firstWrong(item, value, least) ?? (isSet ? firstTwice(value as unknown[]) : undefined);
      if (wrong !== undefined) context.addIssue({ code: 'custom', ...wrong });
    })
    .meta({
      ...(least > 0 && { minItems: least }),
      ...(isSet && { uniqueItems: true }),
      type: 'array',
      items,
    }) as z.ZodType<Item[]>;
}

/** What is wrong, and where. */
interface Wrong {
  readonly message: string;
  readonly path: PropertyKey[];
}

function firstWrong(item: z.ZodType, value: unknown, least: number): Wrong | undefined {
  if (!Array.isArray(value)) return { message: 'expected array', path: [] };
  if (value.length < least) return { message: `expected at least ${least} of them`, path: [] };
  for (const [index, inner] of value.entries()) {
    const issue = item.safeParse(inner).error?.issues[0];
    if (issue !== undefined) return { message: issue.message, path: [index, ...issue.path] };
  }
  return undefined;
}

function firstTwice(values: readonly unknown[]): Wrong | undefined {
  const before = new Set();
  for (const [index, value] of values.entries()) {
    if (before.has(value)) return { message: 'expected once', path: [index] };
    before.add(value);
  }
  return undefined;
}
