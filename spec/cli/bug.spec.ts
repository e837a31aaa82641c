import { describe, expect, it, vi } from 'vitest';
import { describeSlow } from '../slow.ts';
import { fake, lifspec, spawnNode } from './command-line.ts';

const message = 'a\u001b[2Jb';
const bugReport =
  /^lifspec: This is a bug in lifspec, not in the program under test\. Please report it .*: TypeError: a\\u\{1b\}\[2Jb\n {4}at /;

describe('a bug in lifspec', () => {
  it.each([
    ['check --only neuron/lif/refractory-* --conventions nengo --', ...fake('honest')],
    ['fingerprint --', ...fake('draws-noise')],
  ])('is not blamed on the program under test: %s', async (...words) => {
    const sorting = vi.spyOn(Array.prototype, 'toSorted').mockImplementation(() => {
      throw new TypeError(message);
    });
    const { status, stdout, stderr } = await lifspec(...words).finally(() => sorting.mockRestore());
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(bugReport);
  });
});

describeSlow('a bug in lifspec', () => {
  it('is reported even if no caller awaits it, and the program under test is terminated', () => {
    const late = `setTimeout(() => { throw new TypeError(${JSON.stringify(message)}); }, 2000);`;
    const before = ['--import', `data:text/javascript,${encodeURIComponent(late)}`];
    const words = ['dist/src/cli/main.js', 'check', '--', ...fake('hang-in-the-middle')];
    const { status, stdout, stderr } = spawnNode([...before, ...words]);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(bugReport);
  });
});
