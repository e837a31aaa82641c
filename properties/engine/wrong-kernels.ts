/** A wrong kernel: one change in a source file of src/engine/kernel. */
export interface WrongKernel {
  readonly name: string;
  readonly file: string;
  /** Strings that occur exactly once in the file, and their replacements. */
  readonly changes: readonly (readonly [text: string, replacement: string])[];
}

/**
 * The function that makes a wrong kernel of source texts.
 *
 * @throws {Error} if a string does not occur exactly once, because the change is outdated
 */
export function changeOf({ name, file, changes }: WrongKernel): (text: string, path: string) => string {
  return (text, path) => {
    if (!path.endsWith(`/kernel/${file}`)) return text;
    return changes.reduce((changed, [before, replacement]) => {
      if (changed.split(before).length !== 2) throw new Error(`${name}: "${before}" must occur once in ${file}`);
      return changed.replace(before, replacement);
    }, text);
  };
}

/** Wrong kernels of inference, with mistakes that show on few inputs. */
export const wrongKernels: readonly WrongKernel[] = [
  {
    name: 'covers more than a whole step after a spike',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(decay, rest)', 'rest']],
  },
  {
    name: 'fires while it is refractory for whole steps',
    file: 'neuron.ts',
    changes: [['if (!isSubStep || subtracts) fired = v128.andnot(fired, refractory);', '']],
  },
  {
    name: 'fires while it is refractory after subtraction, if the period may end within a step',
    file: 'neuron.ts',
    changes: [['!isSubStep || subtracts) fired', '!isSubStep) fired']],
  },
  {
    name: 'places the spike of a voltage that starts above the threshold within its step',
    file: 'neuron.ts',
    changes: [['v128.and(f32x4.le(before, one), f32x4.lt(voltage, current))', 'f32x4.lt(voltage, current)']],
  },
  {
    name: 'subtracts a late reset from all neurons',
    file: 'neuron.ts',
    changes: [['v128.and(one, isDue)', 'one']],
  },
  {
    name: 'resets at once, although it is to reset late',
    file: 'neuron.ts',
    changes: [['if (isLate) v128.store(state, v128.bitselect(voltage, floored, fired));\n      else ', '']],
  },
  {
    name: 'adds the channels of a word in another order',
    file: 'lists.ts',
    changes: [
      ['bits &= bits - 1', 'bits ^= 1 << (31 - clz(bits))'],
      ['ctz(bits)', '(31 - clz(bits))'],
    ],
  },
  {
    name: 'overlooks an affected position under the last row of the kernel',
    file: 'affected.ts',
    changes: [['i < endRow', 'i < max(endRow - 1, 1)']],
  },
  {
    name: 'treats spikes at the end of a row as padding before the next one',
    file: 'spiking.ts',
    changes: [['const firstColumn = inPadding(left);', 'const firstColumn: u32 = 0;']],
  },
  {
    name: 'places the kernel on the padding one row too low',
    file: 'rates.ts',
    changes: [['weights + firstRow * kernelRowBytes', 'weights + (firstRow - min(firstRow, 1)) * kernelRowBytes']],
  },
  {
    name: 'rounds the rate before multiplying it by the amplitude',
    file: 'rates.ts',
    changes: [
      [
        'f64x2.mul(amplitudes, rate))',
        'f64x2.mul(amplitudes, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(rate))))',
      ],
    ],
  },
  {
    name: 'does not correct the rounding of 1 + x',
    file: 'log1p.ts',
    changes: [['correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u', 'correction = 0']],
  },
  {
    name: 'does not correct the rounding of 1 + x, two at a time',
    file: 'log1p.ts',
    changes: [['v128.and(f64x2.div(error, sum), isReduced)', 'f64x2.splat(0)']],
  },
  {
    name: 'reduces the second of two numbers like the first',
    file: 'log1p.ts',
    changes: [
      ['f64x2.sub(reduced, one), isSmall)', 'f64x2.sub(reduced, one), v128.shuffle<f64>(isSmall, isSmall, 0, 0))'],
    ],
  },
];

/** Wrong kernels of training. */
export const wrongTrainingKernels: readonly WrongKernel[] = [
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
    name: 'does not reset positions that the previous image changed',
    file: 'affected.ts',
    changes: [['isAffected === 0 && load', 'isAffected !== 0 && load']],
  },
  {
    name: 'transposes only the lower halves of a matrix',
    file: 'training/transpose.ts',
    changes: [['i32x4.shuffle(c, d, 2, 6, 3, 7)', 'cdLow']],
  },
];
