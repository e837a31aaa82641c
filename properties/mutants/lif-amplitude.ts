import { log1p } from '../../src/base/elementary.ts';
import { lifMutant, type StageMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/** Nengo's own test suite does not detect `threshold-is-amplitude-placed-at-one`, whose rates are correct. */
const amplitudeMutants: readonly StageMutant[] = [
  {
    name: 'ignores-amplitude',
    difference: 'sends 1/dt at every amplitude',
    cites: 'nengo#1390',
    stages: { height: ({ dtSeconds }) => 1 / dtSeconds },
  },
  {
    name: 'amplitude-squared',
    difference: 'sends amplitude²/dt',
    stages: { height: ({ amplitude, dtSeconds }) => amplitude ** 2 / dtSeconds },
  },
  {
    name: 'height-not-over-dt',
    difference: 'sends the amplitude instead of amplitude/dt',
    stages: { height: ({ amplitude }) => amplitude },
  },
  {
    name: 'amplitude-on-input',
    difference: 'multiplies its input instead of its output by the amplitude',
    stages: { drive: (current, { amplitude }) => current * amplitude, height: ({ dtSeconds }) => 1 / dtSeconds },
  },
  {
    name: 'threshold-is-amplitude',
    difference: 'fires above its amplitude, at the time when the voltage reaches it',
    stages: {
      fires: (voltage, { amplitude }) => voltage > amplitude,
      spikeTime: (voltage, current, { amplitude, dtSeconds, tauRcSeconds }) =>
        dtSeconds + tauRcSeconds * log1p(-(voltage - amplitude) / (current - amplitude)),
    },
  },
  {
    name: 'threshold-is-amplitude-placed-at-one',
    difference: 'fires above its amplitude, but computes the spike time for a threshold of 1',
    stages: { fires: (voltage, { amplitude }) => voltage > amplitude },
  },
];

/** Mutants of the amplitude. */
export const lifAmplitudeMutants: readonly Mutant[] = amplitudeMutants.map(lifMutant);
