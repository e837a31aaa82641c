import { uniqueBy } from '../../base/group-by.ts';
import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NirInput, NirOutput } from '../implementation.ts';
import type { NirNeuron, NirNeuronType, NirParameter } from '../nir/neurons.ts';
import { type Chosen, choicesWithin, mistakesIn, nameOf } from './choice.ts';
import { nirFieldsOf } from './nir.ts';
import { nirProbes } from './nir-probes.ts';
import { followNir, simulateNir, typeOf } from './nir-run.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import { countsIn, partsOfNeurons } from './recorded.ts';
import type { AskedRequest, Stages } from './stages.ts';

/** An answer of an importer to a request to run a graph. */
export type AskedNir = AskedRequest<NirInput, NirOutput>;

/** Compares answers to graphs with one type of neuron with sets of choices, neuron by neuron, step by step. */
export const nirMatcher: Stages<NirInput, NirOutput>['matcherOf'] = matchingNumbers(numbersOf, {
  sizeOf: ({ input }) => 2 * input.inputs.length * (input.nodes.at(-1) as NirNeuron).r.length,
  isRight: (chosen, { input }) => mistakesIn(chosen, nirFieldsOf[typeOf(input)]).length === 0,
});

const clause = () => 'nir';

/** The numbers that rounding does not decide. */
function* numbersOf(chosen: Chosen, { input, answer }: AskedNir, precision: PrecisionName): Generator<Compared> {
  const answered = answer.spikes.map((train) => countsIn(train, input.inputs.length));
  for (const { neuron, step, spikes, isOpen, voltage } of followNir(chosen, input, precisions[precision], answered)) {
    const where = (what: string) => () => `${what} of neuron ${neuron} in step ${step}`;
    const fired = answered[neuron]?.[step];
    if (!isOpen) yield { where: where('spikes'), expected: spikes, error: 0, got: fired, clause };
    const { value: expected, error } = voltage;
    const got = answer.voltage?.[step]?.[neuron];
    if (answer.voltage) yield { where: where('voltage'), expected, error, got, clause };
  }
}

/** Each set with each choice of a field, those with its first choice first. */
const withEach = (sets: readonly Chosen[], field: string, choices: readonly string[]): readonly Chosen[] =>
  choices.flatMap((name) => sets.map((one) => ({ ...one, [field]: name })));

/** The discretizations that clause X1 leaves open: Euler or exact, either order of synapse and membrane, or both at once. */
export const rightDiscretizations: readonly Chosen[] = [
  ...withEach(withEach([{}], 'integrator', ['exact', 'euler']), 'synapse', ['exact', 'euler']),
  { current: 'joint' },
].flatMap((one) => [one, { ...one, order: 'membrane-first' }]);

/** Those in which a type of neuron differs. */
export const rightDiscretizationsOf = (type: NirNeuronType): readonly Chosen[] => uniqueFor(type, rightDiscretizations);

const uniqueFor = (type: NirNeuronType, sets: readonly Chosen[]): readonly Chosen[] =>
  uniqueBy(
    sets.map((one) => choicesWithin(nirFieldsOf[type], one)),
    nameOf,
  );

/** Everything that clause X1 leaves open. */
export const rightImporters: readonly Chosen[] = withEach(
  withEach(rightDiscretizations, 'start', ['rest', '0', 'reset']),
  'report',
  ['at-once', 'one-step-late'],
);

/** What may be right of answers, as far as they can show it. */
const rightFor = (asked: readonly AskedNir[]): readonly Chosen[] =>
  asked.some(({ answer }) => answer.voltage !== undefined)
    ? withEach(rightImporters, 'shown', ['after-reset', 'before-reset', 'before-step'])
    : rightImporters;

/** What may be right of answers with one type of neuron. */
export const rightImportersOf = (type: NirNeuronType, asked: readonly AskedNir[]): readonly Chosen[] =>
  uniqueFor(type, rightFor(asked));

/** Whether a parameter of any neuron has another value. */
function hasOther({ nodes }: NirInput, name: NirParameter, value: number): boolean {
  const node = nodes.at(-1) as Partial<Record<NirParameter, readonly number[]>>;
  return (node[name] ?? []).some((one) => one !== value);
}

/** The stages of an importer of NIR, which are looked at for each type of neuron by itself. */
export const nirStages: Stages<NirInput, NirOutput> = {
  fields: { ...nirFieldsOf.LIF, ...nirFieldsOf.CubaLIF },
  probes: nirProbes,
  matcherOf: nirMatcher,
  right: rightFor,
  parts: { of: typeOf, fields: nirFieldsOf },
  shown: {
    run: (chosen, input, precision) => simulateNir(chosen, input, precisions[precision]),
    partsOf: ({ inputs }, answer) => partsOfNeurons(answer, inputs.length),
    traits: {
      'behind weights': ({ nodes }) => nodes.length > 1,
      'with several neurons': ({ nodes }) => (nodes.at(-1) as NirNeuron).r.length > 1,
      'with an r other than 1': (input) => hasOther(input, 'r', 1),
      'with a v_leak other than 0': (input) => hasOther(input, 'v_leak', 0),
      'with a v_reset other than 0': (input) => hasOther(input, 'v_reset', 0),
      'with a v_threshold other than 1': (input) => hasOther(input, 'v_threshold', 1),
      'in steps other than 0.1 ms': ({ dtSeconds }) => dtSeconds !== 0.0001,
    },
  },
  mostSize: 2000,
  most: 3,
};
