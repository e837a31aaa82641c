import { z } from 'zod';
import type { FloatArray } from '../../base/precision.ts';
import { Refusal } from '../../base/requirement.ts';

/**
 * A number in an answer. JSON has no NaN or infinities, so every number in an answer is finite. −0 is written `-0`, and
 * every number is written with enough digits to restore its bits.
 */
export const finiteNumber: z.ZodNumber = z.number();

/** The non-finite numbers. Only requests contain them, to test that they are refused. */
export const nonFiniteNames = ['NaN', 'Infinity', '-Infinity'] as const;

export const requestNumber = z
  .union([z.number(), z.enum(nonFiniteNames)], 'expected number')
  .describe('A number. NaN and infinities are strings, and must be refused.') as unknown as z.ZodType<number>;

const base64 = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'expected base64')
  .meta({ contentEncoding: 'base64' });

/** Bytes as base64 on the wire. */
export const bytesText = base64 as unknown as z.ZodType<Uint8Array>;

/** Numbers as base64 of their float32 bytes, little-endian, on the wire. */
export const float32Text = base64.meta({
  contentEncoding: 'base64',
  description: 'float32, little-endian',
}) as unknown as z.ZodType<FloatArray>;

/**
 * Writes numbers as float32.
 *
 * @throws {TypeError} if a number is not a float32
 * @example writeFloat32(Float32Array.of(1, -2)) // 'AACAPwAAAMA='
 */
export function writeFloat32(values: ArrayLike<number>): string {
  const bytes = Buffer.alloc(4 * values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Object.is(Math.fround(value), value)) throw new TypeError(`${value} is not a float32 number`);
    bytes.writeFloatLE(value, 4 * index);
  }
  return bytes.toString('base64');
}

/**
 * Reads float32 numbers.
 *
 * @throws {Refusal} if the number of bytes is not a multiple of 4
 * @example readFloat32('AACAPwAAAMA=') // Float32Array.of(1, -2)
 */
export function readFloat32(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) throw new Refusal(`float32 numbers have 4 bytes each, but there are ${bytes.length}`);
  return new Float32Array(bytes.length / 4).map((_, index) => bytes.readFloatLE(4 * index));
}

export const writeBytes = (bytes: ArrayLike<number>): string => Buffer.from(bytes).toString('base64');

export function readBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
