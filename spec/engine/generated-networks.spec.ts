import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCase } from '../../properties/arbitraries/effective-network.ts';
import { requireEffective, whyReadable } from '../../src/engine/scope.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import type { LifConstants } from '../../src/simulator/neuron/lif.ts';
import { lifOf, type Model } from '../../src/simulator/neuron/model.ts';

const cases = fc.sample(networkCase(), { numRuns: 300, seed: 1 });
const fraction = (holds: (network: (typeof cases)[number]['forSpikes']) => boolean) =>
  cases.filter(({ forSpikes }) => holds(forSpikes)).length / cases.length;

describe('the generated networks on which the engine is tested', () => {
  it('are valid and within the scope of the kernel', () => {
    for (const { forSpikes, forRates } of cases) {
      requireEffective(forSpikes);
      requireEffective(forRates);
      expect(whyReadable(forSpikes)).toBeUndefined();
    }
  });

  it('have one, two or three layers, with full and with partly filled words of 32 channels', () => {
    for (const layers of [1, 2, 3])
      expect(fraction((network) => network.layers.length === layers)).toBeGreaterThan(0.2);
    for (const channels of [31, 32, 33, 64, 65]) {
      expect(fraction(({ layers }) => layers.some(({ plan }) => plan.channels === channels))).toBeGreaterThan(0.03);
    }
  });

  it('have a voltage floor of 0, a lower one or none, and refractory periods of all kinds', () => {
    const ofLif = (holds: (lif: LifConstants, steps: number) => boolean) =>
      fraction(({ neurons, point }) => holds(lifOf(neurons[0] as Model) as LifConstants, point.steps));
    expect(ofLif(({ minVoltage }) => minVoltage === 0)).toBeGreaterThan(0.2);
    expect(ofLif(({ minVoltage }) => minVoltage === Number.NEGATIVE_INFINITY)).toBeGreaterThan(0.1);
    expect(ofLif(({ minVoltage }) => minVoltage < 0 && minVoltage > -9)).toBeGreaterThan(0.2);
    expect(ofLif(({ refractoryPeriodSteps }) => refractoryPeriodSteps === 0)).toBeGreaterThan(0.1);
    expect(ofLif((lif) => lif.refractoryPeriodSteps > 0 && lif.decayToStepM > 1)).toBeGreaterThan(0.1);
    expect(ofLif(({ refractoryPeriodSteps }, steps) => refractoryPeriodSteps > steps)).toBeGreaterThan(0.05);
  });

  it('have synapses between two layers in some cases', () => {
    expect(fraction(({ layers, synapse }) => layers.length > 1 && synapse !== undefined)).toBeGreaterThan(0.08);
  });

  it('fire more than once in every layer in more than half of the cases, and often have neurons that never fire', () => {
    const counts = cases.map(({ forSpikes, images }) => runSpiking(forSpikes, images[0] as Uint8Array).spikeCounts);
    const active = counts.filter((layers) => layers.every((neurons) => neurons.some((count) => count > 1)));
    const quiet = counts.filter((layers) => layers.every((neurons) => neurons.some((count) => count === 0)));
    expect(active.length / cases.length).toBeGreaterThan(0.5);
    expect(quiet.length / cases.length).toBeGreaterThan(0.3);
  });
});
