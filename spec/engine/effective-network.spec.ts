import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkCase } from '../../properties/arbitraries/effective-network.ts';
import { requireEffective, whyReadable } from '../../src/engine/scope.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';

const cases = fc.sample(networkCase(), { numRuns: 300, seed: 1 });
const share = (holds: (network: (typeof cases)[number]['forSpikes']) => boolean) =>
  cases.filter(({ forSpikes }) => holds(forSpikes)).length / cases.length;

describe('the networks that the engine is tried on', () => {
  it('are valid, and all of them are for the fast path', () => {
    for (const { forSpikes, forRates } of cases) {
      requireEffective(forSpikes);
      requireEffective(forRates);
      expect(whyReadable(forSpikes)).toBeUndefined();
    }
  });

  it('have one, two and three layers, with words of 32 channels that are full and that are not', () => {
    for (const layers of [1, 2, 3]) expect(share((network) => network.layers.length === layers)).toBeGreaterThan(0.2);
    for (const channels of [31, 32, 33, 64, 65]) {
      expect(share(({ layers }) => layers.some(({ plan }) => plan.channels === channels))).toBeGreaterThan(0.03);
    }
  });

  it('have a floor, a lower one and none, and refractory times of all kinds', () => {
    expect(share(({ lif }) => lif.minVoltage === 0)).toBeGreaterThan(0.2);
    expect(share(({ lif }) => lif.minVoltage === Number.NEGATIVE_INFINITY)).toBeGreaterThan(0.1);
    expect(share(({ lif }) => lif.minVoltage < 0 && lif.minVoltage > -9)).toBeGreaterThan(0.2);
    expect(share(({ lif }) => lif.refractoryPeriodSteps === 0)).toBeGreaterThan(0.1);
    expect(share(({ lif }) => lif.refractoryPeriodSteps > 0 && lif.refractoryRest > 1)).toBeGreaterThan(0.1);
    expect(share(({ lif, point }) => lif.refractoryPeriodSteps > point.steps)).toBeGreaterThan(0.05);
  });

  it('fire more than once in every layer, half of them or more, and have neurons that never do', () => {
    const counts = cases.map(({ forSpikes, images }) => runSpiking(forSpikes, images[0] as Uint8Array).spikeCounts);
    const active = counts.filter((layers) => layers.every((neurons) => neurons.some((count) => count > 1)));
    const quiet = counts.filter((layers) => layers.every((neurons) => neurons.some((count) => count === 0)));
    expect(active.length / cases.length).toBeGreaterThan(0.5);
    expect(quiet.length / cases.length).toBeGreaterThan(0.3);
  });
});
