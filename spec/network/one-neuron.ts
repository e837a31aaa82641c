import type { Architecture } from '../../src/simulator/network/architecture.ts';
import type { Network } from '../../src/simulator/network/network.ts';

/** One pixel, one neuron and two classes: small enough to compute by hand. */
export const oneNeuron: Architecture = {
  name: 'one neuron',
  input: { rows: 1, columns: 1, channels: 1 },
  hidden: [{ kernelSize: 1, stride: 1, channels: 1 }],
  classes: 2,
  neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 },
  readoutTauSeconds: 0.1,
};

/** A network of this neuron. */
export function networkOfOne(weight: number, bias: number, readout: readonly [number, number]): Network {
  return {
    ...{ architecture: oneNeuron, trainedAmplitude: 0.01, initialVoltage: [Float64Array.of(0)] },
    layers: [{ kernel: Float64Array.of(weight), kernelBias: Float64Array.of(0), neuronBias: Float64Array.of(bias) }],
    readout: { weight: Float64Array.of(...readout), bias: Float64Array.of(0, 0) },
  };
}
