import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainNetwork } from '../../src/study/explanation/explain-network.ts';
import type { ExplainedAmplitude, ExplainOutput } from '../../src/study/explanation/explanation-schema.ts';
import type { Monitor } from '../../src/study/run/monitor.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, expectSchema, lifspec, miniatureWeights, spawnLifspec } from './command-line.ts';

describe('lifspec explain', () => {
  it('saves numbers that match their schema, the text and a page, in an empty folder or one that it made', async () => {
    const out = join(temporaryFolder(), 'why');
    const line = `explain --quick --amplitudes 0.01 --images 2 --workers 1 --network ${miniatureWeights()} --out ${out}`;
    const { stdout } = await lifspec(line);
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
    const { dropFrom } = await explainNetwork(request, { workers: 1, monitor });
    const prediction = `theory expects a median kick of 0.4 in layer 2, with which losses begin if the floor is 0, at about amplitude ${dropFrom}`;
    expect(dropFrom).toBeGreaterThan(0);
    expect(events).toEqual([prediction, 'run (unchanged)', 'run (weights ÷ k)']);
  });
});

const explained = (words: string): ExplainOutput => {
  const { status, stdout } = spawnLifspec(`${words} --format json`);
  expect(status).toBe(0);
  return JSON.parse(stdout);
};

describeSlow("an explanation of NengoDL's network", () => {
  const { amplitudes, choice, floors, variations, streams } = explained('explain --amplitudes 0.5,0.01 --images 100');
  const accuracy = amplitudes[1]?.accuracy as { floored: number; free: number };
  const tried = (name: string) => variations.find((one) => one.name === name) as (typeof variations)[number];

  it('finds that the floor causes the accuracy loss', () => {
    const [small, large] = amplitudes as [ExplainedAmplitude, ExplainedAmplitude];
    expect([small.amplitude, large.amplitude, choice]).toEqual([0.01, 0.5, 0.01]);
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
  });

  it('finds that a floor of −32 is low enough at amplitude 0.5, and one of −1 is not', () => {
    const enough = new Map(floors.map(({ minVoltage, isEnough }) => [minVoltage, isEnough]));
    expect([...enough.keys()]).toEqual([0, -0.25, -0.5, -1, -2, -4, -8, -16, -32, null]);
    expect([0, -1, -32, null].map((floor) => enough.get(floor))).toEqual([false, false, true, true]);
  });

  it('finds that the floor costs most accuracy in the third layer, and none in the first, because the image does not change', () => {
    expect(tried('floor in layer 1 only').accuracy.floored).toBe(accuracy.free);
    expect(tried('floor in layer 3 only').accuracy.floored).toBeLessThan(accuracy.free - 0.05);
  });

  it('finds that the factor and a low floor suit two images in a row, and that removing the floor does not', () => {
    const second = (minVoltage: number | null, rescaled = false) =>
      streams.find((one) => one.minVoltage === minVoltage && one.rescaled === rescaled && one.synapseSeconds === 0)
        ?.accuracy.second;
    expect(second(0, true)).toBeGreaterThan(0.95);
    // the highest floor that is low enough for the 100 images
    expect(second(-32)).toBeGreaterThan(0.9);
    expect(second(null)).toBeLessThan(0.7);
  });

  it('finds that shorter steps increase the loss: less excitation and inhibition cancel within a step', () => {
    expect(tried('steps of 0.25 ms').accuracy.floored).toBeLessThan(accuracy.floored - 0.2);
    expect(tried('steps of 0.25 ms').accuracy.free).toBeGreaterThan(0.9);
  });

  it('finds that neither reset by subtraction nor a longer window compensates for the floor', () => {
    expect(tried('reset by subtraction').recovers).toBe(false);
    expect(tried('120 ms instead of 30').recovers).toBe(false);
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
