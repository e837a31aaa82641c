import { type LayerPlan, sizeOf } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { assembledNetwork } from '../oracles/assembled-network.ts';
import type { Mutant } from './mutant.ts';

/** The row or column of the input that a row or column of the padded input takes its values from; outside: a zero. */
type Source = (padded: number, layer: { readonly length: number; readonly padding: number }) => number;

/** Lays out the padded input, and convolves it without padding. */
function paddedWith(source: Source): typeof convolve {
  return (plan, input, weight, bias, precision) => {
    const { padding, input: shape } = plan;
    const { channels } = shape;
    const padded = { rows: shape.rows + 2 * padding, columns: shape.columns + 2 * padding, channels };
    const values = Array.from({ length: sizeOf(padded) }, (_, index) => {
      const position = Math.floor(index / channels);
      const row = source(Math.floor(position / padded.columns), { length: shape.rows, padding });
      const column = source(position % padded.columns, { length: shape.columns, padding });
      const isInside = row >= 0 && row < shape.rows && column >= 0 && column < shape.columns;
      return isInside ? (input[(row * shape.columns + column) * channels + (index % channels)] as number) : 0;
    });
    return convolve({ ...plan, padding: 0, input: padded }, values, weight, bias, precision);
  };
}

/** Whether the kernel of a neuron reaches into the padding. */
function isAtBorder({ kernelSize, stride, padding, input, output }: LayerPlan, neuron: number): boolean {
  const position = Math.floor(neuron / output.channels);
  const [top, left] = [Math.floor(position / output.columns), position % output.columns].map(
    (index) => index * stride - padding,
  ) as [number, number];
  return top < 0 || left < 0 || top + kernelSize > input.rows || left + kernelSize > input.columns;
}

const mutant = (name: string, difference: string, piece: typeof convolve): Mutant => ({
  ...assembledNetwork(name, { convolve: piece }),
  name,
  difference,
});

/** Networks of convolutions with other paddings. */
export const networkPaddingMutants: readonly Mutant[] = [
  mutant(
    'network-ignores-padding',
    'gives only their biases to neurons whose kernel reaches into the padding',
    (plan, input, weight, bias, precision) =>
      convolve(plan, input, weight, bias, precision).map((current, neuron) =>
        isAtBorder(plan, neuron) ? (bias[neuron] as number) : current,
      ),
  ),
  mutant(
    'network-pads-one-side',
    'pads below and to the right only, twice as much, as for strides of two in Keras',
    paddedWith((padded) => padded),
  ),
  mutant(
    'network-pads-with-the-border',
    'continues the border of the input into the padding, instead of zeros',
    paddedWith((padded, { length, padding }) => Math.min(Math.max(padded - padding, 0), length - 1)),
  ),
];
