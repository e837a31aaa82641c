import { z } from 'zod';

const base64: z.ZodString = z
  .string()
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base64 expected')
  .meta({ contentEncoding: 'base64' });

/** Numbers as the base64 text of their float32 bytes, little-endian, one after the other. */
export const float32Text: z.ZodString = base64.meta({
  contentEncoding: 'base64',
  description: 'float32, little-endian',
});

/** Bytes as base64 text. */
export const bytesText: z.ZodString = base64;

/**
 * Writes numbers as float32.
 *
 * @throws {TypeError} if a number has more digits than float32 keeps
 * @example writeFloat32(Float32Array.of(1, -2)) // 'AACAPwAAAMA='
 */
export function writeFloat32(values: ArrayLike<number>): string {
  const bytes = Buffer.alloc(4 * values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (!Object.is(Math.fround(value), value))
      throw new TypeError(`${value} is no float32: weights are handed over in it`);
    bytes.writeFloatLE(value, 4 * index);
  }
  return bytes.toString('base64');
}

/**
 * Reads numbers that were written as float32.
 *
 * @throws {RangeError} if the bytes do not make whole numbers of four
 * @example readFloat32('AACAPwAAAMA=') // Float32Array.of(1, -2)
 */
export function readFloat32(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no float32 numbers of 4 bytes each`);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

/** Writes bytes, such as a picture. */
export function writeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Reads bytes. */
export function readBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
