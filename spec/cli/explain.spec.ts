import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, expectSchema, lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it('saves numbers that match their schema, the text and a page, in an empty folder or one that it made', async () => {
    const out = join(temporaryFolder(), 'why');
    const line = `explain --quick --amplitudes 0.01 --images 2 --workers 1 --network ${miniatureWeights()} --out ${out}`;
    const { stdout, stderr } = await lifspec(line);
    expect(stderr).toMatch(/^lifspec: theory expects a median kick of 0\.4 in layer 2, .* at about amplitude 0\.\d+$/m);
    const files = contentOf(out);
    expect(Object.keys(files)).toEqual(['explanation.html', 'explanation.json', 'explanation.txt']);
    expect(files['explanation.txt']).toBe(stdout);
    const output: ExplainOutput = JSON.parse(files['explanation.json'] ?? '');
    expectSchema('explain', output);
    expect([output.floors, output.variations]).toEqual([[], []]); // --quick
    rmSync(join(out, 'explanation.json'));
    await expectRefusal(line, `${out}: is not a folder of lifspec explain; choose an empty one`);
    const mine = temporaryFolder();
    writeFileSync(join(mine, 'thesis.tex'), 'mine');
    await expectRefusal(line.replace(out, mine), 'is not a folder of lifspec explain');
    expect(contentOf(mine)).toEqual({ 'thesis.tex': 'mine' });
  });
});

describeSlow('lifspec explain', () => {
  it('explains a network that resets by subtraction, and tries a reset to 0', async () => {
    const weights = miniatureWeights({ neurons: 'reset-by-subtraction' });
    const line = `explain --amplitudes 0.5 --images 2 --workers 1 --network ${weights}`;
    const { status, stdout, stderr } = await lifspec(line);
    expect(status).toBe(0);
    expect(stdout).toContain('reset by subtraction; k = amplitude/0.01');
    expect(stdout).toMatch(/^ *reset to 0 .* 2$/m);
    expect(
      stderr.split('the readable code runs because the kernel has only the neurons of the definition'),
    ).toHaveLength(2);
  });
});
