/** A mutant of the engine: one change in a source file of src/engine/kernel. */
export interface KernelMutant {
  readonly name: string;
  readonly file: string;
  /** Strings that occur exactly once in the file, and their replacements. */
  readonly changes: readonly (readonly [text: string, replacement: string])[];
}

/**
 * The function that applies a mutant to source texts.
 *
 * @throws {Error} if a string does not occur exactly once, because the mutant is outdated
 */
export function changeOf({ name, file, changes }: KernelMutant): (text: string, path: string) => string {
  return (text, path) => {
    if (!path.endsWith(`/kernel/${file}`)) return text;
    return changes.reduce((changed, [before, replacement]) => {
      if (changed.split(before).length !== 2) throw new Error(`${name}: "${before}" must occur once in ${file}`);
      return changed.replace(before, replacement);
    }, text);
  };
}

/** Wrong kernels of inference. */
export const kernelMutants: readonly KernelMutant[] = [
  {
    name: 'fires at the threshold',
    file: 'neuron.ts',
    changes: [['f32x4.gt(voltage, one)', 'f32x4.ge(voltage, one)']],
  },
  {
    name: 'covers only the fraction of the first active step in every step',
    file: 'neuron.ts',
    changes: [['v128.and(change, refractory)', 'change']],
  },
  {
    name: 'covers more than a whole step after a spike',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(decay, rest)', 'rest']],
  },
  {
    name: 'has no floor',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(minVoltage, voltage)', 'voltage']],
  },
  {
    name: 'adds the channels of a word in another order',
    file: 'lists.ts',
    changes: [['offset + ctz(bits) * channelBytes, 4)', 'offset + (31 - clz(bits)) * channelBytes, 4)']],
  },
  {
    name: 'passes spikes through a synapse without a lag',
    file: 'spiking.ts',
    changes: [
      ['      v128.store(address, f32x4.add(bias, filtered));\n', ''],
      ['f32x4.mul(take, input));', 'f32x4.mul(take, input));\n      v128.store(address, f32x4.add(bias, filtered));'],
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
    name: 'reads one step twice',
    file: 'readout.ts',
    changes: [['starts += 4', 'starts += step === 1 ? 0 : 4']],
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
  {
    name: 'has two fields of the neurons in another order than TypeScript',
    file: 'structs.ts',
    changes: [['  charge: f32;\n  decay: f32;\n', '  decay: f32;\n  charge: f32;\n']],
  },
];

/** Wrong kernels of training. */
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
    name: 'reads inputs one row too far down for transposed weights',
    file: 'training/weight-gradients.ts',
    changes: [['row * stride * columns * bytes', '(row * stride + 1) * columns * bytes']],
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
    name: 'discards the gradients of earlier images',
    file: 'training/backward.ts',
    changes: [
      ['v128.store(sums, f32x4.add(v128.load(sums), v128.load(values)))', 'v128.store(sums, v128.load(values))'],
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
