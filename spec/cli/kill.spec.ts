import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ageLock, contentOf, interruptLifspec, lastLine, lifspec, miniatureWeights } from './command-line.ts';

describeSlow('a sweep that is killed', () => {
  it('five times, before any change of a file, finishes with the same bytes', async () => {
    // forty blocks of 50 images per amplitude, half of them for the rate network
    const amplitudes = Array.from({ length: 20 }, (_, index) => (index + 1) / 100);
    const line = `sweep --amplitudes ${amplitudes} --images 1000 --workers 2 --network ${miniatureWeights()}`;
    const [whole, killed] = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'killed')];
    const calm = await lifspec(`${line} --out ${whole}`);

    const random = randomStream('moments of kills');
    for (let kill = 0; kill < 5; kill++) {
      // the first is in the middle of the settings
      const moment = { SPEC_SIGNAL: 'SIGKILL', SPEC_CHANGES: String(kill === 0 ? 4 : Math.ceil(60 * random())) };
      const { status } = interruptLifspec(`${line} --out ${killed}`, moment);
      expect(status).toBe(null); // it was killed before it finished
      ageLock(killed);
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
    const { status, stdout, stderr } = interruptLifspec(line, { SPEC_SIGNAL: 'SIGINT', SPEC_CHANGES: '9' });
    expect(lastLine(stderr)).toBe(
      `lifspec: stopped; finished work is saved in ${folder}, and the same command continues there; a network in training begins again`,
    );
    expect([status, stdout]).toEqual([130, '']);
    const before = readJournal();
    expect(before).not.toBe('');
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
    expect((await lifspec(line)).status).toBe(0);
    expect(readJournal().startsWith(before)).toBe(true);
  });
});

/** Copies a folder as a loss of power may leave it: a file is cut, or blocks of it were never written and are zeros. */
function damagedCopyOf(folder: string, random: () => number): string {
  const copy = join(temporaryFolder(), 'damaged');
  cpSync(folder, copy, { recursive: true });
  const files = Object.entries(contentOf(copy));
  const [name, content] = files[Math.floor(files.length * random())] as (typeof files)[number];
  const bytes = Buffer.from(content, 'latin1');
  const [start, end] = [random(), random()].sort().map((share) => Math.floor(bytes.length * share));
  const damaged = [bytes.subarray(0, start), bytes.fill(0, start), bytes.fill(0, start, end)];
  writeFileSync(join(copy, name), damaged[Math.floor(3 * random())] as Buffer);
  return copy;
}

describeSlow('after a loss of power', () => {
  it.each([
    ['sweep', 'sweep --amplitudes 0.01,0.02,0.03,0.04 --images 60 --workers 1 --network WEIGHTS --out'],
    ['train', 'train --network miniature --training 3,100 --workers 1 --out'],
  ])('%s writes the same bytes again, or says which file is damaged', async (_, command) => {
    const random = randomStream('losses of power');
    const line = command.replace('WEIGHTS', miniatureWeights());
    const whole = join(temporaryFolder(), 'whole');
    expect((await lifspec(`${line} ${whole}`)).status).toBe(0);
    let refused = 0;
    for (let time = 0; time < 40; time++) {
      const copy = damagedCopyOf(whole, random);
      const { status, stderr } = await lifspec(`${line} ${copy}`);
      if (status === 0) expect(contentOf(copy)).toEqual(contentOf(whole));
      else expect([status, stderr]).toEqual([2, expect.stringMatching(/^lifspec: .+: .+\n$/)]);
      if (status !== 0) refused++;
    }
    expect(refused).toBeGreaterThan(3);
  });
});
