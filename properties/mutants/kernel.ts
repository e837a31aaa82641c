import type { KernelMutant } from './kernel-mutant.ts';

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
    changes: [['step + refractoryPeriodSteps', 'step + refractoryPeriodSteps + 1']],
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
    changes: [['i < kernel', 'i < max(kernel - 1, 1)']],
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
  {
    name: 'forgets what 1 + x lost in rounding, two at a time',
    file: 'log1p.ts',
    changes: [['v128.and(f64x2.div(lost, sum), isReduced)', 'f64x2.splat(0)']],
  },
  {
    name: 'reduces one of two numbers as the other needs it',
    file: 'log1p.ts',
    changes: [
      ['f64x2.sub(reduced, one), isSmall)', 'f64x2.sub(reduced, one), v128.shuffle<f64>(isSmall, isSmall, 0, 0))'],
    ],
  },
  {
    name: 'leaves no rare number to the form for one',
    file: 'log1p.ts',
    changes: [['if (v128.any_true(isRare))', 'if (false)']],
  },
  {
    name: 'takes the exponent of a number in the upper half for one less',
    file: 'log1p.ts',
    changes: [['i64x2.sub(exponent, isUpper)', 'exponent']],
  },
];
