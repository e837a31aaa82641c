import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/conformance/protocol/driver/answer.ts';

const kindOf = (line: string) => {
  const reading = readLine(Buffer.from(line));
  return 'flaw' in reading ? reading.flaw.kind : 'answer';
};

describe('a line of an answer', () => {
  it.each([
    ['{"id":1,"x":[NaN, -Infinity ,{"y": nan}]}', 'not-finite'],
    ['{"id":1,"x":"a, NaN, b"}', 'answer'],
    ['{"id":1,"x":NaNs}', 'garbage'],
    ['{"id":1,NaN}', 'garbage'],
  ])('%s is %s', (line, kind) => {
    expect(kindOf(line)).toBe(kind);
  });

  it.each([
    ['before what is no JSON', (blanks: string) => `{"id":1,"x":${blanks}y}`],
    ['behind a number that JSON does not have', (blanks: string) => `{"id":1,"x":NaN${blanks}y}`],
  ])('takes time as it is long, also if it is all blanks %s', (_, line) => {
    // minutes, if each blank is looked at again for every other
    expect(kindOf(line(' '.repeat(500_000)))).toBe('garbage');
  });
});
