import { describe, expect, it } from 'vitest';
import { progressOn } from '../../src/cli/progress.ts';

describe('progress', () => {
  it('consists of plain lines in a pipe, with the time left', () => {
    expect(watch(false)).toBe('100 of 2000 images, 4 min left\n200 of 2000 images, 3 min left\n');
  });

  it('is one line on a terminal, which is redrawn', () => {
    const shown = watch(true).split('\r\x1b[K');
    expect(shown).toHaveLength(21);
    expect(shown[1]).toBe('10 of 2000 images, 4 min left');
    expect(shown.join('')).not.toContain('\n');
  });

  it('excludes earlier runs from the speed', () => {
    expect(watch(false, 1000)).toContain('1100 of 2000 images, 90 s left\n');
  });
});

/** Ten images per second for twenty seconds, with a simulated clock. */
function watch(isTTY: boolean, before = 0): string {
  let text = '';
  let milliseconds = 0;
  const show = progressOn({ isTTY, write: (more) => (text += more) }, () => milliseconds);
  show(before, 2000, 'images');
  for (let second = 1; second <= 20; second++) {
    milliseconds = 1000 * second;
    show(before + 10 * second, 2000, 'images');
  }
  return text;
}
