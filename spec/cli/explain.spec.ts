import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, expectSchema, lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it('writes JSON that matches its schema, and only to a folder that it made, or an empty one', async () => {
    const out = join(temporaryFolder(), 'why');
    const line = `explain --quick --amplitudes 0.01 --images 2 --workers 1 --weights ${miniatureWeights()} --out ${out}`;
    for (let time = 0; time < 2; time++) expect((await lifspec(line)).status).toBe(0);
    const output: ExplainOutput = JSON.parse(contentOf(out)['explanation.json'] ?? '');
    expectSchema('explain', output);
    expect([output.floors, output.variations]).toEqual([[], []]); // --quick
    writeFileSync(join(out, 'explanation.json'), '{"mine":1}');
    await expectRefusal(line, `${out}: contains explanation.json, which lifspec explain did not write`);
    rmSync(join(out, 'explanation.json'));
    await expectRefusal(line, `${out}: contains explanation.txt, which lifspec explain did not write`);
    const mine = temporaryFolder();
    writeFileSync(join(mine, 'thesis.tex'), 'mine');
    await expectRefusal(line.replace(out, mine), 'contains thesis.tex, which lifspec explain did not write');
    expect(contentOf(mine)).toEqual({ 'thesis.tex': 'mine' });
  });

  it('explains a network that resets by subtraction, and tries a reset to 0', async () => {
    const weights = miniatureWeights({ reset: 'subtract' });
    const line = `explain --amplitudes 0.5 --images 2 --workers 1 --weights ${weights}`;
    const { status, stdout, stderr } = await lifspec(line);
    expect(status).toBe(0);
    expect(stdout).toContain('fixed weights, reset by subtraction; k = amplitude/0.01');
    expect(stdout).toMatch(/^ *reset to 0 .* 2$/m);
    expect(stderr.split('the readable code runs because the kernel resets voltages to 0 only')).toHaveLength(2);
  });
});
