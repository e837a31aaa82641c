import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/conformance/protocol/driver/answer.ts';

const kindOf = (line: string) => {
  const reading = readLine(Buffer.from(line));
  return 'flaw' in reading ? reading.flaw.kind : 'answer';
};

describe('an answer line', () => {
  it.each([
    ['{"id":1,"x":[NaN, -Infinity ,{"y": nan}]}', 'not-finite'],
    ['{"id":1,"x":"a, NaN, b"}', 'answer'],
    ['{"id":1,"x":NaNs}', 'garbage'],
    ['{"id":1,NaN}', 'garbage'],
  ])('%s is %s', (line, kind) => {
    expect(kindOf(line)).toBe(kind);
  });

  it.each([
    ['before invalid JSON', (blanks: string) => `{"id":1,"x":${blanks}y}`],
    ['after a number that JSON cannot represent', (blanks: string) => `{"id":1,"x":NaN${blanks}y}`],
  ])('is parsed in linear time, even if it is all blanks %s', (_, line) => {
    // would take minutes in quadratic time
    expect(kindOf(line(' '.repeat(500_000)))).toBe('garbage');
  });
});
