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
  const outputs: Sum[] = [];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const inputs: number[] = [];
      for (let row = y * stride - padding; row < y * stride - padding + kernelSize; row++)
        for (let column = x * stride - padding; column < x * stride - padding + kernelSize; column++) {
          const isInside = row >= 0 && row < input.rows && column >= 0 && column < input.columns;
          const start = input.channels * (column + input.columns * row);
          for (let c = 0; c < input.channels; c++) inputs.push(isInside ? (values[start + c] as number) : 0);
        }
      for (let k = 0; k < channels; k++) outputs.push(sumOf(inputs, kernel, channels, k));
    }
  return outputs;
}

/**
 * A dense read-out by its definition: out[k] = Σ_n weight[n, k] · in[n].
 *
 * @returns [class]
 */
export function directReadOut(values: ArrayLike<number>, weight: ArrayLike<number>, classes: number): Sum[] {
  return Array.from({ length: classes }, (_, label) => sumOf(values, weight, classes, label));
}

/** The sum of the products of some values and an output's weights, which are `outputs` apart. Products with 0 add nothing. */
function sumOf(values: ArrayLike<number>, weights: ArrayLike<number>, outputs: number, output: number): Sum {
  let [sum, size] = [0, 0];
  for (let term = 0; term < values.length; term++) {
    const value = values[term] as number;
    if (value === 0) continue;
    const product = value * (weights[term * outputs + output] as number);
    sum += product;
    size += Math.abs(product);
  }
  return { sum, size, terms: values.length };
}
