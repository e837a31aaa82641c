import type { FloatArray } from '../../base/precision.ts';
import { rateHz } from '../neuron/rate.ts';
import { tune } from '../neuron/tuning.ts';
import { convolve } from './convolution.ts';
import { argmax, readOut } from './dense.ts';
import type { EffectiveNetwork } from './effective.ts';
import { requireImage } from './run.ts';

/**
 * Shows an image to the rate network, in which every neuron sends its steady firing rate times the amplitude instead of
 * spikes. This is the network that is trained; definition: W9.
 *
 *   output = amplitude · rate(current)
 *
 * As a network of rectifiers, which other frameworks train, its neurons send what exceeds the threshold, before the gain:
 *
 *   output = max(0, current − 1)/gain
 *
 * @param network - folded by `foldForRates`
 * @param image - values 0 … 255 [row, column, channel]
 * @param neurons - what sends the outputs
 * @throws {Refusal} if the size of the image is not that of the network's input
 * @example runRates(foldForRates(build(miniature, 0), tutorialPoint), new Uint8Array(784).fill(128)).predicted // 5
 */
export function runRates(network: EffectiveNetwork, image: Uint8Array, neurons: 'lif' | 'rectifiers' = 'lif'): RateRun {
  const { amplitude, precision } = network.point;
  const { gain } = tune(network.neuron, network.neuron);
  const send = {
    lif: (current: number) => amplitude * rateHz(current, network.neuron),
    rectifiers: (current: number) => Math.max(0, current - 1) / gain,
  }[neurons];
  requireImage(network, image);
  const currents: FloatArray[] = [];
  const outputs: FloatArray[] = [];
  let signal: ArrayLike<number> = image;
  for (const { plan, weight, bias } of network.layers) {
    const current = convolve(plan, signal, weight, bias, precision);
    const output = current.map(send);
    currents.push(current);
    outputs.push(output);
    signal = output;
  }
  const readout = readOut(signal, network.readout.weight, network.readout.bias, precision);
  return { predicted: argmax(readout), readout, currents, outputs };
}

export interface RateRun {
  /** Predicted class: where the read-out is largest. */
  readonly predicted: number;
  /** Read-out [class]. */
  readonly readout: FloatArray;
  /** Currents, one array per layer [row, column, channel]. */
  readonly currents: readonly FloatArray[];
  /** Outputs, amplitude · rate, one array per layer [row, column, channel]. */
  readonly outputs: readonly FloatArray[];
}
