import type { LayerPlan } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { assembledNetwork } from '../oracles/assembled-network.ts';
import type { Mutant } from './mutant.ts';

/** Whether the kernel of a neuron reaches into the padding. */
function isAtBorder({ kernelSize, stride, padding, input, output }: LayerPlan, neuron: number): boolean {
  const position = Math.floor(neuron / output.channels);
  const [top, left] = [Math.floor(position / output.columns), position % output.columns].map(
    (index) => index * stride - padding,
  ) as [number, number];
  return top < 0 || left < 0 || top + kernelSize > input.rows || left + kernelSize > input.columns;
}

const difference = 'gives only their biases to neurons whose kernel reaches into the padding';

/** A network that ignores the padding of its convolutions. */
export const networkWithoutPadding: Mutant = {
  ...assembledNetwork('network-ignores-padding', {
    convolve: (plan, input, weight, bias, precision) =>
      convolve(plan, input, weight, bias, precision).map((current, neuron) =>
        isAtBorder(plan, neuron) ? (bias[neuron] as number) : current,
      ),
  }),
  name: 'network-ignores-padding',
  difference,
};
