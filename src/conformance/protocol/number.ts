import { z } from 'zod';

/**
 * Numbers on the wire. JSON has no NaN and no infinity, and an answer never holds one: every number of an answer is
 * finite. A request holds one only to see that it is refused, and writes it as a string: `"NaN"`, `"Infinity"`,
 * `"-Infinity"`. −0 is written `-0`. Every other number is written with as many digits as give back its bits.
 */
export const finiteNumber: z.ZodNumber = z.number();

const notFinite = ['NaN', 'Infinity', '-Infinity'] as const;

/** A number of a request. */
export const requestNumber: z.ZodType<number | (typeof notFinite)[number]> = z
  .union([z.number(), z.enum(notFinite)], 'expected number')
  .describe('A number; one that is not finite is written as a string, and has to be refused.');

/** Stands for −0 until the line is written; no JSON text holds it otherwise. */
const minusZero = '\u0000-0';

/**
 * Writes a message as a line of JSON, without its end. Arrays of any type become lists.
 *
 * @example writeLine({ id: 1, x: [-0, Number.NaN] }) // '{"id":1,"x":[-0,"NaN"]}'
 */
export function writeLine(message: unknown): string {
  const text = JSON.stringify(message, (_, value: unknown) => {
    if (typeof value === 'number') return writeNumber(value);
    return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  });
  // some readers take these two for the end of a line
  return text
    .replaceAll(JSON.stringify(minusZero), '-0')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function writeNumber(value: number): number | string {
  if (!Number.isFinite(value)) return String(value);
  return Object.is(value, -0) ? minusZero : value;
}

/** Puts the numbers that are not finite back in the place of their names. */
export function readNumbers(value: unknown): unknown {
  if (typeof value === 'string') return (notFinite as readonly string[]).includes(value) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(readNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readNumbers(inner)]));
}

/** The same, however deep, with every number rounded. */
export function roundNumbers(value: unknown, round: (value: number) => number): unknown {
  if (typeof value === 'number') return round(value);
  return Array.isArray(value) ? value.map((inner) => roundNumbers(inner, round)) : value;
}
