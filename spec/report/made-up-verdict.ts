import type { JudgedCase, Verdict } from '../../src/conformance/judge/verdict.ts';

/** A hostile name: markup, control characters, and characters that end a line, a cell or a code block. */
export const hostile = '<b>"it\'s"</b> & \u001b[2J `a` ``` | x\u202e\u0000\uffff\n]]>';

/** A character of `hostile` that may not be written as it is. */
export const unseen = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u;

const input = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0],
  current: [[1.5]],
};

const failed: JudgedCase = {
  id: 'lif/doubled-amplitude-doubles',
  kind: 'law',
  title: 'always sends twice as much',
  outcome: 'failed',
  failure: {
    message: 'always sends twice as much',
    expected: '··|·  1 spike: 2',
    got: hostile,
    stage: 'spikes',
    step: 2,
    neuron: 0,
    smallest: { id: 'lif/doubled-amplitude-doubles', exchanges: [{ capability: 'neuron', input, got: hostile }] },
  },
};

const cases: readonly JudgedCase[] = [
  failed,
  {
    id: 'neuron/lif/amplitude-2',
    kind: 'vector',
    title: 'sends 2/dt',
    outcome: 'failed',
    failure: { message: 'sends 2/dt', expected: '·|', got: '··' },
  },
  { id: 'needed', kind: 'vector', title: 'is right', outcome: 'unneeded skip' },
  { id: 'skipped', kind: 'vector', title: 'is wrong', outcome: 'skipped', reason: hostile },
  { id: 'other', kind: 'law', title: 'is not for it', outcome: 'not applicable', reason: 'has none' },
  { id: 'gone', kind: 'law', title: 'comes too late', outcome: 'not run', reason: hostile },
];

const passed: JudgedCase = { id: 'one', kind: 'vector', title: 'is right', outcome: 'passed' };

/** A verdict with a case of every outcome, on an implementation with hostile texts. */
export const madeUpVerdict: Verdict = {
  versions: { lifspec: '1.2.3', specification: '1.2.0', protocol: 1, specificationDigest: 'ab12'.repeat(16) },
  implementation: {
    name: hostile,
    version: '1',
    language: 'Python',
    precision: 'float32',
    capabilities: ['neuron'],
  },
  conforming: false,
  bitIdentical: false,
  fault: null,
  counts: { passed: 1, failed: 3, skipped: 1, notApplicable: 1, notRun: 1 },
  conventions: { source: 'declared', differing: { reset: 'subtract' } },
  clauses: [
    { id: 'threshold', statement: 'It is so.', why: 'else not', outcome: 'holds', cases: [passed] },
    { id: 'spike-height', statement: 'Doubling doubles.', why: 'weights are wrong', outcome: 'broken', cases },
  ],
  diagnosis: {
    outcome: 'unexplained',
    basis: 'spikes',
    showsVoltages: true,
    precision: { declared: 'float32', found: null },
    sets: [],
    open: [],
    compared: { requests: 40, steps: 0, spikes: 0 },
    probes: [{ id: 'floor', outcome: 'unanswered', reason: hostile }],
    nearest: {
      choices: {},
      words: "Nengo's rules",
      differences: [],
      declare: {},
      like: ['nengo'],
      explained: 4,
      compared: 6,
      deviation: { request: 'currents', neuron: 2, step: 1, what: 'voltage', expected: '0', got: '0.01' },
    },
  },
  exploration: { seed: 1830, numRuns: 10 },
};
