import type { KernelMutant } from './kernel-mutant.ts';

export const kernelMutants: readonly KernelMutant[] = [
  {
    name: 'fires at the threshold',
    file: 'neuron.ts',
    changes: [['f32x4.gt(voltage, one)', 'f32x4.ge(voltage, one)']],
  },
  {
    name: 'ends a refractory period early if it ends with a step',
    file: 'neuron.ts',
    changes: [['f32x4.ge(early, ', 'f32x4.gt(early, ']],
  },
  {
    name: 'is refractory one step longer',
    file: 'neuron.ts',
    changes: [['step + refractoryPeriodSteps', 'step + refractoryPeriodSteps + 1']],
  },
  {
    name: 'integrates while it is refractory',
    file: 'neuron.ts',
    changes: [['v128.andnot(v128.xor(change, charge), refractory)', 'v128.xor(change, charge)']],
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
    name: 'keeps its voltage when it fires',
    file: 'neuron.ts',
    changes: [['v128.andnot(f32x4.pmax(minVoltage, voltage), fired)', 'f32x4.pmax(minVoltage, voltage)']],
  },
  {
    name: 'has no floor',
    file: 'neuron.ts',
    changes: [['f32x4.pmax(minVoltage, voltage)', 'voltage']],
  },
  {
    name: 'is never refractory',
    file: 'neuron.ts',
    changes: [['v128.bitselect(newActiveFrom, activeFrom, fired)', 'activeFrom']],
  },
  {
    name: 'adds the channels of a word in another order',
    file: 'lists.ts',
    changes: [['offset + ctz(bits) * channelBytes, 4)', 'offset + (31 - clz(bits)) * channelBytes, 4)']],
  },
  {
    name: 'adds the bias last',
    file: 'spiking.ts',
    changes: [
      ['let h = v128.load(start, 112);', 'let h = f32x4.splat(0);'],
      ['v128.store(currents, h, 112)', 'v128.store(currents, f32x4.add(h, v128.load(start, 112)), 112)'],
    ],
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
    name: 'filters the biases as well as adding them to what a synapse sends',
    file: 'spiking.ts',
    changes: [['hasSynapse ? neurons.zeros : biases', 'biases']],
  },
  {
    name: 'shifts every spike by one channel',
    file: 'neuron.ts',
    changes: [['store<u32>(spikes, bits)', 'store<u32>(spikes, rotl(bits, 1))']],
  },
  {
    name: 'overlooks an affected position under the last row of the kernel',
    file: 'affected.ts',
    changes: [['i < endRow', 'i < max(endRow - 1, 1)']],
  },
  {
    name: 'leaves out the last row of the kernel',
    file: 'spiking.ts',
    changes: [['row < kernelRows', 'row < kernelRows - 1']],
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
    name: 'computes rare numbers two at a time as well',
    file: 'log1p.ts',
    changes: [['if (v128.any_true(isRare))', 'if (false)']],
  },
  {
    name: 'uses an exponent one too small in the upper half',
    file: 'log1p.ts',
    changes: [['i64x2.sub(exponent, isUpper)', 'exponent']],
  },
  {
    name: 'has two fields of the neurons in another order than TypeScript',
    file: 'structs.ts',
    changes: [['  charge: f32;\n  decay: f32;\n', '  decay: f32;\n  charge: f32;\n']],
  },
];
