import { describe, expect, it } from 'vitest';
import { fake, lifspecAfter, serve } from './command-line.ts';

const message = "'a\\u001b[2Jb'";
const asksForReport =
  /^lifspec: this is a mistake of lifspec itself .*please report it.*: TypeError: a\\u\{1b\}\[2Jb\n {4}at /;

describe('a mistake of lifspec itself', () => {
  const sortsNothing = `Array.prototype.toSorted = () => { throw new TypeError(${message}); };`;

  it.each([
    ['check', '--only', 'lif/silent-at-current-one', '--runs', '1', '--', ...serve],
    ['fingerprint', '--', ...fake('draws-noise')],
  ])('is not taken for one of the program that is judged: %s', (...words) => {
    const { status, stdout, stderr } = lifspecAfter(sortsNothing, ...words);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(asksForReport);
  });

  it('is told in the same way if nothing waits for what made it, and the program that is judged is ended', () => {
    const late = `setTimeout(() => { throw new TypeError(${message}); }, 1000);`;
    const { status, stdout, stderr } = lifspecAfter(late, 'smoke', '--', ...fake('hang-in-the-middle'));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(asksForReport);
  });
});
