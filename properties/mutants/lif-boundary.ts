import { lifMutant, type StageMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

/** Nengo's own test suite notices neither `fires-at-threshold` nor `starts-at-zero`. */
const boundaryMutants: readonly StageMutant[] = [
  {
    name: 'fires-at-threshold',
    difference: 'fires at a voltage of exactly one: >= where > is meant',
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
    difference: 'starts at voltage 0, whatever voltage is asked for',
    stages: { start: () => 0 },
  },
  {
    name: 'resets-by-subtraction',
    difference: 'keeps what exceeded the threshold: v − 1 where 0 is meant',
    cites: 'NIR#63',
    stages: { reset: (voltage) => voltage - 1 },
  },
  {
    name: 'resets-to-a-hundredth',
    difference: 'resets to .01',
    stages: { reset: () => 0.01 },
  },
  {
    name: 'resets-to-the-floor',
    difference: 'resets to the floor, if there is one',
    stages: { reset: (_, { minVoltage }) => minVoltage ?? 0 },
  },
  {
    name: 'ignores-floor',
    difference: 'has no floor, whatever floor is asked for',
    stages: { floor: (voltage) => voltage },
  },
  {
    name: 'floor-always-zero',
    difference: 'cuts the voltage at 0, whatever floor is asked for',
    stages: { floor: (voltage) => Math.max(voltage, 0) },
  },
  {
    name: 'floor-bounces-to-zero',
    difference: 'sets a voltage below the floor to 0, not to the floor',
    stages: { floor: (voltage, minVoltage) => (voltage < minVoltage ? 0 : voltage) },
  },
  {
    name: 'leaks-to-the-floor',
    difference: 'leaks towards its floor where it should leak towards 0',
    cites: 'arbor#2026',
    stages: {
      integrate: (voltage, current, share, { minVoltage }) => voltage + (current + (minVoltage ?? 0) - voltage) * share,
    },
  },
];

/** Wrong at the threshold, at the start, in the reset or at the floor. */
export const lifBoundaryMutants: readonly Mutant[] = boundaryMutants.map(lifMutant);
