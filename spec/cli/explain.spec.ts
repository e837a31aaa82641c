import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainedAmplitude, ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, expectSchema, lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it("finds that the floor causes the accuracy loss of NengoDL's network", async () => {
    const line = 'explain --quick --amplitudes 0.5,0.01 --images 25 --workers 1 --format json';
    const { status, stdout } = await lifspec(line);
    expect(status).toBe(0);
    const output: ExplainOutput = JSON.parse(stdout);
    expectSchema('explain', output);
    const [small, large] = output.amplitudes as [ExplainedAmplitude, ExplainedAmplitude];
    expect([small.amplitude, large.amplitude, output.choice]).toEqual([0.01, 0.5, 0.01]);
    // the floor causes nearly all of the drop
    expect(large.drop.floor).toBeGreaterThan(Math.max(0.1, 0.8 * large.drop.total));
    // rescaling gives the same network up to rounding, since 50 is not a power of two
    expect(Math.abs(large.accuracy.rescaled - small.accuracy.floored)).toBeLessThan(0.02);
    // the first layer does not depend on the amplitude; the second fires more than its rates predict, far more with the
    // floor
    const { rate, floored, free } = large.spikes;
    expect(floored[0]).toBe(small.spikes.floored[0]);
    expect(floored[1]).toBeGreaterThan(1.5 * (rate[1] as number));
    expect(free[1]).toBeLessThan(1.5 * (rate[1] as number));
    expect([output.floors, output.variations]).toEqual([[], []]);
  });

  it('writes only to a folder that it made, or an empty one', async () => {
    const out = join(temporaryFolder(), 'why');
    const line = `explain --quick --amplitudes 0.01 --images 2 --workers 1 --weights ${miniatureWeights()} --out ${out}`;
    for (let time = 0; time < 2; time++) expect((await lifspec(line)).status).toBe(0);
    writeFileSync(join(out, 'explanation.json'), '{"mine":1}');
    await expectRefusal(line, `${out}: contains explanation.json, which lifspec explain did not write`);
    rmSync(join(out, 'explanation.json'));
    await expectRefusal(line, `${out}: contains explanation.txt, which lifspec explain did not write`);
    const mine = temporaryFolder();
    writeFileSync(join(mine, 'thesis.tex'), 'mine');
    await expectRefusal(line.replace(out, mine), 'contains thesis.tex, which lifspec explain did not write');
    expect(contentOf(mine)).toEqual({ 'thesis.tex': 'mine' });
  });
});
