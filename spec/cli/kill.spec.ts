import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, interruptLifspec, lastLine, lifspec, miniatureWeights } from './command-line.ts';

describeSlow('a sweep that is killed', () => {
  it('five times, at arbitrary moments, finishes with the same bytes', { timeout: 300_000 }, async () => {
    // forty blocks of 50 images per amplitude, half of them for the rate network
    const options = '--amplitudes 0.01:0.2:0.01 --images 1000 --workers 2';
    const line = `sweep ${options} --network ${miniatureWeights()}`;
    const [whole, killed] = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'killed')];
    const journal = join(killed, 'journal.jsonl');
    const journalBytes = () => (existsSync(journal) ? statSync(journal).size : 0);
    const calm = await lifspec(`${line} --out ${whole}`);

    const random = randomStream('moments of kills');
    for (let kill = 0; kill < 5; kill++) {
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

describeSlow('a sweep that is stopped', () => {
  it('by Ctrl-C prints how to resume, exits with 130, and can be resumed', async () => {
    const folder = join(temporaryFolder(), 'study');
    const line = `sweep --amplitudes 0.01,0.02 --images 1000 --workers 1 --network ${miniatureWeights()} --out ${folder}`;
    const journal = join(folder, 'journal.jsonl');
    const readJournal = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
    const hasBegun = () => readJournal() !== '';
    const { status, stdout, stderr } = await interruptLifspec(line, 'SIGINT', hasBegun);
    expect(lastLine(stderr)).toBe(
      `lifspec: stopped; finished work is saved in ${folder}, and the same command continues there`,
    );
    expect([status, stdout]).toEqual([130, '']);
    const before = readJournal();
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
    expect((await lifspec(line)).status).toBe(0);
    expect(readJournal().startsWith(before)).toBe(true);
  });
});
