import { describe, expect, it } from 'vitest';
import { startProgress } from '../../src/cli/progress.ts';

describe('progress', () => {
  it('consists of plain lines in a pipe, with rate and time left', () => {
    expect(watch(false)).toBe(
      '100 of 2000 images, 10.0 per second, 4 min left\n200 of 2000 images, 10.0 per second, 3 min left\n',
    );
  });

  it('is one line on a terminal, redrawn and erased at the end', () => {
    const shown = watch(true).split('\r\x1b[K');
    expect(shown).toHaveLength(22);
    expect(shown[1]).toBe('10 of 2000 images, 10.0 per second, 4 min left');
    expect(shown.at(-1)).toBe('');
    expect(shown.join('')).not.toContain('\n');
  });

  it('contains the failures while a program is judged', () => {
    expect(watch(false, 0, 3)).toContain('100 of 2000 images, 3 failed, 10.0 per second, ');
  });

  it('excludes earlier runs from the rate', () => {
    expect(watch(false, 1000)).toContain('1100 of 2000 images, 10.0 per second, 90 s left\n');
  });
});

/** Ten images per second for twenty seconds, with a simulated clock. */
function watch(isTTY: boolean, before = 0, failed?: number): string {
  let text = '';
  let milliseconds = 0;
  const screen = { isTTY, write: (more: string) => (text += more) };
  const progress = startProgress(screen, 2000, 'images', () => milliseconds);
  progress.update(before);
  for (let second = 1; second <= 20; second++) {
    milliseconds = 1000 * second;
    progress.update(before + 10 * second, failed);
  }
  progress.end();
  return text;
}
