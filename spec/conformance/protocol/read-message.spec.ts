import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestMessage, readMessage } from '../../../src/conformance/protocol/read-message.ts';

const read = (text: string) => readMessage(Buffer.from(text));

describe('a line', () => {
  it('is read as JSON reads it, if it holds an object', () => {
    const property = fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (message) => {
      expect(read(JSON.stringify(message))).toEqual({ message: JSON.parse(JSON.stringify(message)) });
    });
    fc.assert(property);
  });

  it.each([
    ['[1]', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['', 'is not a JSON object'],
    ['hello', 'is not a JSON object'],
    ['{', 'is the beginning of an object, which has to be on one line'],
    ["{'id': 0}", 'is not a JSON object, as texts in it are not in "double quotes"'],
    ['\ufeff{"id":0}', 'begins with a byte order mark, which has no place there'],
    ['{"id":0}\0', 'holds zero bytes, as UTF-16 does; UTF-8 expected'],
  ])('that is none is told what is wrong with it: %s', (text, wrong) => {
    expect(read(text)).toEqual({ wrong });
  });

  it('is UTF-8', () => {
    expect(readMessage(Buffer.from('{"name":"Müller"}', 'latin1'))).toEqual({ wrong: 'is not UTF-8' });
  });

  it('may be as deep, and hold as much, as the largest message, and no more', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect(read(nested(largestMessage.levels))).toHaveProperty('message');
    expect(read(nested(largestMessage.levels + 1))).toMatchObject({ isTooLarge: true });
    const wide = (values: number) => `{"a":[${'0,'.repeat(values - 3)}0]}`;
    expect(read(wide(largestMessage.values))).toHaveProperty('message');
    expect(read(wide(largestMessage.values + 1))).toMatchObject({ isTooLarge: true });
  });

  it('may hold any brackets and quotes in its texts', () => {
    const text = `${'[{,'.repeat(100)}"\\`;
    expect(read(JSON.stringify({ text }))).toEqual({ message: { text } });
  });
});
