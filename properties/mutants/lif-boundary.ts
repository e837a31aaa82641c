import { lifMutant, type StageMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/** Nengo's own test suite detects neither `fires-at-threshold` nor `starts-at-zero`. */
const boundaryMutants: readonly StageMutant[] = [
  {
    name: 'fires-at-threshold',
    difference: 'fires at a voltage of exactly one: >= instead of >',
    stages: { fires: (voltage) => voltage >= 1 },
  },
  {
    name: 'threshold-1.01',
    difference: 'fires above 1.01',
    stages: { fires: (voltage) => voltage > 1.01 },
  },
  {
    name: 'threshold-1.001',
    difference: 'fires above 1.001',
    stages: { fires: (voltage) => voltage > 1.001 },
  },
  {
    name: 'starts-at-zero',
    difference: 'starts at voltage 0 instead of the requested voltage',
    stages: { start: () => 0 },
  },
  {
    name: 'resets-by-subtraction',
    difference: 'keeps the excess over the threshold: resets to v − 1 instead of 0',
    cites: 'NIR#63',
    stages: { reset: (voltage) => voltage - 1 },
  },
  {
    name: 'resets-to-a-hundredth',
    difference: 'resets to 0.01',
    stages: { reset: () => 0.01 },
  },
  {
    name: 'resets-to-the-floor',
    difference: 'resets to the floor, if there is one',
    stages: { reset: (_, { minVoltage }) => minVoltage ?? 0 },
  },
  {
    name: 'ignores-floor',
    difference: 'has no floor, even if one is requested',
    stages: { floor: (voltage) => voltage },
  },
  {
    name: 'floor-always-zero',
    difference: 'has a floor of 0 instead of the requested one',
    stages: { floor: (voltage) => Math.max(voltage, 0) },
  },
  {
    name: 'floor-bounces-to-zero',
    difference: 'sets a voltage below the floor to 0 instead of the floor',
    stages: { floor: (voltage, minVoltage) => (voltage < minVoltage ? 0 : voltage) },
  },
  {
    name: 'leaks-to-the-floor',
    difference: 'leaks towards its floor instead of 0',
    cites: 'arbor#2026',
    stages: {
      integrate: (voltage, current, fraction, { minVoltage }) =>
        voltage + (current + (minVoltage ?? 0) - voltage) * fraction,
    },
  },
];

/** Mutants of threshold, start, reset and floor. */
export const lifBoundaryMutants: readonly Mutant[] = boundaryMutants.map(lifMutant);
