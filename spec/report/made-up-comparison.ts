import { versions } from '../../src/base/version.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Fingerprint } from '../../src/conformance/conventions/fingerprint-schema.ts';
import type { CompareOutput } from '../../src/report/compare.ts';

export const implementation = {
  name: 'Alpha',
  version: '1.0',
  precision: 'float64',
  capabilities: ['neuron'],
} as const;

export const someFingerprint: Omit<Fingerprint, 'conventions'> = {
  ...{ outcome: 'member', words: '', notTold: [], like: [], isRepeatable: true, probes: [] },
  precision: { declared: 'float64', found: 'float64', agreesWithin: 0 },
};

/** A comparison of Nengo's rules with others. */
export function madeUpComparison(
  changes: Partial<CompareOutput> = {},
  other: Partial<Conventions> = { reset: 'subtract' },
): CompareOutput {
  return {
    ...{ versions, requiredLevel: 'steps', agrees: false, level: 'counts', digits: null, rounding: null },
    a: { command: 'python a.py', implementation },
    b: { command: 'python b.py', implementation: { ...implementation, name: 'Beta' } },
    ...{ levels: { bits: 1, steps: 2, counts: 7 }, inputs: 13, compared: 10, turned: 1 },
    ...{ failed: { a: 0, b: 0 }, skipped: { a: 0, b: 2 } },
    fingerprints: {
      a: { ...someFingerprint, conventions: nengoConventions },
      b: { ...someFingerprint, conventions: { ...nengoConventions, ...other } },
    },
    rules: Object.keys(other).map((field) => ({ field: field as keyof Conventions, matters: 7 })),
    verification: { inputs: 11, reproduced: { a: 11, b: 10 } },
    separation: {
      ...{ what: 'spikes', step: 2, neuron: 0, voltageStep: 1 },
      input: {
        ...{ dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0, amplitude: 1, minVoltage: null },
        ...{ initialVoltage: [0.5], current: [[1], [3], [3]] },
      },
      answers: {
        a: { spikes: [[1]], voltage: [[0.5], [0], [0.75]] },
        b: { spikes: [[1, 2]], voltage: [[0.5], [0.25], [0]] },
      },
    },
    ...changes,
  };
}
