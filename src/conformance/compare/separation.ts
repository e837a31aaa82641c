import fc from 'fast-check';
import { differingFields } from '../conventions/conventions.ts';
import { simulatorOf } from '../conventions/simulate.ts';
import type { Implementation, NeuronInput } from '../implementation.ts';
import type { Place } from './agreement.ts';
import type { SeparationShown } from './findings.ts';
import { type AskedNeurons, askNeurons, type KnownPair, placeOf } from './neurons.ts';
import { mapPair, type Pair, type PairInputs } from './pair.ts';

export interface Separated {
  readonly what: SeparationShown['what'];
  readonly asked: AskedNeurons;
}

/**
 * Searches for a small input that separates two simulators: by spikes, otherwise by voltages, otherwise because only
 * one answers it. If the rules of both are known, it searches with the reference under these rules, which costs the
 * programs nothing. Otherwise, or if they do not separate the programs, it simplifies the smallest input that does.
 */
export async function separate(
  pair: Pair<Implementation>,
  known: KnownPair,
  inputs: Pick<PairInputs, 'neurons' | 'exploration'>,
  asked: readonly AskedNeurons[],
): Promise<Separated | undefined> {
  const { rules } = known;
  const areSame = rules !== undefined && differingFields(rules.a, rules.b).every((field) => field === 'spikeHeight');
  for (const what of ['spikes', 'voltage', 'failure'] as const) {
    if (areSame && what === 'voltage') continue; // that is rounding
    const predicted = areSame || what === 'failure' ? undefined : await predictSeparation(known, inputs, what);
    const result = predicted && (await askNeurons(pair, predicted, known));
    if (result && placeOf(result, what)) return { what, asked: result };
    const [smallest] = asked.filter((one) => placeOf(one, what)).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    if (smallest === undefined) continue;
    const simplest = await simplify(smallest.input, async (input) =>
      placeOf(await askNeurons(pair, input, known), what),
    );
    return { what, asked: await askNeurons(pair, simplest, known) };
  }
  return undefined;
}

const sizeOf = ({ input: { current, initialVoltage } }: AskedNeurons): number => current.length * initialVoltage.length;

/** Inputs that are tried on the reference, and while searching for a smaller one. */
const [simulatedRuns, mostShrinks] = [1000, 300];

/** The smallest generated input that separates the reference under the rules of both; undefined if none does. */
async function predictSeparation(
  { rules, precision }: KnownPair,
  { neurons, exploration }: Pick<PairInputs, 'neurons' | 'exploration'>,
  what: 'spikes' | 'voltage',
): Promise<NeuronInput | undefined> {
  if (rules === undefined) return undefined;
  const models = mapPair((side) => simulatorOf(rules[side]));
  const separates: Separates = async (input) => placeOf(await askNeurons(models, input, { precision }), what);
  let smallest: NeuronInput | undefined;
  let tried = 0;
  const property = fc.asyncProperty(neurons, async (input) => {
    if (smallest !== undefined && ++tried > mostShrinks) return true;
    if ((await separates(input)) === undefined) return true;
    smallest = input;
    return false;
  });
  // results must not depend on the clock
  await fc.check(property, { ...exploration, numRuns: simulatedRuns, interruptAfterTimeLimit: 2 ** 31 - 1 });
  return smallest && (await simplify(smallest, separates));
}

/** Where the answers of the two to an input first differ; undefined if they agree. */
type Separates = (input: NeuronInput) => Promise<Place | undefined>;

/** Removes neurons and steps as long as the input still separates the two. */
export async function simplify(input: NeuronInput, separates: Separates): Promise<NeuronInput> {
  let simplest = input;
  const attempt = async (candidate: NeuronInput) => {
    const isSeparating = (await separates(candidate)) !== undefined;
    if (isSeparating) simplest = candidate;
    return isSeparating;
  };
  const place = await separates(input);
  if (place !== undefined) await attempt(onlyNeuron(simplest, place.neuron));
  const end = (await separates(simplest))?.step;
  if (end !== undefined) await attempt({ ...simplest, current: simplest.current.slice(0, end + 1) });
  for (let first = simplest.current.length - 1; first > 0; first--)
    if (await attempt({ ...simplest, current: simplest.current.slice(first) })) break;
  return simplest;
}

const onlyNeuron = ({ initialVoltage, current, ...input }: NeuronInput, neuron: number): NeuronInput => ({
  ...input,
  initialVoltage: initialVoltage.slice(neuron, neuron + 1),
  current: current.map((row) => row.slice(neuron, neuron + 1)),
});
