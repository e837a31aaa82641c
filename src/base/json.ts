import { InputError } from './input-error.ts';

/**
 * Estimates of the memory that parsed JSON needs, in bytes, none too small: for a number or a short string, for a list
 * or an object, and for a field of an object, whose name may occur only once.
 */
const cost = { value: 24, container: 64, field: 150 } as const;

/** What a JSON text may need: levels of nesting, and bytes of memory when it is parsed. */
export interface JsonLimits {
  readonly levels: number;
  readonly bytes: number;
}

/** Ten times what a file of a command usually needs. */
const fileLimits: JsonLimits = { levels: 64, bytes: 64 * 2 ** 20 };

/**
 * Parses a JSON text that the user named.
 *
 * @param hint - what was expected
 * @throws {InputError} if it is not JSON, or too large to parse
 */
export function parseJson(text: string, name: string, hint = ''): unknown {
  const excess = excessOf(Buffer.from(text), fileLimits);
  if (excess !== undefined) throw new InputError(`${name}: ${excess}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is not JSON${hint}`);
  }
}

/**
 * The limit that a JSON text exceeds; undefined if there is none. It is known before the text is parsed, because parsing
 * `[[[[…` or `{},{},…` takes fifty times the size of the text.
 *
 * @example excessOf(Buffer.from('[[[]]]'), { levels: 2, bytes: 1000 }) // 'is nested more than 2 levels deep'
 */
export function excessOf(text: Buffer, most: JsonLimits): string | undefined {
  const { bytes, levels } = measure(text);
  if (levels > most.levels) return `is nested more than ${most.levels} levels deep`;
  if (bytes > most.bytes) return `contains too many values: they need more than ${most.bytes / 2 ** 20} MB of memory`;
  return undefined;
}

const bytesOf = (characters: string) => [...characters].map((character) => character.charCodeAt(0));
const [quote, backslash, comma, colon, ...brackets] = bytesOf('"\\,:[{]}') as [
  number,
  number,
  number,
  number,
  ...number[],
];
const [list, object, listEnd, objectEnd] = brackets;

function measure(text: Buffer): JsonLimits {
  let [bytes, level, levels, isText] = [cost.value as number, 0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (isText && byte === backslash) at++;
    else if (byte === quote) isText = !isText;
    else if (isText) continue;
    else if (byte === comma) bytes += cost.value;
    else if (byte === colon) bytes += cost.field;
    else if (byte === listEnd || byte === objectEnd) level--;
    else if (byte === list || byte === object) {
      bytes += cost.container + cost.value;
      level++;
      levels = Math.max(levels, level);
    }
  }
  return { bytes, levels };
}
