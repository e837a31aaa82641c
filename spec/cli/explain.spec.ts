import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, lifspec, miniatureWeights } from './command-line.ts';

describe('lifspec explain', () => {
  it('writes numbers that match their schema, a page with a figure, and the text', async () => {
    const out = temporaryFolder();
    const [json, html] = [join(out, 'why.json'), join(out, 'why.html')];
    const settings = `--quick --amplitudes 0.01 --images 1 --workers 1 --network ${miniatureWeights({ defaults: { minVoltage: -0.5, steps: 20 } })}`;
    const { stdout } = await lifspec(`explain ${settings} --report json=${json} --report html=${html}`);
    expect(stdout).toMatch(
      /^No accuracy loss is shown: .*\nNo remedy that was tried is shown to help .*\nStreams of images were not run/m,
    );
    expect(stdout).toMatch(/ floor -0\.5 .* 20 steps of 1 ms$/ms); // network.json says so
    expect(readFileSync(html, 'utf8')).toContain('<svg');
    const output: ExplainOutput = JSON.parse(readFileSync(json, 'utf8'));
    expectSchema('explain', output);
    expect([output.remedies.length, output.stream]).toEqual([1, null]); // --quick
    const given = await lifspec(`explain ${settings} --trained-accuracy 1 --report json`);
    expect(JSON.parse(given.stdout).attainable).toBe(1);
    await expectRefusal('explain --trained-accuracy 93.1', '--trained-accuracy: expected number of at most 1');
  });
});

describeSlow('lifspec explain', () => {
  it('explains a network that resets by subtraction and has no floor', async () => {
    const weights = miniatureWeights({ neurons: 'reset-by-subtraction', defaults: { minVoltage: null } });
    const line = `explain --amplitudes 0.5 --images 2 --workers 1 --network ${weights}`;
    const { status, stdout, stderr } = await lifspec(line);
    expect(status).toBe(0);
    expect(stdout).toContain('reset by subtraction');
    expect(stdout).not.toMatch(/floor 0/);
    expect(stderr).not.toContain('the readable code');
  });
});
