import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../src/report/duration.ts';

describe('a time', () => {
  it.each([
    [0, '0.0 s'],
    [8.81, '8.8 s'],
    [735, '12 min 15 s'],
    [3599.7, '1 h 0 min'],
    [7 * 3600 - 20, '7 h 0 min'],
    [86_399, '1 d 0 h'],
    [4.55 * 86_400, '4 d 13 h'],
  ])('of %d seconds is written in two units: %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
