import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
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

  it.each(parsersIn(folder))(
    'read a valid text, and one that was changed at random or refuse it with a message: $name',
    async ({ valid, run }) => {
      for (const text of valid) await run(text);
      let worst = 0;
      const before = process.memoryUsage().rss;
      const property = fc.asyncProperty(mutated(valid), async (text) => {
        const started = performance.now();
        try {
          await run(text);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        } finally {
          worst = Math.max(worst, performance.now() - started);
        }
      });
      await fc.assert(property, { numRuns, seed, interruptAfterTimeLimit: 2 ** 31 - 1 });
      expect(worst).toBeLessThan(most.milliseconds);
      expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(most.megabytes);
    },
    3_600_000,
  );
});
