import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallNetwork } from '../../properties/arbitraries/network.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { capabilityOf } from '../../src/conformance/law.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { requireNetwork } from '../../src/simulator/network/network.ts';
import { implementationUnderTest } from '../implementation.ts';
import { fractionOf } from './sample.ts';

const generated = fc.sample(smallNetwork(), { numRuns: 300, seed: 1830 });
const layersOf = ({ architecture }: NetworkInput) => planLayers(architecture);

describe('the generated networks', () => {
  it('are valid and small, with one, two or three layers', () => {
    for (const input of generated) {
      const { architecture, weights, initialVoltage } = input;
      requireNetwork({ architecture, trainedAmplitude: 0.01, initialVoltage, ...weights });
      expect(layersOf(input).reduce((sum, { neurons }) => sum + neurons, 0)).toBeLessThanOrEqual(3 * 108);
    }
    for (const layers of [1, 2, 3]) {
      expect(fractionOf(generated, ({ architecture }) => architecture.hidden.length === layers)).toBeGreaterThan(0.1);
    }
  });

  it('mostly spike in every layer, sometimes depend on the floor, and predict every class', async () => {
    const network = capabilityOf(implementationUnderTest, 'network');
    let [spiking, floorMatters] = [0, 0];
    const classes = new Set<number | undefined>();
    for (const input of generated) {
      const { spikeCounts, predicted } = await network(input);
      if (spikeCounts[0]?.every((count) => count > 0)) spiking++;
      classes.add(predicted[0]);
      const floored = await network({ ...input, amplitude: 0.5, minVoltage: 0 });
      const free = await network({ ...input, amplitude: 0.5, minVoltage: null });
      if (String(floored.spikeCounts) !== String(free.spikeCounts)) floorMatters++;
    }
    expect(spiking / generated.length).toBeGreaterThan(0.6);
    expect(floorMatters / generated.length).toBeGreaterThan(0.1);
    expect(classes).toEqual(new Set([0, 1, 2, 3]));
  });
});
