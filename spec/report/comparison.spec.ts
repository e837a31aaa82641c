import { describe, expect, it } from 'vitest';
import { type Choice, choiceIn } from '../../src/conformance/choices/choice.ts';
import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import type { Diagnosis } from '../../src/conformance/choices/diagnosis.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { answerWhy, type CompareOutput, compareSchema, reportComparison } from '../../src/report/compare.ts';
import { formatText } from '../../src/report/text.ts';
import { madeUpVerdict } from './made-up-verdict.ts';

const implementation = { name: 'Alpha', version: '1.0', precision: 'float64', capabilities: ['neuron'] } as const;

const diagnosis = (choices: Partial<Conventions> = {}): Diagnosis => ({
  outcome: 'explained',
  basis: 'spikes and voltages',
  showsVoltages: true,
  precision: { declared: 'float64', found: 'float64' },
  sets: [{ choices, words: '', differences: [], like: [] }],
  open: [],
  compared: { requests: 40, steps: 4000, spikes: 400 },
  probes: [],
});

/** A comparison of Nengo's rules with others. */
function made(
  changes: Partial<CompareOutput> = {},
  other: Partial<Conventions> = { reset: 'subtract' },
): CompareOutput {
  return {
    versions: madeUpVerdict.versions,
    agrees: false,
    digits: null,
    events: null,
    port: null,
    largestVoltageDifference: null,
    a: { command: 'python a.py', implementation },
    b: { command: 'python b.py', implementation: { ...implementation, name: 'Beta' } },
    sameSpikes: 3,
    bitIdentical: 1,
    inputs: 13,
    compared: 10,
    failed: { a: 0, b: 0 },
    skipped: { a: 0, b: 2 },
    diagnoses: { a: diagnosis(), b: diagnosis(other) },
    rules: Object.entries(other).map(([field, b]) => ({ field, a: choiceIn(neuronFields, field, {}), b })),
    separation: {
      what: 'spikes',
      step: 2,
      neuron: 0,
      voltageStep: 1,
      input: {
        dtSeconds: 0.001,
        tauRcSeconds: 0.02,
        tauRefSeconds: 0,
        amplitude: 1,
        minVoltage: null,
        initialVoltage: [0.5],
        current: [[1.00000001], [3], [3]],
      },
      answers: {
        a: { spikes: [[1]], voltage: [[0.5], [0], [0.75]] },
        b: { spikes: [[1, 2]], voltage: [[0.5], [0.25], [0]] },
      },
    },
    ...changes,
  };
}

const withoutRules = { rules: [], separation: null } as const;
const rounding = { largestVoltageDifference: 2.2e-16 } as const;

const nearest = {
  choices: {},
  words: "Nengo's rules",
  differences: [],
  like: [],
  explained: 4,
  compared: 6,
  deviation: null,
};
const unknown = { a: diagnosis(), b: { ...diagnosis(), outcome: 'unexplained', sets: [], nearest } } as const;
const many = { reset: 'subtract', comparison: '>=', floor: 'none', integrator: 'euler', spikeHeight: '1' } as const;
const voltage = { separation: { ...made().separation, what: 'voltage' } as never };
const height = { field: 'spikeHeight', a: 'amplitude/dt', b: '1' } as const;

const situations: Readonly<Record<string, CompareOutput>> = {
  'a rule differs': made(),
  'many rules differ': made({}, many),
  'only the spike height differs': made({ rules: [height], ...rounding }, many),
  'only rounding differs': made({ ...withoutRules, ...rounding, agrees: true }),
  'all numbers are equal': made({ ...withoutRules, agrees: true, bitIdentical: 10, largestVoltageDifference: 0 }),
  'no input is answered': made({ ...withoutRules, agrees: null }),
  'only voltages differ': made({ agrees: true, ...voltage }),
  'one answers less': made({ ...withoutRules, failed: { a: 0, b: 4 } }),
  'the rules of one are not known': made({ ...withoutRules, rules: null, diagnoses: unknown }),
};

describe('the report of a comparison', () => {
  it('answers in every situation as in spec/report/golden/answers.txt', async () => {
    for (const output of Object.values(situations)) expect(compareSchema.parse(output)).toEqual(output);
    const answers = Object.entries(situations).map(([name, output]) => `If ${name}:\n${answerWhy(output)}\n`);
    await expect(answers.join('\n')).toMatchFileSnapshot('golden/answers.txt');
  });

  it('is what spec/report/golden/comparison.txt contains', async () => {
    const rules = [{ field: 'reset', a: 'zero', b: 'subtract' }, height];
    const digits = { images: 20, amplitude: 0.01, right: { a: 20, b: 17 }, otherClass: 4 } as const;
    const output = made({ rules, digits }, { reset: 'subtract', spikeHeight: '1' });
    await expect(formatText(reportComparison(output))).toMatchFileSnapshot('golden/comparison.txt');
  });

  it('tells every choice of every rule in other words', () => {
    for (const [field, choices] of Object.entries(neuronFields)) {
      const words = Object.values<Choice>(choices).flatMap((one) => (one.words === '' ? [] : [one.words]));
      expect(new Set(words).size, field).toBe(words.length);
    }
  });
});
