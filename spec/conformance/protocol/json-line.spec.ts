import { describe, expect, it } from 'vitest';
import { jsonLimits } from '../../../src/base/json.ts';
import { readInput } from '../../../src/conformance/protocol/capabilities.ts';
import { readBytes, readFloat32, writeBytes, writeFloat32 } from '../../../src/conformance/protocol/fields.ts';
import { readMessage, writeLine } from '../../../src/conformance/protocol/json-line.ts';

describe('a number on the wire', () => {
  it.each([0.1, -0, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2, 1 / 3])('keeps its bits: %d', (value) => {
    expect(JSON.parse(writeLine({ value }))).toEqual({ value });
  });

  it('is a string in requests if it is not finite', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(writeLine({ values })).toBe('{"values":["NaN","Infinity","-Infinity"]}');
    expect(readInput('synapse', JSON.parse(writeLine({ values })))).toEqual({ values });
  });

  it('is in a plain list, even if it comes from a typed array', () => {
    expect(writeLine(Float32Array.of(0.5, -0))).toBe('[0.5,-0]');
  });

  it('stays on one line, even for readers that accept Unicode line separators', () => {
    expect(writeLine('a\n\u2028\u2029')).toBe('"a\\n\\u2028\\u2029"');
  });
});

describe('an array on the wire', () => {
  it('of float32 numbers is base64, little-endian', () => {
    expect(readFloat32(writeFloat32([Number.NaN, -0, 2 ** -149]))).toEqual(Float32Array.of(Number.NaN, -0, 2 ** -149));
    expect(() => writeFloat32([0.1])).toThrow('0.1 is not a float32 number');
    expect(() => readFloat32('AACA')).toThrow('float32 numbers have 4 bytes each, but there are 3');
  });

  it('of bytes is base64, even if it is part of a buffer', () => {
    expect(writeBytes(Uint8Array.of(9, 0, 255).subarray(1))).toBe('AP8=');
    expect(readBytes('AP8=')).toEqual(Uint8Array.of(0, 255));
  });
});

const read = (text: string) => readMessage(Buffer.from(text));

describe('a line of a message', () => {
  it.each<[string, string]>([
    ...['[1]', 'null', '', 'hello'].map((text): [string, string] => [text, 'is not a JSON object']),
    ['{"id":0}\0', 'contains zero bytes, as UTF-16 does; expected UTF-8'],
  ])('is refused with a reason if it is not a message: %s', (text, wrong) => {
    expect(read(text)).toEqual({ wrong });
  });

  it('must be UTF-8', () => {
    expect(readMessage(Buffer.from('{"name":"Müller"}', 'latin1'))).toEqual({ wrong: 'is not UTF-8' });
  });

  it('may be as deep, and need as much memory, as the limits say', () => {
    const nested = (levels: number) => read(`{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`);
    const numbers = (bytes: number) => read(`{"a":[${'0,'.repeat(Math.floor((bytes - 350) / 24))}0]}`);
    const { levels, bytes } = jsonLimits;
    expect([nested(levels), numbers(bytes)].map((one) => 'message' in one)).toEqual([true, true]);
    expect(nested(levels + 1)).toEqual({ wrong: 'is nested more than 64 levels deep', isTooLarge: true });
    const wrong = 'contains too many values: they need more than 64 MB of memory';
    expect(numbers(bytes + 24)).toEqual({ wrong, isTooLarge: true });
  });

  it('may contain brackets and quotes in its strings', () => {
    const text = `${'[{,'.repeat(100)}"\\`;
    expect(read(JSON.stringify({ text }))).toEqual({ message: { text } });
  });
});
