import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeSeconds, monitored, startProgress } from '../../src/cli/progress.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspecUntil } from './command-line.ts';

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

describe('a command that will run for more than a minute', () => {
  it.each([
    [
      'sweep --seeds 1,0 --amplitudes 0.01,0.5',
      '(2 networks to train, 1,200 images to classify)',
      "; without --seeds, NengoDL's trained network runs",
    ],
    [
      'sweep --mode retrained --seeds 0 --amplitudes 0.01',
      '(1 network to train, 300 images to classify)',
      '; fewer --epochs or --train-images shorten it',
    ],
    ['sweep --images 10000 --min-voltage 0,none', '(1,000,000 images to classify)'],
    ['train --out OUT', '(1 network to train)'],
    ['explain --images 10000 --quick', '(240,000 images to classify)'],
  ])('says so before the work, and what is saved if it is stopped: %s', async (line, work, advice = '') => {
    const out = join(temporaryFolder(), 'out');
    const { stderr, status } = await lifspecUntil('roughly', line.replace('OUT', out));
    expect(status).toBe(130);
    expect(stderr).toMatch(/^lifspec: takes roughly (\d+ min|\d+ h \d+ min) \(/);
    expect(stderr).toContain(` ${work}, less if some of it is already saved${advice}\n`);
    const ends = {
      sweep: 'nothing is saved (use --out DIR to save it)',
      train: `finished work is saved in ${out}, and the same command continues there`,
    };
    const end = ends[line.split(' ')[0] as keyof typeof ends] ?? 'nothing is saved';
    expect(stderr.endsWith(`lifspec: stopped; ${end}\n`)).toBe(true);
  });

  it('is told from one that takes less', async () => {
    const heard = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => heard.mockRestore());
    await monitored(async ({ expect: announced }) => announced?.(59, { networks: 1, images: 0 }));
    expect(heard).not.toHaveBeenCalled();
    await monitored(async ({ expect: announced }) => announced?.(90, { networks: 1, images: 0 }));
    expect(heard).toHaveBeenCalledWith(
      'lifspec: takes roughly 2 min (1 network to train), less if some of it is already saved\n',
    );
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
