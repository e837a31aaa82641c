import { describeChosen } from '../conformance/choices/conventions.ts';
import { neuronFields } from '../conformance/choices/neuron.ts';
import { findClause } from '../conformance/clauses.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { describeProgram, describeUnanswered, nameImplementation } from './diagnosis.ts';
import { code, type Document, list, type Part, section, sentences, table } from './document.ts';
import { failingInput } from './failing-input.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';
import { causesOf, explainedOf, failuresOf } from './verdict-failures.ts';
import {
  adviseDeclaration,
  conventionsOf,
  describeRules,
  describeTests,
  gapsOf,
  isDiagnosisFirst,
  skipFileOf,
} from './verdict-scope.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  isJudged,
  nameCase,
  tally,
} from './verdict-sentences.ts';

/** Reports a verdict: short enough for a screen, with all cases in the appendix. */
export function reportVerdict(verdict: Verdict): Document {
  const title = nameImplementation(verdict);
  const { implementation, conventions, diagnosis } = verdict;
  const [followed] = diagnosis?.sets ?? [];
  if (conventions.undeclared && followed)
    return {
      title,
      parts: [
        ...code(adviseDeclaration(implementation.name, followed)),
        ...list(describeUnanswered(diagnosis?.probes ?? [])),
      ],
    };
  if (!isJudged(verdict)) return { title, parts: topOf(verdict) };
  return {
    title,
    parts: [
      ...topOf(verdict),
      ...list(causesOf(verdict)),
      ...failuresOf(verdict),
      ...list(gapsOf(verdict)),
      ...skipFileOf(verdict),
    ],
    appendix: [...describeModel(verdict, explainedOf(verdict)), ...clausesOf(verdict)],
  };
}

function topOf(verdict: Verdict): Part[] {
  const isGood = verdict.conforming && verdict.fault === null;
  return [
    ...sentences([describeVerdict(verdict)], isGood ? 'good' : 'bad'),
    ...code(describeFault(verdict)),
    ...list(isJudged(verdict) && isDiagnosisFirst(verdict) ? describeRules(verdict) : []),
    ...list([
      describeProgram(verdict),
      ...(isJudged(verdict) ? [...describeTests(verdict), ...conventionsOf(verdict)] : describeRules(verdict)),
    ]),
  ];
}

/** The clauses that were tested; the others in one line. */
function clausesOf(verdict: Verdict): Part[] {
  const isTested = ({ outcome }: JudgedClause) => outcome !== 'not applicable';
  const others = verdict.clauses.filter((clause) => !isTested(clause)).map(({ id }) => id);
  return section('Clauses', [
    ...verdict.clauses.filter(isTested).map((clause) => detailsOf(clause, verdict)),
    ...list(others.length > 0 ? [`not applicable: ${others.join(', ')}`] : []),
  ]);
}

function detailsOf(clause: JudgedClause, { implementation }: Verdict): Part {
  const { id, statement, why, outcome, cases } = clause;
  return {
    kind: 'details',
    name: id,
    outcome,
    isOpen: outcome === 'broken',
    text: `${tally(cases)} passed: ${statement}`,
    parts: [
      ...sentences(why === '' ? [] : [`Why it matters: ${why}.`], 'soft'),
      ...failedOf(clause).flatMap((one) => showFailed(one, implementation)),
      ...table(`Cases of ${id}`, tabulateCases(cases)),
    ],
  };
}

function showFailed(one: JudgedCase, implementation: Verdict['implementation']): Part[] {
  if (one.failure === undefined) return [];
  const found = failingInput(one, implementation);
  return section(nameCase(one), [...code(describeFailure(one.failure)), ...(found === undefined ? [] : [found])]);
}

function tabulateCases(cases: readonly JudgedCase[]): Column[] {
  const columns: ColumnOf<JudgedCase>[] = [
    ['case', ({ id }) => id],
    ['outcome', ({ outcome }) => outcome],
    ['expected', ({ title }) => title],
    ['reason', ({ reason, skippedInputs }) => reason ?? describeSkipped(skippedInputs)],
  ];
  return makeColumns(cases, columns, true);
}

const describeSkipped = (inputs: JudgedCase['skippedInputs']) =>
  inputs === undefined ? '' : `${inputs.count} of ${inputs.of} inputs skipped: ${inputs.reason}`;

/** What the words of an input, of an answer and of the formulas mean, by capability. */
const models: Partial<Record<string, readonly string[]>> = {
  neuron: [
    'A neuron has a voltage v, which starts at initialVoltage [neuron], and a current J [step][neuron], constant within a step. Times are in seconds (dt = dtSeconds, τ_rc = tauRcSeconds, τ_ref = tauRefSeconds); voltages and currents have no unit: it fires above 1, and is reset to 0. v_min = minVoltage is its voltage floor, null for none.',
    'R counts the whole steps for which it is refractory; f is the fraction of the way to J that it covers in its next active step, at first A. E = e^(−dt/τ_rc), A = 1 − E, M = ⌊τ_ref/dt⌋.',
    'An answer lists spikes [neuron] as the steps in which it fired, counted from 0, and the voltage [step][neuron] after each step. spikeHeight is its output in the step of a spike.',
  ],
  network: [
    'A network is image → (convolution → LIF neurons), once or more → dense read-out → low-pass filter → class. Arrays are laid out [row, column, channel], kernels [row, column, input channel, output channel]; on the wire, they are base64 of little-endian float32 numbers, images of bytes.',
    'An answer has the class (predicted) and the filtered read-out after the last step of each image, and the spikes of each layer (spikeCounts). probed [probe][step][neuron] is recorded from the first image.',
  ],
};

const lifspec =
  'lifspec (on npm and PyPI) is an executable specification of leaky integrate-and-fire (LIF) neurons. A small adapter passes its requests to the simulator; each answer is compared with that of a reference simulator that follows the same rules, or with a law that every right simulator obeys.';

/** What is tested, so that a failure can be judged by itself: the words, and the formulas of the explained clauses. */
function describeModel({ implementation, conventions }: Verdict, explained: readonly JudgedClause[]): Part[] {
  if (explained.length === 0) return [];
  const isNengos = Object.keys(conventions.differing).length === 0;
  const { integrator } = conventions.differing;
  const ofStep =
    integrator === undefined ? '' : `, but A = ${neuronFields.integrator[integrator].act.formula} with x = dt/τ_rc`;
  const own = `It is judged by its own rules: ${describeChosen(conventions.differing)}. The formulas are Nengo's${ofStep}.`;
  const formulas = explained.flatMap(({ id }) => [`${id}:`, ...findClause(id).formula.map((line) => `  ${line}`)]);
  const words = implementation.capabilities.flatMap((name) => models[name] ?? []);
  const isPython = implementation.language === 'Python' && implementation.capabilities.includes('neuron');
  const ofCode = isPython
    ? [
        'In the code, neuron is the function of the adapter that runs the simulator on such an input; tauRcSteps and tauRefSteps are these times in steps.',
      ]
    : [];
  return section('What is tested', [
    ...list([lifspec, ...words, ...ofCode, ...(isNengos ? [] : [own])]),
    ...code(formulas),
  ]);
}
