import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/conformance/protocol/driver/answer.ts';
import { lineOfError } from '../../../src/conformance/protocol/driver/fault.ts';
import { LineReader } from '../../../src/conformance/protocol/driver/line-reader.ts';
import { collectGarbage } from '../../collect-garbage.ts';
import { describeSlow } from '../../slow.ts';

const kindOf = (line: string) => {
  const reading = readLine(Buffer.from(line));
  return 'flaw' in reading ? reading.flaw.kind : 'answer';
};

describe('an answer line', () => {
  it.each([
    ['{"id":1,"x":[NaN, -Infinity ,{"y": nan}]}', 'not-finite'],
    ['{"id":1,"x":"a, NaN, b"}', 'answer'],
    ['{"id":1}\r', 'answer'],
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

describe('a stream of lines', () => {
  it('is split at line ends, wherever a chunk ends', () => {
    for (const size of [1, 2, 5, 20]) {
      const lines: string[] = [];
      const reader = new LineReader((line) => lines.push(String(line)));
      const text = Buffer.from('one\n\nthree\nfour\nhalf');
      for (let at = 0; at < text.length; at += size) reader.add(text.subarray(at, at + size));
      expect(lines).toEqual(['one', '', 'three', 'four']);
      expect(reader.halfLineBytes).toBe(4);
    }
  });
});

describeSlow('a stream of lines', () => {
  it('needs little memory for a program that writes single bytes', () => {
    const usedBytes = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const reader = new LineReader(() => {});
    const before = usedBytes();
    for (let count = 0; count < 300_000; count++) reader.add(Buffer.from('x'));
    expect(usedBytes() - before).toBeLessThan(1e7); // a buffer per byte takes 30 MB
    expect(reader.halfLineBytes).toBe(300_000);
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
