import { describe, expect, it } from 'vitest';
import { lifspec } from './command-line.ts';

describe('the kept studies', () => {
  it('come out the same when points of them are run again, networks trained anew included', {
    timeout: 300_000,
  }, () => {
    const { status, stdout, stderr } = lifspec('claims', '--verify');
    expect(status, stderr).toBe(0);
    const again = (study: string) => new RegExp(`^${study}: amplitude .* run again, the same$`, 'm');
    expect(stdout).toMatch(again('nengo-dl'));
    expect(stdout).toMatch(again('miniature-retrained'));
    expect(stdout).not.toContain(': differs: ');
  });
});
