import { log1p } from '../../src/base/elementary.ts';
import { lifMutant, type StageMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/** Nengo's own test suite does not notice `threshold-is-amplitude-placed-at-one`: its rates are right. */
const amplitudeMutants: readonly StageMutant[] = [
  {
    name: 'ignores-amplitude',
    difference: 'sends 1/dt whatever its amplitude',
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
    difference: 'sends the amplitude itself, not amplitude/dt',
    stages: { height: ({ amplitude }) => amplitude },
  },
  {
    name: 'amplitude-on-input',
    difference: 'multiplies its input by the amplitude, not its output',
    stages: { drive: (current, { amplitude }) => current * amplitude, height: ({ dtSeconds }) => 1 / dtSeconds },
  },
  {
    name: 'threshold-is-amplitude',
    difference: 'fires above its amplitude, and places the spike there',
    stages: {
      fires: (voltage, { amplitude }) => voltage > amplitude,
      spikeTime: (voltage, current, { amplitude, dtSeconds, tauRcSeconds }) =>
        dtSeconds + tauRcSeconds * log1p(-(voltage - amplitude) / (current - amplitude)),
    },
  },
  {
    name: 'threshold-is-amplitude-placed-at-one',
    difference: 'fires above its amplitude, but places the spike as if that were 1',
    stages: { fires: (voltage, { amplitude }) => voltage > amplitude },
  },
];

/** Wrong in what the amplitude does. */
export const lifAmplitudeMutants: readonly Mutant[] = amplitudeMutants.map(lifMutant);
