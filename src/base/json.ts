import type { z } from 'zod';
import { describeIssue } from './describe-issue.ts';
import { InputError } from './input-error.ts';

/**
 * Estimates of the memory that parsed JSON needs, in bytes, none too small: for a number or a short string, for a list
 * or an object, and for a field of an object, whose name may occur only once.
 */
const cost = { value: 24, container: 64, field: 150 } as const;

/**
 * The most that a JSON text may need: levels of nesting, and bytes of memory when it is parsed. They are ten times what
 * a file of a command usually needs, and enough for a message with 2,500,000 numbers.
 */
export const jsonLimits = { levels: 64, bytes: 64 * 2 ** 20 } as const;

/**
 * Parses a JSON text that the user named.
 *
 * @param hint - the end of a message: what was expected, or what to do
 * @throws {InputError} if it is not JSON, too large to parse, or not what the schema describes
 */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  name: string,
  hint = '',
): z.infer<Schema> {
  const excess = excessOf(Buffer.from(text));
  if (excess !== undefined) throw new InputError(`${name}: ${excess}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is not JSON${hint}`);
  }
  const { data, error } = schema.safeParse(json);
  if (error === undefined) return data as z.infer<Schema>;
  const [issue] = error.issues as [z.core.$ZodIssue];
  throw new InputError(`${name}: ${describeIssue(issue, json)}${hint}`);
}

/**
 * The limit that a JSON text exceeds; undefined if there is none. It is known before the text is parsed, because parsing
 * `[[[[…` or `{},{},…` takes fifty times the size of the text.
 *
 * @example excessOf(Buffer.from('['.repeat(65))) // 'is nested more than 64 levels deep'
 */
export function excessOf(text: Buffer): string | undefined {
  const { bytes, levels } = measure(text);
  if (levels > jsonLimits.levels) return `is nested more than ${jsonLimits.levels} levels deep`;
  if (bytes > jsonLimits.bytes)
    return `contains too many values: they need more than ${jsonLimits.bytes / 2 ** 20} MB of memory`;
  return undefined;
}

const [quote, backslash, comma, colon] = [34, 92, 44, 58];
const [list, listEnd, object, objectEnd] = [91, 93, 123, 125];

function measure(text: Buffer): { readonly bytes: number; readonly levels: number } {
  let [bytes, level, levels] = [cost.value as number, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (byte === comma) bytes += cost.value;
    else if (byte === colon) bytes += cost.field;
    else if (byte === quote) at = endOfString(text, at);
    else if (byte === listEnd || byte === objectEnd) level--;
    else if (byte === list || byte === object) {
      bytes += cost.container + cost.value;
      level++;
      levels = Math.max(levels, level);
    }
  }
  return { bytes, levels };
}

/** The index of the quote that ends a string, or of the end of the text. Strings of many bytes are common. */
function endOfString(text: Buffer, start: number): number {
  for (let end = text.indexOf(quote, start + 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    let before = end - 1;
    while (text[before] === backslash) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
