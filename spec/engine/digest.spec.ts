import { expect, it } from 'vitest';
import { digestFixedRun } from '../../bench/digest/fixed-run.ts';
import { known } from '../../bench/digest/known.ts';
import { describeSlow } from '../slow.ts';

describeSlow('the digest of a fixed run', () => {
  it('is the known digest, by the readable code and by the engine', async () => {
    expect(known.engine).toBe(known.readable);
    expect(await digestFixedRun()).toEqual(known);
  });
});
