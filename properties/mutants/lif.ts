import { changedRequests } from './changed.ts';
import { choiceMutants } from './choices.ts';
import { lifMemoryMutants } from './lif-memory.ts';
import { lifSizeMutants } from './lif-size.ts';
import type { Mutant } from './mutant.ts';

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
  ...choiceMutants,
  ...lifMemoryMutants,
  ...lifRefusalMutants,
  ...lifSizeMutants,
];
