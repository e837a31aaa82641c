import { isUtf8 } from 'node:buffer';
import { excessOf } from '../../base/json.ts';
import { nonFiniteNames } from './fields.ts';

/** A placeholder for −0 until the line is written. No other text contains it. */
const minusZero = '\u0000-0';

/**
 * Writes a message as a line of JSON without a line end. Typed arrays become lists.
 *
 * @example writeLine({ id: 1, x: [-0, Number.NaN] }) // '{"id":1,"x":[-0,"NaN"]}'
 */
export function writeLine(message: unknown): string {
  const isUsual = isPlain(message);
  const text = JSON.stringify(message, isUsual ? undefined : replaceNumbers);
  const withZeros = isUsual ? text : text.replaceAll(JSON.stringify(minusZero), '-0');
  // some readers treat these two characters as the end of a line
  return withZeros.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function replaceNumbers(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !isPlain(value)) return Object.is(value, -0) ? minusZero : String(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

/** Whether JSON can write a value as it is, which is several times as fast. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return !ArrayBuffer.isView(value) && Object.values(value).every(isPlain);
}

/** Replaces the name of a non-finite number with the number. */
export function readNumber(value: unknown): unknown {
  return nonFiniteNames.some((name) => name === value) ? Number(value) : value;
}

/** A JSON object that has not been checked against a schema. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object on a line, or what is wrong with it, as the end of "a line that …". */
export type ReadMessage = { readonly message: JsonObject } | { readonly wrong: string; readonly isTooLarge?: boolean };

/** Reads a line without its line end: a JSON object in UTF-8. */
export function readMessage(line: Buffer): ReadMessage {
  const excess = excessOf(line);
  if (excess !== undefined) return { wrong: excess, isTooLarge: true };
  if (line.includes(0)) return { wrong: 'contains zero bytes, as UTF-16 does; expected UTF-8' };
  if (!isUtf8(line)) return { wrong: 'is not UTF-8' };
  return parseObject(line.toString('utf8'));
}

function parseObject(text: string): ReadMessage {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { message: value as JsonObject } : { wrong: 'is not a JSON object' };
  } catch {
    return { wrong: 'is not a JSON object' };
  }
}
