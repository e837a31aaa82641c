import { textbookStages } from '../oracles/textbook-lif.ts';
import { changedRequests, lifMutant } from './changed.ts';
import { lifMemoryMutants } from './lif-memory.ts';
import { lifSizeMutants } from './lif-size.ts';
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
    reset: (_, { minVoltage }) => (Number.isFinite(minVoltage) ? minVoltage : 0),
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
        voltage + (current + (Number.isFinite(minVoltage) ? minVoltage : 0) - voltage) * fraction,
    },
    'arbor#2026',
  ),
];

const isPositive = (value: number) => value > 0 && Number.isFinite(value);

/** Mutants that accept an invalid input: they use a valid number in its place. */
const lifRefusalMutants: readonly Mutant[] = changedRequests('neuron', {
  'accepts-bad-membrane-time-constant': [
    'accepts a membrane time constant that is not above 0',
    ({ tauRcSeconds: tau }) => ({ tauRcSeconds: isPositive(tau) ? tau : 1 }),
  ],
  'accepts-bad-refractory-time': [
    'accepts a refractory period below 0',
    ({ tauRefSeconds: tau }) => ({ tauRefSeconds: isPositive(tau) ? tau : 0 }),
  ],
  'accepts-bad-step': [
    'accepts a time step that is not above 0',
    ({ dtSeconds: dt, tauRcSeconds }) => ({ dtSeconds: isPositive(dt) ? dt : tauRcSeconds }),
  ],
  'accepts-long-step': [
    'accepts a time step of more than 30 τ_rc',
    ({ dtSeconds, tauRcSeconds: tau }) => ({ tauRcSeconds: tau > 0 ? Math.max(tau, dtSeconds / 30) : tau }),
  ],
  'accepts-high-floor': [
    'accepts a floor above 0',
    ({ minVoltage: floor }) => ({ minVoltage: Number.isNaN(floor) ? 0 : Math.min(floor, 0) }),
  ],
  'accepts-bad-amplitude': [
    'accepts an amplitude that is not above 0',
    ({ amplitude }) => ({ amplitude: isPositive(amplitude) ? amplitude : 1 }),
  ],
  'accepts-bad-start': [
    'accepts an initial voltage above the threshold, or none',
    ({ initialVoltage }) => ({ initialVoltage: initialVoltage.map((v) => (v <= 1 && Number.isFinite(v) ? v : 1)) }),
  ],
  'accepts-endless-current': [
    'accepts a current that is not a finite number',
    ({ current }) => ({ current: current.map((row) => row.map((one) => (Number.isFinite(one) ? one : 0))) }),
  ],
});

export const lifMutants: readonly Mutant[] = [
  ...lifBoundaryMutants,
  ...lifTimeMutants,
  ...lifAmplitudeMutants,
  ...lifMemoryMutants,
  ...lifRefusalMutants,
  ...lifSizeMutants,
];
