import { describe, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { expectSameBytesAfterKills } from './kill.ts';

describe('a sweep that is killed', () => {
  it('ten times, at arbitrary moments, finishes with the same bytes', { timeout: 300_000 }, async () => {
    const random = randomStream('moments of kills');
    // from before the program has computed anything to a few blocks later, but never after the last block
    const moments = Array.from({ length: 10 }, () => ({ milliseconds: 2000 * random(), bytes: 1600 * random() }));
    await expectSameBytesAfterKills('0.01:0.2:0.01', 10, (kill, milliseconds, bytes) => {
      const moment = moments[kill] as (typeof moments)[number];
      return milliseconds > moment.milliseconds || bytes > moment.bytes;
    });
  });
});
