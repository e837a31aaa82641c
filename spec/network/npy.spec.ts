import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { formatNpy, type NpyArray, parseNpy } from '../../src/study/network/npy.ts';

/** An array of up to three dimensions and any type, including empty ones and any bit pattern. */
function npyArray(): fc.Arbitrary<NpyArray> {
  return fc.array(fc.nat({ max: 4 }), { minLength: 0, maxLength: 3 }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const exactly = { minLength: length, maxLength: length };
    const data = fc.oneof(fc.float32Array(exactly), fc.float64Array(exactly), fc.uint8Array(exactly));
    return data.map((values) => ({ data: values as NpyArray['data'], shape }));
  });
}

/** Overwrites the first occurrence of `text` in a file. */
function patched(bytes: Uint8Array, text: string, replacement: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(text, 0, 'latin1');
  const copy = Uint8Array.from(bytes);
  copy.set(Buffer.from(replacement, 'latin1'), at);
  return copy;
}

const ofDimensions = (count: number) => formatNpy({ data: Uint8Array.of(1), shape: Array(count).fill(1) });

describe('a .npy file', () => {
  const file = formatNpy({ data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });

  it.each([
    [
      'another file',
      new TextEncoder().encode('not numbers'),
      'must start as a .npy file of version 1.0 does, but is another file',
    ],
    ['a file truncated in its header', file.subarray(0, 70), 'header must end at byte 128, but is cut off at 70'],
    ['truncated numbers', file.subarray(0, -1), 'must be 152 bytes long for shape (2, 3), but is 151'],
    ['an unknown version', patched(file, '\x01', '\x09'), 'must start as a .npy file of version 1.0 does'],
    ['whole numbers', patched(file, '<f4', '<i4'), 'type of numbers must be one of <f4 <f8 |u1, but is <i4'],
    ['Fortran order', patched(file, 'False', 'True '), 'order must be C (fortran_order False), but is not'],
    ['no shape', patched(file, 'shape', 'shade'), 'header must be {'],
    ['a missing length', patched(file, '(2, 3), }', '(2,,3), }'), 'header must be {'],
    ['too many dimensions', ofDimensions(20_000), 'must have at most 64 dimensions, but is 20000'],
    ['a header that goes on', patched(file, '}          ', '}; import os'), 'header must be {'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseNpy(bytes, 'a.npy')).toThrow(InputError);
    expect(() => parseNpy(bytes, 'a.npy')).toThrow(`a.npy: ${message}`);
  });

  it('quotes little of a long header', () => {
    const long = Buffer.concat([file.subarray(0, 8), Uint8Array.of(16, 39), Buffer.alloc(10_000, '[')]);
    expect(() => parseNpy(long, 'a.npy')).toThrow(/^.{100,400}…$/);
  });

  it('is not written for a shape that does not match', () => {
    expect(() => formatNpy({ data: Uint8Array.of(1, 2), shape: [3] })).toThrow(RangeError);
  });

  it('always returns the bits that were written, and has its numbers at a multiple of 64 bytes', () => {
    fc.assert(
      fc.property(npyArray(), ({ data, shape }) => {
        const bytes = formatNpy({ data, shape });
        expect((bytes.length - data.byteLength) % 64).toBe(0);
        const read = parseNpy(bytes, 'a.npy');
        expect(read.shape).toEqual(shape);
        expect(read.data.constructor).toBe(data.constructor);
        expect(new Uint8Array(read.data.buffer)).toEqual(new Uint8Array(data.slice().buffer));
      }),
    );
  });
});
