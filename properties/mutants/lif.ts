import { checkNeuronInput, inputRules } from '../oracles/neuron-input.ts';
import { textbookStages } from '../oracles/textbook-lif.ts';
import { lifMemoryMutants } from './lif-memory.ts';
import { lifSizeMutants } from './lif-size.ts';
import { lifMutant } from './lif-stages.ts';
import { lifTimeMutants } from './lif-time.ts';
import type { Mutant } from './mutant.ts';

/**
 * Mutants of the amplitude. Nengo's own test suite does not detect `threshold-is-amplitude-placed-at-one`, whose rates
 * are correct.
 */
const lifAmplitudeMutants: readonly Mutant[] = [
  lifMutant(
    'ignores-amplitude',
    'sends 1/dt at every amplitude',
    { height: ({ dtSeconds }) => 1 / dtSeconds },
    'nengo#1390',
  ),
  lifMutant('height-not-over-dt', 'sends the amplitude instead of amplitude/dt', {
    height: ({ amplitude }) => amplitude,
  }),
  lifMutant('amplitude-on-input', 'multiplies its input instead of its output by the amplitude', {
    drive: (current, { amplitude }) => current * amplitude,
    height: ({ dtSeconds }) => 1 / dtSeconds,
  }),
  lifMutant(
    'threshold-is-amplitude-placed-at-one',
    'fires above its amplitude, but computes the spike time for a threshold of 1',
    { fires: (voltage, { amplitude }) => voltage > amplitude },
  ),
];

/**
 * Mutants of threshold, start, reset and floor. Nengo's own test suite detects neither `fires-at-threshold` nor
 * `starts-at-zero`.
 */
const lifBoundaryMutants: readonly Mutant[] = [
  lifMutant('fires-at-threshold', 'fires at a voltage of exactly one: >= instead of >', {
    fires: (voltage) => voltage >= 1,
    // at a current of 1, the textbook form divides 0 by 0
    spikeTime: (voltage, current, input) =>
      voltage === 1 ? input.dtSeconds : textbookStages.spikeTime(voltage, current, input),
  }),
  lifMutant('threshold-1.01', 'fires above 1.01', { fires: (voltage) => voltage > 1.01 }),
  lifMutant('threshold-1.001', 'fires above 1.001', { fires: (voltage) => voltage > 1.001 }),
  lifMutant('threshold-1.000000002', 'fires above 1 + 2e-9', { fires: (voltage) => voltage > 1 + 2e-9 }),
  lifMutant('starts-at-zero', 'starts at voltage 0 instead of the requested voltage', { start: () => 0 }),
  lifMutant(
    'resets-by-subtraction',
    'keeps the excess over the threshold: resets to v − 1 instead of 0',
    { reset: (voltage) => voltage - 1 },
    'NIR#63',
  ),
  lifMutant('resets-to-a-hundredth', 'resets to 0.01', { reset: () => 0.01 }),
  lifMutant('resets-to-the-floor', 'resets to the floor, if there is one', {
    reset: (_, { minVoltage }) => minVoltage ?? 0,
  }),
  lifMutant('ignores-floor', 'has no floor, even if one is requested', { floor: (voltage) => voltage }),
  lifMutant('floor-always-zero', 'has a floor of 0 instead of the requested one', {
    floor: (voltage) => Math.max(voltage, 0),
  }),
  lifMutant('floor-bounces-to-zero', 'sets a voltage below the floor to 0 instead of the floor', {
    floor: (voltage, minVoltage) => (voltage < minVoltage ? 0 : voltage),
  }),
  lifMutant(
    'leaks-to-the-floor',
    'leaks towards its floor instead of 0',
    {
      integrate: (voltage, current, fraction, { minVoltage }) =>
        voltage + (current + (minVoltage ?? 0) - voltage) * fraction,
    },
    'arbor#2026',
  ),
];

/** Mutants that accept an invalid input: each skips one of the rules. */
const lifRefusalMutants: readonly Mutant[] = inputRules.map((rule) =>
  lifMutant(`accepts-${rule.name}`, `accepts ${rule.breach}`, {
    check: (input) =>
      checkNeuronInput(
        input,
        inputRules.filter(({ name }) => name !== rule.name),
      ),
  }),
);

export const lifMutants: readonly Mutant[] = [
  ...lifBoundaryMutants,
  ...lifTimeMutants,
  ...lifAmplitudeMutants,
  ...lifMemoryMutants,
  ...lifRefusalMutants,
  ...lifSizeMutants,
];
