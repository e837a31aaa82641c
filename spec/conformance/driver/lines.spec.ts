import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/conformance/protocol/driver/answer.ts';
import { lineOfError } from '../../../src/conformance/protocol/driver/fault.ts';

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

  it('is parsed in linear time, even if it is all blanks', () => {
    // would take minutes in quadratic time
    const blanks = ' '.repeat(500_000);
    for (const value of [`${blanks}y`, `NaN${blanks}y`]) expect(kindOf(`{"id":1,"x":${value}}`)).toBe('garbage');
  });
});

describe('the end of stderr', () => {
  it.each([
    ['Python', 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no\n', 'ValueError: no'],
    [
      'JAX',
      'flax.errors.TraceContextError: Cannot\n-----\nFor simplicity, JAX has removed frames.\n',
      'flax.errors.TraceContextError: Cannot',
    ],
    [
      'Java',
      'Exception in thread "main" java.lang.Error: no\n\tat A.main(Error.java:3)\n',
      'Exception in thread "main" java.lang.Error: no',
    ],
    ['Node', 'TypeError: no\n    at new MyError (a.js:1:2)\n\nNode.js v20.19.5\n', 'TypeError: no'],
    ['Go', 'panic: no\n\ngoroutine 1 [running]:\nmain.main()\n\ta.go:4 +0x1d\nexit status 2\n', 'panic: no'],
    ['PHP', 'PHP Fatal error:  Uncaught no\n  thrown in a.php on line 3\n', 'PHP Fatal error:  Uncaught no'],
    ['nothing', '', undefined],
    ['a message without an error', 'starting\nSegmentation fault\n', 'Segmentation fault'],
  ])('explains why the program ended: %s', (_, text, line) => {
    expect(lineOfError(text)).toEqual(line);
  });
});
