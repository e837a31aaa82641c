import { isUtf8 } from 'node:buffer';

/** A JSON object, as yet without a schema. */
export type Message = Readonly<Record<string, unknown>>;

/** What a line says, or why it says nothing. */
export type ReadMessage =
  | { readonly message: Message }
  /** What is wrong with the line, as the end of "a line that …". */
  | { readonly wrong: string; readonly isTooLarge?: boolean };

/**
 * What a line may hold, besides its length: numbers, texts, lists and objects together, and how deep they are nested.
 * It is known before anything is read, as a line of `[[[[…` or `{},{},…` takes fifty times its size when it is.
 */
export const largestMessage = { values: 4_000_000, levels: 64 } as const;

/** Reads a line, without its end: a JSON object in UTF-8. */
export function readMessage(line: Buffer): ReadMessage {
  const { values, levels } = measure(line);
  if (levels > largestMessage.levels)
    return { wrong: `nests lists and objects more than ${largestMessage.levels} levels deep`, isTooLarge: true };
  if (values > largestMessage.values)
    return { wrong: `holds more than ${largestMessage.values} values`, isTooLarge: true };
  if (line.includes(0)) return { wrong: 'holds zero bytes, as UTF-16 does; UTF-8 expected' };
  if (!isUtf8(line)) return { wrong: 'is not UTF-8' };
  return readText(line.toString('utf8'));
}

function readText(text: string): ReadMessage {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { message: value as Message } : { wrong: 'is not a JSON object' };
  } catch {
    return { wrong: whyNoJson(text) };
  }
}

/** Mistakes that are often made, by name. */
function whyNoJson(text: string): string {
  if (text.startsWith('\ufeff')) return 'begins with a byte order mark, which has no place there';
  if (/^\s*\{\s*$/.test(text)) return 'is the beginning of an object, which has to be on one line';
  if (/^\s*\{\s*'/.test(text)) return `is not a JSON object, as texts in it are not in "double quotes"`;
  return 'is not a JSON object';
}

const bytesOf = (characters: string) => [...characters].map((character) => character.charCodeAt(0));
const [quote, backslash, comma, ...brackets] = bytesOf('"\\,[{]}') as [number, number, number, ...number[]];
const [list, object, listEnd, objectEnd] = brackets;

/** Counts values, never too few of them, and levels of a text that is JSON; of any other, something. */
function measure(line: Buffer): { readonly values: number; readonly levels: number } {
  let [values, level, levels, isText] = [1, 0, 0, false];
  for (let at = 0; at < line.length; at++) {
    const byte = line[at];
    if (isText && byte === backslash) at++;
    else if (byte === quote) isText = !isText;
    else if (isText) continue;
    else if (byte === comma) values++;
    else if (byte === listEnd || byte === objectEnd) level--;
    else if (byte === list || byte === object) {
      values++;
      level++;
      levels = Math.max(levels, level);
    }
  }
  return { values, levels };
}
