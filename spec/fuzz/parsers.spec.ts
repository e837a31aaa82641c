import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/input-error.ts';
import { describeSlow, isThorough } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { mutated } from './mutated.ts';
import { parsersIn } from './parsers.ts';

describeSlow('parsers of files and messages', async () => {
  /** Inputs per parser. `FC_RUNS=10000 npx vitest run --mode full spec/fuzz` takes some minutes. */
  const numRuns = Number(process.env.FC_RUNS ?? (isThorough ? 10_000 : 300));
  const seed = Number(process.env.FC_SEED ?? 1830);

  const folder = temporaryFolder(afterAll);

  /** Far more than any input needs, because machines differ. */
  const most = { milliseconds: 60_000, megabytes: 1500 };

  describe('a file or message that was not changed', () => {
    it.each(parsersIn(folder))('is read: $name', async ({ valid, run }) => {
      for (const text of valid) await run(text);
    });
  });

  describe('a file or message that was changed at random', () => {
    it.each(parsersIn(folder))(
      'is read, or refused with a message: $name',
      async ({ name, valid, run }) => {
        let [worst, refused] = [0, 0];
        const before = process.memoryUsage().rss;
        await fc.assert(
          fc.asyncProperty(mutated(valid), async (text) => {
            const started = performance.now();
            try {
              await run(text);
            } catch (error) {
              if (!(error instanceof InputError)) throw error;
              refused++;
            } finally {
              worst = Math.max(worst, performance.now() - started);
            }
          }),
          { numRuns, seed, interruptAfterTimeLimit: 2 ** 31 - 1 },
        );
        const megabytes = Math.max(0, process.memoryUsage().rss - before) / 2 ** 20;
        if (process.env.FC_RUNS)
          console.log(
            `${name}: ${numRuns} inputs, ${refused} refused, worst ${worst.toFixed(0)} ms, +${megabytes.toFixed(0)} MB`,
          );
        expect(worst).toBeLessThan(most.milliseconds);
        expect(megabytes).toBeLessThan(most.megabytes);
      },
      3_600_000,
    );
  });
});
