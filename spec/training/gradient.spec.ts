import { describe, expect, it } from 'vitest';
import { gradientLaws } from '../../properties/training/gradient.ts';
import { float64 } from '../../src/base/precision.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { rateHz, rateSlopeHz } from '../../src/simulator/neuron/rate.ts';
import { addGradients, parameterGradient } from '../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';
import { holdsInTraining } from './trainer.ts';

const neuron = { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 };

/** One pixel, one neuron with a current of 2, two classes: small enough to compute by hand. */
const oneNeuron: Architecture = {
  name: 'one neuron',
  input: { rows: 1, columns: 1, channels: 1 },
  hidden: [{ kernelSize: 1, stride: 1, channels: 1 }],
  classes: 2,
  neuron,
  readoutTauSeconds: 0.1,
};
const network: Network = {
  architecture: oneNeuron,
  trainedAmplitude: 0.01,
  layers: [{ kernel: Float64Array.of(0), kernelBias: Float64Array.of(0), neuronBias: Float64Array.of(2) }],
  readout: { weight: Float64Array.of(1, -1), bias: Float64Array.of(0, 0) },
  initialVoltage: [Float64Array.of(0)],
};

describe('the gradient', () => {
  it('propagates from the read-out through the slope of the rate back to the pixel', () => {
    const sums = zeroParameters(network, float64);
    const effective = foldForRates(network, { ...tutorialPoint, precision: float64 });
    const { loss } = addGradients(effective, { image: Uint8Array.of(3), label: 0 }, 1, sums);
    const gradient = parameterGradient(sums, 2, float64);

    // the neuron sends 0.01 · 63.04 Hz, so the classes are at ±0.6304: the correct one has a probability of 0.779
    const sent = 0.01 * rateHz(2, neuron);
    const wrong = 1 / (1 + Math.exp(2 * sent));
    expect(loss).toBeCloseTo(-Math.log(1 - wrong), 12);
    expect(gradient.readout.bias[0]).toBeCloseTo(-wrong, 12);
    expect(gradient.readout.weight[0]).toBeCloseTo(-wrong * sent, 12);

    // both weights affect the neuron, whose output grows by 0.01 · 39.74 per unit of current
    const currentGradient = -2 * wrong * 0.01 * rateSlopeHz(2, neuron);
    const [hidden] = gradient.layers;
    expect(hidden?.neuronBias[0]).toBeCloseTo(currentGradient, 12);
    expect(hidden?.kernelBias[0]).toBeCloseTo(2 * currentGradient, 12); // times the gain given above
    expect(hidden?.kernel[0]).toBeCloseTo(2 * currentGradient * 3, 12); // times the pixel
  });

  for (const law of gradientLaws) holdsInTraining(law);
});
