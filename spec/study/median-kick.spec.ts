import { expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import type { LifConstants } from '../../src/simulator/neuron/lif.ts';
import { lifOf, type Model } from '../../src/simulator/neuron/model.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { medianKick } from '../../src/study/explanation/median-kick.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { mean, median, standardDeviation } from '../../src/study/statistics/statistics.ts';
import { describeSlow } from '../slow.ts';

it('predicts no median kick for a network without a second layer', () => {
  const single = build({ ...miniature, hidden: [{ kernelSize: 5, stride: 3, channels: 8 }] }, 0);
  expect(medianKick(single, tutorialPoint, [new Uint8Array(784)])).toBe(undefined);
});

describeSlow("the current of a neuron in NengoDL's network", () => {
  const network = readNetwork('fixtures/networks/nengo-dl');
  const images = loadMnist('test').images.slice(0, 4);

  /** Spikes [neuron] and currents [neuron][step] of a layer while an image is shown. */
  function runLayer(layer: number, image: Uint8Array, changed: Partial<OperatingPoint>) {
    const folded = foldForSpikes(network, { ...tutorialPoint, ...changed });
    const { spikeCounts, probed } = runSpiking(folded, image, [{ layer: `layer${layer}`, stage: 'current' }]);
    const steps = probed[0] as unknown as readonly Float32Array[];
    const counts = Array.from(spikeCounts[layer - 1] as Uint32Array);
    return { counts, currents: counts.map((_, neuron) => steps.map((step) => step[neuron] as number)) };
  }

  /** The prediction treats spikes as independent. Trains are regular, which makes it 16 % too large on these images. */
  const kickTolerance = 0.2;

  it.each([0.02, 0.5])('fluctuates at amplitude %s as the predicted median kick says, within a fifth', (amplitude) => {
    const { charge } = lifOf(foldForSpikes(network, tutorialPoint).neurons[1] as Model) as LifConstants;
    const kicks = images.map(
      (image) => charge * median(runLayer(2, image, { amplitude }).currents.map(standardDeviation)),
    );
    const predicted = medianKick(network, { ...tutorialPoint, amplitude }, images) as number;
    expect(Math.abs(predicted / mean(kicks) - 1)).toBeLessThan(kickTolerance);
  });

  /** The fraction of a layer's spikes that come from neurons whose mean current is at most 1. */
  function spikesBelowThreshold(layer: number, minVoltage: number): number {
    const { counts, currents } = runLayer(layer, images[0] as Uint8Array, { amplitude: 0.5, minVoltage });
    const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
    return total(counts.filter((_, neuron) => mean(currents[neuron] as number[]) <= 1)) / total(counts);
  }

  it('explains the loss: with the floor, most spikes of layer 3 come from neurons whose mean is below threshold', () => {
    const fractions = [0, Number.NEGATIVE_INFINITY].map((minVoltage) =>
      [2, 3].map((layer) => spikesBelowThreshold(layer, minVoltage).toFixed(2)),
    );
    expect(fractions).toEqual([
      ['0.46', '0.76'],
      ['0.20', '0.19'],
    ]);
  });
});
