import { describe, expect, it } from 'vitest';
import { progressOn } from '../../src/cli/progress.ts';

describe('progress', () => {
  it('leaves no trace in a pipe, such as the log of a test run', () => {
    expect(watch(false)).toBe('');
  });

  it('is one line on a terminal, which is redrawn', () => {
    const shown = watch(true).split('\r\x1b[K');
    expect(shown).toHaveLength(21);
    expect(shown[1]).toBe('10 of 2000 images, 4 min left');
    expect(shown.join('')).not.toContain('\n');
  });

  it('excludes earlier runs from the speed', () => {
    expect(watch(true, 1000)).toContain('1100 of 2000 images, 90 s left');
  });

  it('estimates by the later half, so that a slow start, such as compiling for minutes, is soon forgotten', () => {
    const estimates: string[] = [];
    let seconds = 0;
    const show = progressOn({ isTTY: true, write: (text) => estimates.push(text) }, () => 1000 * seconds);
    show(0, 100, 'requests');
    for (let done = 1; done <= 40; done++) {
      seconds = 300 + done; // the first one takes five minutes, the others a second
      show(done, 100, 'requests');
    }
    expect(estimates[0]).toContain('1 of 100 requests, 497 min left');
    expect(estimates.at(-1)).toContain('40 of 100 requests, 60 s left');
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
