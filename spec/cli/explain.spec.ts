import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectSchema, lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it('writes numbers that match their schema, a page with a figure, and the text', async () => {
    const out = temporaryFolder();
    const [json, html] = [join(out, 'why.json'), join(out, 'why.html')];
    const settings = `--quick --amplitudes 0.01 --images 1 --workers 1 --network ${miniatureWeights({ defaults: { minVoltage: -0.5, steps: 20 } })}`;
    const { stdout } = await lifspec(`explain ${settings} --report json=${json} --report html=${html}`);
    expect(stdout).toMatch(/^At amplitude 0\.01: .*\nTheory gives the scale of the kicks .* at amplitude 0\.\d+;/m);
    expect(stdout).toMatch(/, first 1 test image, .*; with 1 image, any loss may be chance$/m);
    expect(stdout).toMatch(/ 20 steps of 1 ms; .* floor -0\.5 /s); // network.json says so
    expect(readFileSync(html, 'utf8')).toContain('<svg');
    const output: ExplainOutput = JSON.parse(readFileSync(json, 'utf8'));
    expectSchema('explain', output);
    expect([output.floors, output.variations]).toEqual([[], []]); // --quick
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
