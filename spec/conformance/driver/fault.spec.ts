import { describe, expect, it } from 'vitest';
import { lineOfError } from '../../../src/conformance/protocol/driver/fault.ts';

describe('the end of stderr', () => {
  it.each([
    ['Python', 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no\n', 'ValueError: no'],
    [
      'JAX',
      'flax.errors.TraceContextError: Cannot\n-----\nFor simplicity, JAX has removed frames.\n',
      /^flax.*Cannot$/,
    ],
    ['Java', 'Exception in thread "main" java.lang.Error: no\n\tat A.main(Error.java:3)\n', /^Exception in thread/],
    ['Node', 'TypeError: no\n    at new MyError (a.js:1:2)\n\nNode.js v20.19.5\n', 'TypeError: no'],
    ['Go', 'panic: no\n\ngoroutine 1 [running]:\nmain.main()\n\ta.go:4 +0x1d\nexit status 2\n', 'panic: no'],
    ['PHP', 'PHP Fatal error:  Uncaught no\n  thrown in a.php on line 3\n', /^PHP Fatal/],
    ['a message without an error', 'starting\nSegmentation fault\n', 'Segmentation fault'],
  ])('explains why the program ended: %s', (_, text, line) => {
    expect(lineOfError(text)).toMatch(line);
  });

  it('explains nothing if it is empty', () => {
    expect(lineOfError('')).toBeUndefined();
  });
});
