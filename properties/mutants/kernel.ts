/** A wrong kernel: the text of a source file of src/engine/kernel with one thing changed. */
export interface KernelMutant {
  readonly name: string;
  readonly file: string;
  /** Texts that occur once in the file, and what stands in their place. */
  readonly changes: readonly (readonly [text: string, instead: string])[];
}

/** One operation, constant, order or mask changed in each. */
export const kernelMutants: readonly KernelMutant[] = [
  {
    name: 'fires at the threshold',
    file: 'neuron.ts',
    changes: [['f32x4.gt(voltage, one)', 'f32x4.ge(voltage, one)']],
  },
  {
    name: 'ends the refractory time early if it ends with a step',
    file: 'neuron.ts',
    changes: [['f32x4.ge(early, ', 'f32x4.gt(early, ']],
  },
  {
    name: 'sleeps one step more',
    file: 'neuron.ts',
    changes: [['step + refractorySteps', 'step + refractorySteps + 1']],
  },
  {
    name: 'integrates while it sleeps',
    file: 'neuron.ts',
    changes: [['v128.andnot(v128.xor(change, charge), asleep)', 'v128.xor(change, charge)']],
  },
  {
    name: 'takes the share of the first step awake in every step',
    file: 'neuron.ts',
    changes: [['v128.and(change, asleep)', 'change']],
  },
  {
    name: 'covers more than a whole step after a spike',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(decay, rest)', 'rest']],
  },
  {
    name: 'keeps its voltage when it fires',
    file: 'neuron.ts',
    changes: [['v128.andnot(f32x4.pmax(floor, voltage), fired)', 'f32x4.pmax(floor, voltage)']],
  },
  {
    name: 'has no floor',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(floor, voltage)', 'voltage']],
  },
  {
    name: 'wakes up at once',
    file: 'neuron.ts',
    changes: [['i32x4.max_s(awakeFrom, v128.and(wakeFrom, fired))', 'awakeFrom']],
  },
  {
    name: 'adds the channels of a word in another order',
    file: 'lists.ts',
    changes: [['bytes + ctz(bits) * placeBytes, 4)', 'bytes + (31 - clz(bits)) * placeBytes, 4)']],
  },
  {
    name: 'adds the bias last',
    file: 'spiking.ts',
    changes: [
      ['let h = v128.load(bias, 112);', 'let h = f32x4.splat(0);'],
      ['v128.store(currents, h, 112)', 'v128.store(currents, f32x4.add(h, v128.load(bias, 112)), 112)'],
    ],
  },
  {
    name: 'puts every spike one channel further',
    file: 'neuron.ts',
    changes: [['store<u32>(spikes, bits)', 'store<u32>(spikes, rotl(bits, 1))']],
  },
  {
    name: 'takes a neuron for untouched that sees only the last row of what the image touches',
    file: 'touch.ts',
    changes: [['i < layer.kernelSize', 'i < max(layer.kernelSize - 1, 1)']],
  },
  {
    name: 'leaves out the last row of the kernel',
    file: 'spiking.ts',
    changes: [['row < kernelRows', 'row < kernelRows - 1']],
  },
  {
    name: 'reads one step twice',
    file: 'readout.ts',
    changes: [['starts += inputPositions << 2', 'starts += now == 1 ? 0 : inputPositions << 2']],
  },
  {
    name: 'rounds the rate before it is multiplied',
    file: 'values.ts',
    changes: [['(amplitude * rate) as f32', '(amplitude * ((rate as f32) as f64)) as f32']],
  },
  {
    name: 'forgets what 1 + x lost in rounding',
    file: 'log1p.ts',
    changes: [['correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u', 'correction = 0']],
  },
];

/** The same for the kernel of training. */
export const trainingKernelMutants: readonly KernelMutant[] = [
  {
    name: 'loses the first input of a pixel',
    file: 'training.ts',
    changes: [
      ['store<i32>(counts, <i32>((next - first) / PAIR));', 'store<i32>(counts, <i32>((next - first) / PAIR) - 1);'],
    ],
  },
  {
    name: 'lets neurons at or below a current of one pass errors on',
    file: 'training.ts',
    changes: [['store<f32>(slopes, 0);', 'store<f32>(slopes, 1);']],
  },
  {
    name: 'leaves the amplitude out of the slope',
    file: 'training.ts',
    changes: [['<f32>(amplitude * ((rate', '<f32>(1 * ((rate']],
  },
  {
    name: 'leaves 1/J out of the slope',
    file: 'training.ts',
    changes: [['(above * <f64>current)', 'above']],
  },
  {
    name: 'goes back over the weights of the wrong term',
    file: 'training.ts',
    changes: [
      [
        'const firstRow = row < kernel ? 0 : (row - kernel) / stride + 1;',
        'const firstRow = row < kernel ? 0 : (row - kernel) / stride;',
      ],
    ],
  },
  {
    name: 'sums the errors of a read-out over one class less',
    file: 'training.ts',
    changes: [['label < <usize>classes', 'label < <usize>classes - 1']],
  },
  {
    name: 'forgets the errors of the images before',
    file: 'training.ts',
    changes: [['f32x4.add(v128.load(biasSums + tile), v128.load(error + tile))', 'v128.load(error + tile)']],
  },
  {
    name: 'multiplies errors in another place',
    file: 'training.ts',
    changes: [
      [
        'v128.store(errors, f32x4.mul(v128.load(slopes), v128.load(errors)));',
        'v128.store(errors, f32x4.mul(v128.load(slopes, 16), v128.load(errors)));',
      ],
    ],
  },
  {
    name: 'shifts what a kernel saw by a row',
    file: 'training.ts',
    changes: [
      ['(row * stride + i) * columns + j) * channels', '(row * stride + i) * columns + j + (row & 1)) * channels'],
    ],
  },
];

/**
 * The mutant as a change of source text.
 *
 * @throws {Error} if a text to be changed does not occur exactly once: the mutant is then out of date
 */
export function changeOf({ name, file, changes }: KernelMutant): (text: string, path: string) => string {
  return (text, path) => {
    if (!path.endsWith(`/kernel/${file}`)) return text;
    return changes.reduce((changed, [before, instead]) => {
      if (changed.split(before).length !== 2) throw new Error(`${name}: "${before}" must occur once in ${file}`);
      return changed.replace(before, instead);
    }, text);
  };
}
