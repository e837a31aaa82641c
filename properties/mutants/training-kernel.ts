import type { KernelMutant } from './kernel-mutant.ts';

/** Wrong kernels of training: one operation, index or list changed in each. */
export const trainingKernelMutants: readonly KernelMutant[] = [
  {
    name: 'loses the first input of a pixel',
    file: 'training/pairs.ts',
    changes: [['value != 0 ? PAIR', 'value != 0 && channel != 0 ? PAIR']],
  },
  {
    name: 'lets neurons at or below a current of one pass errors on',
    file: 'training/forward.ts',
    changes: [['v128.store(slopes + at, zero);', 'v128.store(slopes + at, f32x4.splat(1));']],
  },
  {
    name: 'leaves the amplitude out of the slope',
    file: 'training/forward.ts',
    changes: [['f64x2.mul(amplitudes, f64x2.div(squared', 'f64x2.mul(one, f64x2.div(squared']],
  },
  {
    name: 'leaves 1/J out of the slope',
    file: 'training/forward.ts',
    changes: [['f64x2.mul(above, current)', 'above']],
  },
  {
    name: 'lets a neuron fire at a current of exactly one',
    file: 'training/forward.ts',
    changes: [['load<f32>(currents + at) > 1', 'load<f32>(currents + at) >= 1']],
  },
  {
    name: 'forgets the neuron that is left over',
    file: 'training/forward.ts',
    changes: [['pair < next; pair += 8', 'pair + 4 < next; pair += 8']],
  },
  {
    name: 'writes the second of two rates to the first neuron',
    file: 'training/forward.ts',
    changes: [['v128.store32_lane(outputs + second, output, 1)', 'v128.store32_lane(outputs + first, output, 1)']],
  },
  {
    name: 'looks a row too far down for what a turned kernel saw',
    file: 'training/kernel-errors.ts',
    changes: [['<usize>(row * stride * columns) * pixelBytes', '<usize>((row * stride + 1) * columns) * pixelBytes']],
  },
  {
    name: 'adds what one term of a turned kernel saw for all of them',
    file: 'training/kernel-errors.ts',
    changes: [['<usize>(i * columns + j) * pixelBytes', '<usize>(i * columns) * pixelBytes']],
  },
  {
    name: 'goes back over the weights of the wrong term',
    file: 'training/backward.ts',
    changes: [
      [
        'const firstRow = row < kernel ? 0 : (row - kernel) / stride + 1;',
        'const firstRow = row < kernel ? 0 : (row - kernel) / stride;',
      ],
    ],
  },
  {
    name: 'sums the errors of a read-out over one class less',
    file: 'training/backward.ts',
    changes: [['label < <usize>classes', 'label < <usize>classes - 1']],
  },
  {
    name: 'forgets the errors of the images before',
    file: 'training/backward.ts',
    changes: [['f32x4.add(v128.load(biasSums + tile), v128.load(error + tile))', 'v128.load(error + tile)']],
  },
  {
    name: 'multiplies errors in another place',
    file: 'training/backward.ts',
    changes: [
      [
        'v128.store(errors, f32x4.mul(v128.load(slopes), v128.load(errors)));',
        'v128.store(errors, f32x4.mul(v128.load(slopes, 16), v128.load(errors)));',
      ],
    ],
  },
  {
    name: 'shifts what a kernel saw by a row',
    file: 'training/kernel-errors.ts',
    changes: [
      ['(row * stride + i) * columns + j) * channels', '(row * stride + i) * columns + j + (row & 1)) * channels'],
    ],
  },
  {
    name: 'takes the weights of the column before for every column but the first',
    file: 'training/pairs.ts',
    changes: [['let bytes = first;', 'let bytes = max(first - columnBytes, 0);']],
  },
  {
    name: 'goes through the list of one column less than saw a pixel',
    file: 'training/backward.ts',
    changes: [['outColumns - 1) + 1 - firstColumn', 'outColumns - 1) - firstColumn']],
  },
  {
    name: 'overlooks what the last column of a kernel sees',
    file: 'touch.ts',
    changes: [['j < kernel; j++', 'j + 1 < kernel; j++']],
  },
  {
    name: 'leaves places as the image before touched them',
    file: 'touch.ts',
    changes: [['isTouched == 0 && load', 'isTouched != 0 && load']],
  },
  {
    name: 'restores what is sent, but not how it grows with the current',
    file: 'touch.ts',
    changes: [['memory.copy(slopes + at, blankSlopes + at, placeBytes);', '']],
  },
  {
    name: 'turns a matrix without its upper halves',
    file: 'training/turn.ts',
    changes: [['i32x4.shuffle(c, d, 2, 6, 3, 7)', 'cd']],
  },
];
