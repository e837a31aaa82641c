import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bytesIn, contentOf, type Ended, interruptLifspec, lifspec, miniatureWeights } from './command-line.ts';

describeSlow('files after a crash', async () => {
  const random = randomStream('losses of power');
  const timeout = 300_000;

  /** Copies a folder as a loss of power may leave it: a file is cut, or blocks of it were never written and are zeros. */
  function damagedCopyOf(folder: string): string {
    const copy = join(temporaryFolder(), 'damaged');
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('lock') });
    const files = bytesIn(copy);
    const [name, base64] = files[Math.floor(files.length * random())] as (typeof files)[number];
    const bytes = Buffer.from(base64, 'base64');
    const [start, end] = [random(), random()].sort().map((share) => Math.floor(bytes.length * share));
    const damaged = [bytes.subarray(0, start), bytes.fill(0, start), bytes.fill(0, start, end)];
    writeFileSync(join(copy, name), damaged[Math.floor(3 * random())] as Buffer);
    return copy;
  }

  /** A command either finds the damage, or its results are right. */
  function expectRightOrRefused({ status, stdout, stderr }: Ended, results: () => void): void {
    if (status === 0) results();
    else
      expect({ status, stderr, stdout: stdout.replace(/^epoch .*\n/gm, '') }).toEqual({
        status: 2,
        stderr: expect.stringMatching(/^lifspec: .+: .+\n$/),
        stdout: '',
      });
  }

  describe('after a loss of power', () => {
    it.each([
      [
        'a sweep',
        'sweep --amplitudes 0.01:0.04:0.01 --images 60 --workers 1 --network WEIGHTS --out',
        (folder: string) =>
          existsSync(join(folder, 'journal.jsonl')) && statSync(join(folder, 'journal.jsonl')).size > 500,
      ],
      [
        'training',
        'train --network miniature --training 3,100 --workers 1 --out',
        (folder: string) => existsSync(join(folder, 'training.json')),
      ],
    ] as const)(
      '%s that is repeated writes the same bytes, or says which file is damaged',
      { timeout },
      async (...given) => {
        const [, command, hasBegun] = given;
        const line = command.replace('WEIGHTS', miniatureWeights());
        const [whole, begun] = [join(temporaryFolder(), 'whole'), join(temporaryFolder(), 'begun')];
        expect((await lifspec(`${line} ${whole}`)).status).toBe(0);
        await interruptLifspec(`${line} ${begun}`, 'SIGKILL', () => hasBegun(begun));
        let refused = 0;
        for (const folder of [whole, begun])
          for (let time = 0; time < 12; time++) {
            const copy = damagedCopyOf(folder);
            const ended = await lifspec(`${line} ${copy}`);
            if (ended.status !== 0) refused++;
            expectRightOrRefused(ended, () => expect(contentOf(copy)).toEqual(contentOf(whole)));
          }
        expect(refused).toBeGreaterThan(4);
      },
    );

    it('saved results and networks are read as they were, or refused', { timeout }, async () => {
      const place = temporaryFolder();
      const at = (name: string) => join(place, name);
      await lifspec(`train --network miniature --training 1,100 --workers 1 --out ${at('net')}`);
      const sweep = 'sweep --amplitudes 0.01 --images 5 --workers 1 --network';
      await lifspec(`${sweep} ${at('net')} --seeds 0 --out ${at('swept')}`);
      for (const [command, folder, options] of [
        [sweep, 'net', ''],
        ['report', 'swept', ''],
        ['report', 'swept', ' --report html=PAGE'],
      ] as const) {
        const runOn = async (copy: string) => {
          const page = join(temporaryFolder(), 'page.html');
          const ended = await lifspec(`${command} ${copy}${options.replace('PAGE', page)}`);
          const said = existsSync(page) ? readFileSync(page, 'utf8') : ended.stdout;
          return { ...ended, said: said.replaceAll(copy, at(folder)) };
        };
        const right = await runOn(at(folder));
        expect(right.status).toBe(0);
        for (let time = 0; time < 10; time++) {
          const ended = await runOn(damagedCopyOf(at(folder)));
          expectRightOrRefused(ended, () => expect(ended.said).toBe(right.said));
        }
      }
    });
  });
});
