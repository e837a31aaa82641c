import { describe, expect, it } from 'vitest';
import { usualOptimizer } from '../../properties/arbitraries/trained.ts';
import { trainedLaws } from '../../properties/laws.ts';
import { capabilityOf } from '../../src/conformance/law.ts';
import { holds } from '../holds.ts';
import { implementationUnderTest } from '../implementation.ts';
import { oneNeuron } from '../network/one-neuron.ts';

describe('a network that an implementation trains itself', () => {
  it('tells dark from bright images after 20 epochs, as a rate network and with spikes', async () => {
    const labels = [0, 1, 0, 1];
    const train = capabilityOf(implementationUnderTest, 'training');
    const accuracies = await train({
      architecture: {
        ...{ ...oneNeuron, input: { rows: 3, columns: 3, channels: 1 } },
        hidden: [{ kernelSize: 2, stride: 1, channels: 8 }],
      },
      ...{
        optimizer: usualOptimizer,
        order: 'shuffled',
        seed: 0,
        amplitude: 0.01,
        minVoltage: 0,
        steps: 100,
        dtSeconds: 0.001,
        epochs: 20,
        batchSize: 2,
        labels,
      },
      images: labels.map((label) => new Uint8Array(9).fill(200 * label)),
    });
    expect(accuracies).toMatchObject({ rateAccuracy: 1, spikingAccuracy: 1 });
  });

  for (const law of trainedLaws) holds(law);
});
