import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, interruptLifspec, lifspec, miniatureWeights } from './command-line.ts';

describe('a sweep that is killed', () => {
  it('ten times, at arbitrary moments, finishes with the same bytes', { timeout: 300_000 }, async () => {
    // ten blocks of 50 images per amplitude, half of them for the rate network
    const options = '--amplitudes 0.01:0.2:0.01 --images 250 --engine readable --workers 2';
    const line = `sweep ${options} --weights ${miniatureWeights()}`;
    const [whole, killed] = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'killed')];
    const journal = join(killed, 'journal.jsonl');
    const journalBytes = () => (existsSync(journal) ? statSync(journal).size : 0);
    const calm = await lifspec(`${line} --out ${whole}`);

    const random = randomStream('moments of kills');
    for (let kill = 0; kill < 10; kill++) {
      // from before the program has computed anything to a few blocks later, but never after the last block
      const latest = { milliseconds: performance.now() + 2000 * random(), bytes: journalBytes() + 1600 * random() };
      const isTime = () => performance.now() > latest.milliseconds || journalBytes() > latest.bytes;
      const { status } = await interruptLifspec(`${line} --out ${killed}`, 'SIGKILL', isTime);
      expect(status).toBe(null); // it was killed before it finished
    }
    expect(await lifspec(`${line} --out ${killed}`)).toMatchObject({ status: 0, stdout: calm.stdout });
    expect(contentOf(killed)).toEqual(contentOf(whole));
  });
});
