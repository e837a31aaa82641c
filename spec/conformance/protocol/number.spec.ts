import { describe, expect, it } from 'vitest';
import { readBytes, readFloat32, writeBytes, writeFloat32 } from '../../../src/conformance/protocol/binary.ts';
import { readNumbers, writeLine } from '../../../src/conformance/protocol/number.ts';

describe('a number on the wire', () => {
  it.each([0.1, -0, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2, 1 / 3])('keeps its bits: %d', (value) => {
    expect(readNumbers(JSON.parse(writeLine({ value })))).toEqual({ value });
  });

  it('is a word where JSON has no number for it, and only in requests', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(writeLine({ values })).toBe('{"values":["NaN","Infinity","-Infinity"]}');
    expect(readNumbers(JSON.parse(writeLine({ values })))).toEqual({ values });
    expect(writeLine({ id: 1, x: [-0, Number.NaN] })).toBe('{"id":1,"x":[-0,"NaN"]}');
  });

  it('is in a list, whatever held it before', () => {
    expect(writeLine(Float32Array.of(0.5, -0))).toBe('[0.5,-0]');
  });

  it('is on one line, also for a reader that knows other ends of lines', () => {
    expect(writeLine('a\n\u2028\u2029')).toBe('"a\\n\\u2028\\u2029"');
  });
});

describe('many numbers on the wire', () => {
  it('are float32, little-endian, in base64', () => {
    expect(writeFloat32(Float32Array.of(1, -2))).toBe('AACAPwAAAMA=');
    expect(readFloat32('AACAPwAAAMA=')).toEqual(Float32Array.of(1, -2));
    expect(readFloat32(writeFloat32([Number.NaN, -0, 2 ** -149]))).toEqual(Float32Array.of(Number.NaN, -0, 2 ** -149));
  });

  it('never lose a digit in silence', () => {
    expect(() => writeFloat32([0.1])).toThrow('0.1 is no float32');
    expect(() => readFloat32('AACA')).toThrow('3 bytes are no float32 numbers of 4 bytes each');
  });

  it('are bytes for pictures, of a part of a buffer too', () => {
    expect(writeBytes(Uint8Array.of(9, 0, 255).subarray(1))).toBe('AP8=');
    expect(readBytes('AP8=')).toEqual(Uint8Array.of(0, 255));
  });
});
