import { describeChosen } from '../conformance/choices/conventions.ts';
import { neuronFields } from '../conformance/choices/neuron.ts';
import { clauses, findClause } from '../conformance/clauses.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
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
    appendix: [...describeModel(verdict), ...clausesOf(verdict)],
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

/** The clauses that were tested; the others are counted. */
function clausesOf(verdict: Verdict): Part[] {
  const isTested = ({ outcome }: JudgedClause) => outcome !== 'not applicable' && outcome !== 'not run';
  const tested = verdict.clauses.filter(isTested);
  const others = verdict.clauses.length - tested.length;
  return section('Clauses', [
    ...tested.map((clause) => detailsOf(clause, verdict)),
    ...list(others > 0 ? [`${numberOf(others, 'more clause')} not tested`] : []),
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
    'R is the number of whole refractory steps that remain. In an active step, the voltage covers the fraction f of its distance to J: A = 1 − E, where E = e^(−dt/τ_rc), but less in the first active step after a spike, which is partly refractory. M = ⌊τ_ref/dt⌋.',
    'An answer lists spikes [neuron] as the steps in which it fired, counted from 0, and the voltage [step][neuron] after each step. spikeHeight is its output in the step of a spike: amplitude/dt, because the amplitude is the area of a spike.',
  ],
  network: [
    'A network is image → (convolution → LIF neurons), once or more → dense read-out → low-pass filter → class. Arrays are laid out [row, column, channel], kernels [row, column, input channel, output channel]; on the wire, they are base64 of little-endian float32 numbers, images of bytes.',
    'An answer has the class (predicted) and the filtered read-out after the last step of each image, and the spikes of each layer (spikeCounts). probed [probe][step][neuron] is recorded from the first image.',
  ],
};

const lifspec =
  'lifspec is an executable specification of leaky integrate-and-fire (LIF) neurons, in numbered clauses. A small adapter passes its requests to the simulator. A case is a vector, which is an input with its expected output, or a law, which is a property that every right simulator has, tested on generated inputs. Each case is about one clause, and “3 of 7 passed” counts the cases of a clause. Expected outputs are those of a reference simulator that follows the same rules.';

/** The formula of a clause, which refers to others by their ids instead of their numbers. */
const formulaOf = (id: string) =>
  findClause(id).formula.map((line) =>
    line.replace(/[A-Z]\d+/g, (word) => clauses.find(({ number }) => number === word)?.id ?? word),
  );

/** What is tested, so that a failure can be judged by itself: the words, and the formulas of the explained clauses. */
function describeModel(verdict: Verdict): Part[] {
  const { implementation, conventions } = verdict;
  const explained = explainedOf(verdict);
  if (explained.length === 0) return [];
  const isNengos = Object.keys(conventions.differing).length === 0;
  const { integrator } = conventions.differing;
  const ofStep =
    integrator === undefined ? '' : `, but A = ${neuronFields.integrator[integrator].act.formula} with x = dt/τ_rc`;
  const own = `The expected outputs follow the rules by which it is judged: ${describeChosen(conventions.differing)}. The formulas below are those of Nengo's rules${ofStep}.`;
  const formulas = explained.flatMap(({ clause: { id } }) => [`${id}:`, ...formulaOf(id).map((line) => `  ${line}`)]);
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
