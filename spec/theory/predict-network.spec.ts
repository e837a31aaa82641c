import { expect, it } from 'vitest';
import { wrongKicks, wrongNetworkTheories } from '../../properties/mutants/theory.ts';
import { foldForRates, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { medianKick } from '../../src/study/theory/median-kick.ts';
import { predictNetwork } from '../../src/study/theory/predict-network.ts';
import { describeSlow } from '../slow.ts';
import { engine, folded, network, seven, total } from './nengo-dl-network.ts';
import { countSpikes, kickLaws, networkLaws, secondsPerImage } from './network-laws.ts';
import { breakLaws } from './wrong-theories.ts';

const none = Number.NEGATIVE_INFINITY;

/** Spikes of layer 2 while the image is shown. */
const predictSpikes = (changed: Partial<OperatingPoint>) =>
  total(predictNetwork(folded(changed), seven).layers[1]?.rateHz as Float64Array) * secondsPerImage;

/** The fraction of a layer's spikes that come from neurons whose mean current is at most 1. */
function spikesBelowThreshold(changed: Partial<OperatingPoint>, layer: number): number {
  const probes = [{ layer: `layer${layer}`, stage: 'current' }] as const;
  const { probed, spikeCounts } = engine.prepare(folded(changed)).traceSpiking(seven, probes);
  const currents = probed[0] as readonly ArrayLike<number>[];
  const counts = Array.from(spikeCounts[layer - 1] as Uint32Array);
  const isBelow = (neuron: number) =>
    currents.reduce((sum, step) => sum + (step[neuron] as number), 0) <= currents.length;
  return total(counts.filter((_, neuron) => isBelow(neuron))) / total(counts);
}

describeSlow('the theory of a network', () => {
  it('shows why accuracy drops: with the floor, layer 2 fires more and more as the amplitude grows', () => {
    const atAmplitudes = (minVoltage: number, synapseSeconds = 0) =>
      [0.01, 0.5].map((amplitude) => Math.round(predictSpikes({ amplitude, minVoltage, synapseSeconds }) / 1000));
    expect(atAmplitudes(0)).toEqual([10, 68]);
    expect(atAmplitudes(none)).toEqual([9, 25]);
    expect(atAmplitudes(0, 0.005)).toEqual([9, 39]);
  });

  it('says when the drop begins: when the median kick per step is no longer small against the threshold', () => {
    const images = loadMnist('test').images.slice(0, 4);
    expect(medianKick(network, { ...tutorialPoint, amplitude: 0.02 }, images)?.toFixed(2)).toBe('0.35');
  });

  it('explains why: with the floor, most spikes of layer 3 come from neurons whose mean current is below threshold', () => {
    const fractions = [0, none].map((minVoltage) =>
      [2, 3].map((layer) => spikesBelowThreshold({ amplitude: 0.5, minVoltage }, layer).toFixed(2)),
    );
    expect(fractions).toEqual([
      ['0.46', '0.76'],
      ['0.20', '0.19'],
    ]);
  });

  it('does so with the floor where the rate network, which has no fluctuations, is far off', () => {
    const rates = runRates(foldForRates(network, { ...tutorialPoint, amplitude: 0.5 }), seven);
    const spikes = (total(rates.outputs[1] as Float32Array) / 0.5) * secondsPerImage;
    expect(spikes).toBeLessThan(countSpikes({ amplitude: 0.5 }) / 1.8);
  });

  for (const [law, check] of Object.entries(networkLaws)) it(`always ${law}`, () => check(predictNetwork));

  breakLaws(networkLaws, wrongNetworkTheories);
});

describeSlow('the median kick', () => {
  for (const [law, check] of Object.entries(kickLaws)) it(`always ${law}`, () => check(medianKick));

  breakLaws(kickLaws, wrongKicks);
});
