import type { KernelMutant } from './kernel-mutant.ts';

export const trainingKernelMutants: readonly KernelMutant[] = [
  {
    name: 'skips the first channel of each position',
    file: 'lists.ts',
    changes: [['value !== 0 ? PAIR', 'value !== 0 && channel !== 0 ? PAIR']],
  },
  {
    name: 'passes gradients on to neurons with a current of 1 or less',
    file: 'rates.ts',
    changes: [['v128.store(slopes + offset, zero);', 'v128.store(slopes + offset, f32x4.splat(1));']],
  },
  {
    name: 'leaves the amplitude out of the slope',
    file: 'rates.ts',
    changes: [['f64x2.mul(amplitudes, f64x2.div(squared', 'f64x2.mul(one, f64x2.div(squared']],
  },
  {
    name: 'leaves 1/J out of the slope',
    file: 'rates.ts',
    changes: [['f64x2.mul(above, current)', 'above']],
  },
  {
    name: 'has a rate at a current of exactly 1',
    file: 'rates.ts',
    changes: [['load<f32>(currents + offset) > 1', 'load<f32>(currents + offset) >= 1']],
  },
  {
    name: 'does not compute the neuron that is left over',
    file: 'rates.ts',
    changes: [['two < end; two += 8', 'two + 4 < end; two += 8']],
  },
  {
    name: 'writes the second of two rates to the first neuron',
    file: 'rates.ts',
    changes: [['v128.store32_lane(outputs + second, output, 1)', 'v128.store32_lane(outputs + first, output, 1)']],
  },
  {
    name: 'reads inputs one row too far down for transposed weights',
    file: 'training/weight-gradients.ts',
    changes: [['row * stride * columns * bytes', '(row * stride + 1) * columns * bytes']],
  },
  {
    name: 'reads the inputs of the first kernel column for all columns of transposed weights',
    file: 'training/weight-gradients.ts',
    changes: [['(i * columns + j) * bytes', 'i * columns * bytes']],
  },
  {
    name: 'uses the weights of the wrong kernel row in the backward pass',
    file: 'training/backward.ts',
    changes: [
      [
        'const firstRow = row < kernelSize ? 0 : (row - kernelSize) / stride + 1;',
        'const firstRow = row < kernelSize ? 0 : (row - kernelSize) / stride;',
      ],
    ],
  },
  {
    name: 'sums the gradients of the read-out over one class fewer',
    file: 'training/backward.ts',
    changes: [['label < classBytes', 'label < classBytes - 4']],
  },
  {
    name: 'discards the gradients of earlier images',
    file: 'training/backward.ts',
    changes: [
      ['v128.store(sums, f32x4.add(v128.load(sums), v128.load(values)))', 'v128.store(sums, v128.load(values))'],
    ],
  },
  {
    name: 'multiplies gradients by the slopes of other neurons',
    file: 'training/backward.ts',
    changes: [
      ['f32x4.mul(v128.load(factors), v128.load(products))', 'f32x4.mul(v128.load(factors, 16), v128.load(products))'],
    ],
  },
  {
    name: 'reads inputs one column too far right in every other row',
    file: 'training/weight-gradients.ts',
    changes: [
      ['(row * stride + i) * columns + j) * channels', '(row * stride + i) * columns + j + (row & 1)) * channels'],
    ],
  },
  {
    name: 'uses the weights of the previous column',
    file: 'lists.ts',
    changes: [['let offset = first;', 'let offset = column === 0 ? first : first - columnBytes;']],
  },
  {
    name: 'skips the last column of positions that cover an input',
    file: 'training/backward.ts',
    changes: [['outputColumns - 1) + 1 - firstColumn', 'outputColumns - 1) - firstColumn']],
  },
  {
    name: 'overlooks an affected position under the last column of the kernel',
    file: 'affected.ts',
    changes: [['j < endColumn; j++', 'j + 1 < endColumn; j++']],
  },
  {
    name: 'does not reset positions that the previous image changed',
    file: 'affected.ts',
    changes: [['isAffected === 0 && load', 'isAffected !== 0 && load']],
  },
  {
    name: 'resets outputs, but not slopes',
    file: 'affected.ts',
    changes: [['memory.copy(layer.slopes + offset, layer.blankSlopes + offset, bytes);', '']],
  },
  {
    name: 'transposes only the lower halves of a matrix',
    file: 'training/transpose.ts',
    changes: [['i32x4.shuffle(c, d, 2, 6, 3, 7)', 'cdLow']],
  },
  {
    name: 'has two fields of a layer in another order than TypeScript',
    file: 'structs.ts',
    changes: [
      [
        '  biasGradients: usize;\n  /** Laid out like `weights`. */\n  weightGradients: usize;\n',
        '  weightGradients: usize;\n  biasGradients: usize;\n',
      ],
    ],
  },
];
