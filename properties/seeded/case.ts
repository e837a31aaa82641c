import type { SeededInput } from '../../src/conformance/implementation.ts';

/** Nengo's default intercepts and voltages, with a single max rate: the bias then depends on the intercept alone. */
export const oneRate: SeededInput = {
  seed: 0,
  neurons: 20,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  maxRatesHz: { kind: 'choice', values: [100] },
  intercepts: { kind: 'uniform', low: -1, high: 0.9 },
  initialVoltage: { kind: 'uniform', low: 0, high: 1 },
};
