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

describe('networks that are generated', () => {
  it('are always valid', () => {
    for (const { architecture, weights, initialVoltage } of generated)
      requireNetwork({ architecture, trainedAmplitude: 0.01, initialVoltage, ...weights });
  });

  it('have one, two and three layers, and none is large', () => {
    for (const layers of [1, 2, 3])
      expect(reach(({ architecture }) => architecture.hidden.length === layers)).toBeGreaterThan(30);
    const sizes = generated.map(({ architecture }) =>
      planLayers(architecture).reduce((sum, { neurons }) => sum + neurons, 0),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3 * 108);
  });

  it.each<[string, (input: NetworkInput) => boolean]>([
    ['one channel only', ({ architecture }) => architecture.input.channels === 1],
    ['a kernel of one place', ({ architecture }) => architecture.hidden[0]?.kernelSize === 1],
    [
      'a kernel as large as its input',
      (input) =>
        planLayers(input.architecture).some(
          ({ input, kernelSize }) => kernelSize === Math.min(input.rows, input.columns),
        ),
    ],
    [
      'places that a stride leaves unseen',
      (input) =>
        planLayers(input.architecture).some(({ input, kernelSize, stride }) => (input.rows - kernelSize) % stride > 0),
    ],
    ['a picture that is not square', ({ architecture: { input } }) => input.rows !== input.columns],
    ['a black picture', ({ images }) => images[0]?.every((value) => value === 0) ?? false],
    ['a white picture', ({ images }) => images[0]?.every((value) => value === 255) ?? false],
    ['no floor', ({ minVoltage }) => minVoltage === null],
    [
      'voltages that start at 0',
      ({ initialVoltage }) => initialVoltage.every((layer) => layer.every((value) => value === 0)),
    ],
    ['two steps only', ({ steps }) => steps === 2],
  ])('reach the edge of %s', (_, edge) => {
    expect(reach(edge)).toBeGreaterThanOrEqual(5);
  });

  it('spike in every layer more often than not', async () => {
    let spiking = 0;
    for (const input of generated) {
      const { spikeCounts } = (await subject.network?.(input)) ?? { spikeCounts: [] };
      if (spikeCounts[0]?.every((count) => count > 0)) spiking++;
    }
    expect(spiking / runs).toBeGreaterThan(0.6);
  });

  it('fire otherwise without a floor, now and then', async () => {
    let cut = 0;
    for (const input of generated) {
      const floored = await subject.network?.({ ...input, amplitude: 0.5, minVoltage: 0 });
      const free = await subject.network?.({ ...input, amplitude: 0.5, minVoltage: null });
      if (String(floored?.spikeCounts) !== String(free?.spikeCounts)) cut++;
    }
    expect(cut / runs).toBeGreaterThan(0.1);
  });

  it('do not always answer with the same class', async () => {
    const classes = new Set<number | undefined>();
    for (const input of generated) classes.add((await subject.network?.(input))?.predicted[0]);
    expect(classes).toEqual(new Set([0, 1, 2, 3]));
  });
});
