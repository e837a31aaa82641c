import { describe, expect, it } from 'vitest';
import { describeSeconds, startProgress } from '../../src/cli/progress.ts';

describe('progress', () => {
  it('consists of plain lines in a pipe, with rate and time left', () => {
    expect(watch(false)).toBe(
      '50 of 1000 images, 10.0 per second, 1 min 35 s left\n100 of 1000 images, 10.0 per second, 1 min 30 s left\n',
    );
  });

  it('is one line on a terminal, redrawn and erased at the end', () => {
    const shown = watch(true).split('\r\x1b[K');
    expect(shown).toHaveLength(14);
    expect(shown[1]).toBe('10 of 1000 images, 10.0 per second, 1 min 39 s left');
    expect(shown.at(-1)).toBe('');
    expect(shown.join('')).not.toContain('\n');
  });

  it('is a line per minute while a program is judged, with the failures', () => {
    const lines = watch(false, 0, 60_000).split('\n').slice(0, -1);
    expect(lines).toEqual(['600 of 1000 images, 3 failed, 10.0 per second, 40 s left']);
  });

  it('excludes earlier runs from the rate', () => {
    expect(watch(false, 500)).toContain('550 of 1000 images, 10.0 per second, 45 s left\n');
  });

  it('writes durations in a readable form', () => {
    expect([0.2, 59, 60, 3599.5, 7290].map(describeSeconds)).toEqual([
      '1 s',
      '59 s',
      '1 min 0 s',
      '1 h 0 min',
      '2 h 1 min',
    ]);
  });
});

/** Ten images per second for twelve seconds, or as long as a pipe waits for a line, with a simulated clock. */
function watch(isTTY: boolean, before = 0, pipePause?: number): string {
  let text = '';
  let milliseconds = 0;
  const screen = { isTTY, write: (more: string) => (text += more) };
  const progress = startProgress(screen, 1000, 'images', () => milliseconds, pipePause);
  progress.update(before);
  for (let second = 1; second <= (pipePause ?? 12_000) / 1000; second++) {
    milliseconds = 1000 * second;
    progress.update(before + 10 * second, pipePause && 3);
  }
  progress.end();
  return text;
}
