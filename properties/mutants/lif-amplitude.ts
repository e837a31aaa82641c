import { log1p } from '../../src/base/elementary.ts';
import { lifMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/**
 * Mutants of the amplitude. Nengo's own test suite does not detect `threshold-is-amplitude-placed-at-one`, whose rates
 * are correct.
 */
export const lifAmplitudeMutants: readonly Mutant[] = [
  lifMutant(
    'ignores-amplitude',
    'sends 1/dt at every amplitude',
    { height: ({ dtSeconds }) => 1 / dtSeconds },
    'nengo#1390',
  ),
  lifMutant('amplitude-squared', 'sends amplitude²/dt', {
    height: ({ amplitude, dtSeconds }) => (amplitude * amplitude) / dtSeconds,
  }),
  lifMutant('height-not-over-dt', 'sends the amplitude instead of amplitude/dt', {
    height: ({ amplitude }) => amplitude,
  }),
  lifMutant('amplitude-on-input', 'multiplies its input instead of its output by the amplitude', {
    drive: (current, { amplitude }) => current * amplitude,
    height: ({ dtSeconds }) => 1 / dtSeconds,
  }),
  lifMutant('threshold-is-amplitude', 'fires above its amplitude, at the time when the voltage reaches it', {
    fires: (voltage, { amplitude }) => voltage > amplitude,
    spikeTime: (voltage, current, { amplitude, dtSeconds, tauRcSeconds }) =>
      dtSeconds + tauRcSeconds * log1p(-(voltage - amplitude) / (current - amplitude)),
  }),
  lifMutant(
    'threshold-is-amplitude-placed-at-one',
    'fires above its amplitude, but computes the spike time for a threshold of 1',
    { fires: (voltage, { amplitude }) => voltage > amplitude },
  ),
];
