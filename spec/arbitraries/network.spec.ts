import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../properties/arbitraries/network.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { requireNetwork } from '../../src/simulator/network/network.ts';
import { subject } from '../subject.ts';

const runs = 300;
const generated = fc.sample(smallNetwork(), { numRuns: runs, seed: 1830 });
const reach = (edge: (input: NetworkInput) => boolean) => generated.filter(edge).length;

describe('generated networks', () => {
  it('are always valid', () => {
    for (const { architecture, weights, initialVoltage } of generated)
      requireNetwork({ architecture, trainedAmplitude: 0.01, initialVoltage, ...weights });
  });

  it('have one, two or three layers, and are small', () => {
    for (const layers of [1, 2, 3])
      expect(reach(({ architecture }) => architecture.hidden.length === layers)).toBeGreaterThan(30);
    const sizes = generated.map(({ architecture }) =>
      planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3 * 108);
  });

  it.each<[string, (input: NetworkInput) => boolean]>([
    ['a single channel', ({ architecture }) => architecture.input.channels === 1],
    ['a kernel of size 1', ({ architecture }) => architecture.hidden[0]?.kernelSize === 1],
    [
      'a kernel as large as its input',
      (input) =>
        planLayers(input.architecture).some(
          ({ input, kernelSize }) => kernelSize === Math.min(input.rows, input.columns),
        ),
    ],
    [
      'pixels that a stride leaves unused',
      (input) =>
        planLayers(input.architecture).some(({ input, kernelSize, stride }) => (input.rows - kernelSize) % stride > 0),
    ],
    ['an image that is not square', ({ architecture: { input } }) => input.rows !== input.columns],
    ['a black image', ({ images }) => images[0]?.every((value) => value === 0) ?? false],
    ['a white image', ({ images }) => images[0]?.every((value) => value === 255) ?? false],
    ['no floor', ({ minVoltage }) => minVoltage === null],
    [
      'initial voltages of 0',
      ({ initialVoltage }) => initialVoltage.every((layer) => layer.every((value) => value === 0)),
    ],
    ['only two steps', ({ steps }) => steps === 2],
  ])('include %s', (_, edge) => {
    expect(reach(edge)).toBeGreaterThanOrEqual(5);
  });

  it('usually spike in every layer', async () => {
    let spiking = 0;
    for (const input of generated) {
      const { spikeCounts } = (await subject.network?.(input)) ?? { spikeCounts: [] };
      if (spikeCounts[0]?.every((count) => count > 0)) spiking++;
    }
    expect(spiking / runs).toBeGreaterThan(0.6);
  });

  it('sometimes fire differently without a floor', async () => {
    let cut = 0;
    for (const input of generated) {
      const floored = await subject.network?.({ ...input, amplitude: 0.5, minVoltage: 0 });
      const free = await subject.network?.({ ...input, amplitude: 0.5, minVoltage: null });
      if (String(floored?.spikeCounts) !== String(free?.spikeCounts)) cut++;
    }
    expect(cut / runs).toBeGreaterThan(0.1);
  });

  it('answer with different classes', async () => {
    const classes = new Set<number | undefined>();
    for (const input of generated) classes.add((await subject.network?.(input))?.predicted[0]);
    expect(classes).toEqual(new Set([0, 1, 2, 3]));
  });
});
