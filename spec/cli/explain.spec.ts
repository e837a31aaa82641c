import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainNetwork } from '../../src/study/explanation/explain-network.ts';
import type { ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import type { Monitor } from '../../src/study/run/study.ts';
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

  it('states the predicted amplitude and kick before the network is run, and names each run', async () => {
    const events: string[] = [];
    const monitor: Monitor = {
      note: (text) => events.push(text),
      countImages: (_, label) => {
        events.push(`run${label}`);
        return { update: () => {}, end: () => {} };
      },
    };
    const request = { weights: miniatureWeights(), images: 2, amplitudes: [0.01], quick: true };
    const run = { steps: 30, initialVoltage: 'file', precision: 'float32' } as const;
    const { dropFrom } = await explainNetwork({ ...request, ...run }, { workers: 1, engine: 'fast', monitor });
    const prediction = `theory expects accuracy with floor 0 to drop from amplitude ${dropFrom} on, where the median kick in layer 2 is 0.4`;
    expect(dropFrom).toBeGreaterThan(0);
    expect(events).toEqual([prediction, 'run (unchanged)', 'run (weights ÷ k)']);
  });
});
