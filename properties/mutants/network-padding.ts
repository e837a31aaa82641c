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

/** Networks that ignore the padding of some convolutions, or of all: which, by name, with the difference. */
const ignored: Readonly<Record<string, readonly [difference: string, isIgnored: (plan: LayerPlan) => boolean]>> = {
  'network-ignores-padding': ['gives only their biases to neurons whose kernel reaches into the padding', () => true],
  'network-pads-three-channels': ['ignores the padding of more than three channels', ({ channels }) => channels > 3],
  'network-pads-small-kernels': ['ignores the padding of kernels above 3 × 3', ({ kernelSize }) => kernelSize > 3],
  'network-pads-without-stride': ['ignores the padding of convolutions with a stride', ({ stride }) => stride > 1],
  'network-pads-one-row': ['ignores a padding of more than one row', ({ padding }) => padding > 1],
};

export const networkPaddingMutants: readonly Mutant[] = Object.entries(ignored).map(
  ([name, [difference, isIgnored]]) => ({
    ...assembledNetwork(name, {
      convolve: (plan, input, weight, bias, precision) =>
        convolve(plan, input, weight, bias, precision).map((current, neuron) =>
          isIgnored(plan) && isAtBorder(plan, neuron) ? (bias[neuron] as number) : current,
        ),
    }),
    name,
    difference,
  }),
);
