import type { FloatArray } from '../src/base/precision.ts';
import type { Network } from '../src/simulator/network/network.ts';

/** 1,000 times the time constant: in 30 ms, the leak takes 0.15 % of a voltage. */
export function withoutLeak(network: Network): Network {
  const { neuron } = network.architecture;
  const slow = { ...neuron, tauRcSeconds: 1000 * neuron.tauRcSeconds };
  return { ...network, architecture: { ...network.architecture, neuron: slow } };
}

/**
 * What NengoDL's `Converter(scale_firing_rates=s)` does to a network: currents times s, and spikes divided by s. For
 * the layers that receive spikes, only the biases remain.
 *
 *   current = s · (weight · spike/s + bias) = weight · spike + s · bias
 *
 * The read-outs are s times as large, which changes no class.
 */
export function scaleFiringRates({ layers, readout, ...network }: Network, s: number): Network {
  const times = (values: FloatArray) => values.map((value) => s * value);
  return {
    ...network,
    layers: layers.map(({ kernel, kernelBias, neuronBias }, index) => ({
      kernel: index === 0 ? times(kernel) : kernel,
      kernelBias: times(kernelBias),
      neuronBias: times(neuronBias),
    })),
    readout: { weight: readout.weight, bias: times(readout.bias) },
  };
}
