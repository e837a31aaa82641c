import type { Shape } from '../../src/simulator/network/architecture.ts';

/** Arguments of a convolution. */
export interface Convolution {
  readonly input: Shape;
  readonly kernelSize: number;
  readonly stride: number;
  /** Zeros on each side of the input, by default none. */
  readonly padding?: number | undefined;
  /** Number of kernels. */
  readonly channels: number;
  /** Values [row, column, channel]. */
  readonly values: ArrayLike<number>;
  /** Kernels [row, column, input channel, output channel]. */
  readonly kernel: ArrayLike<number>;
}

/** A sum and the absolute values of its terms, which limit its rounding error. */
export interface Sum {
  readonly sum: number;
  /** Σ |term| */
  readonly size: number;
  readonly terms: number;
}

/**
 * A convolution by its definition, one output after the other:
 *
 *   out[y, x, k] = Σ_{|dy|, |dx| inside the kernel} Σ_c kernel[dy, dx, c, k] · in[y·s + dy − p, x·s + dx − p, c]
 *
 * Outside of the input, in is 0.
 *
 * @returns [row, column, output channel]
 */
export function directConvolution(convolution: Convolution): Sum[] {
  const { input, kernelSize, stride, padding = 0, channels, values, kernel } = convolution;
  const rows = 1 + Math.floor((input.rows + 2 * padding - kernelSize) / stride);
  const columns = 1 + Math.floor((input.columns + 2 * padding - kernelSize) / stride);
  const valueAt = (row: number, column: number, channel: number) => {
    const isInside = row >= 0 && row < input.rows && column >= 0 && column < input.columns;
    return isInside ? (values[channel + input.channels * (column + input.columns * row)] as number) : 0;
  };
  return Array.from({ length: rows * columns * channels }, (_, index) => {
    const k = index % channels;
    const x = Math.floor(index / channels) % columns;
    const y = Math.floor(index / (channels * columns));
    const terms = Array.from({ length: kernelSize * kernelSize * input.channels }, (_, term) => {
      const c = term % input.channels;
      const dx = Math.floor(term / input.channels) % kernelSize;
      const dy = Math.floor(term / (input.channels * kernelSize));
      const value = valueAt(y * stride + dy - padding, x * stride + dx - padding, c);
      return (kernel[term * channels + k] as number) * value;
    });
    return sumOf(terms);
  });
}

/**
 * A dense read-out by its definition: out[k] = Σ_n weight[n, k] · in[n].
 *
 * @returns [class]
 */
export function directReadOut(values: ArrayLike<number>, weight: ArrayLike<number>, classes: number): Sum[] {
  return Array.from({ length: classes }, (_, label) =>
    sumOf(Array.from(values, (value, neuron) => value * (weight[neuron * classes + label] as number))),
  );
}

function sumOf(terms: readonly number[]): Sum {
  const size = terms.reduce((total, term) => total + Math.abs(term), 0);
  return { sum: terms.reduce((total, term) => total + term, 0), size, terms: terms.length };
}
