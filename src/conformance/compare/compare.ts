import fc from 'fast-check';
import type { PrecisionName } from '../../base/precision.ts';
import { askProbes, probeCount } from '../ask-probes.ts';
import { type Chosen, choiceIn, differingFields } from '../choices/choice.ts';
import { nengoConventions } from '../choices/conventions.ts';
import { diagnose, firstSteps, onlyNeuron } from '../choices/diagnose.ts';
import type { Diagnosis } from '../choices/diagnosis.ts';
import { neuronFields } from '../choices/neuron.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { writeInput } from '../protocol/capabilities.ts';
import type { PairFindings, SeparationShown } from './findings.ts';
import {
  type AskedNeurons,
  askNeurons,
  largestVoltageDifference,
  type Place,
  placeOf,
  summarizeNeurons,
  withoutTrains,
} from './neurons.ts';
import { forBoth, mapPair, type Pair, type PairInputs } from './pair.ts';
import { portEvents } from './port-events.ts';

/**
 * Compares the neurons of two simulators on the same inputs, and finds out which rules explain the difference.
 *
 * @param onAsked - receives, after each input, the number of inputs so far and their likely total
 * @throws {ImplementationFault} if one of them breaks the protocol
 */
export async function comparePair(
  pair: Pair<Implementation>,
  inputs: PairInputs,
  onAsked: (done: number, total: number) => void = () => {},
): Promise<PairFindings> {
  const { seed, numRuns } = inputs.exploration;
  const haveNeurons = pair.a.neuron !== undefined && pair.b.neuron !== undefined;
  const generated = haveNeurons ? fc.sample(inputs.neurons, { seed, numRuns }) : [];
  const published = inputs.vectors.flatMap((one) => (haveNeurons && one.capability === 'neuron' ? [one.input] : []));
  const total = probeCount + published.length + generated.length;
  let done = 0;
  const count = () => onAsked(++done, total);
  const diagnoses = await forBoth(async (side) => {
    const { precision } = pair[side];
    const results = await askProbes(pair[side], side === 'a' ? count : undefined);
    return diagnose(results, { precision, conventions: nengoConventions });
  });
  const rules = knownRules(diagnoses);
  const precisions = mapPair((side) => diagnoses[side].precision.found ?? pair[side].precision);
  const precision = Object.values(precisions).includes('float32') ? 'float32' : 'float64';
  const asked: AskedNeurons[] = [];
  for (const input of [...published, ...generated]) {
    asked.push(withoutTrains(await askNeurons(pair, input, precision)));
    count();
  }
  const fields = rules && differingFields(rules.a, rules.b, neuronFields);
  const isRounding = fields?.every((field) => field === 'spikeHeight') ?? false;
  return {
    ...summarizeNeurons(asked),
    diagnoses,
    separation: await separate(pair, asked, precision, isRounding),
    rules:
      rules && fields
        ? fields.map((field) => ({ field, ...mapPair((side) => choiceIn(neuronFields, field, rules[side])) }))
        : null,
    largestVoltageDifference: isRounding ? largestDifferenceOf(asked) : null,
    ...(await portEvents(pair, inputs.conventions)),
  };
}

/**
 * The choices of both, if they are known. If the answers of one simulator do not determine a choice, that of the other is
 * assumed.
 */
export function knownRules({ a, b }: Pair<Diagnosis>): Pair<Chosen> | undefined {
  const [ofA, ofB] = [a.sets[0]?.choices, b.sets[0]?.choices];
  if (ofA === undefined || ofB === undefined) return undefined;
  const resolved = withoutOpen(ofA, a.open, ofB);
  return { a: resolved, b: withoutOpen(ofB, b.open, resolved) };
}

const withoutOpen = (own: Chosen, open: Diagnosis['open'], other: Chosen): Chosen => ({
  ...own,
  ...Object.fromEntries(
    open.map(({ field, possible }) => {
      const assumed = choiceIn(neuronFields, field, other);
      return [field, possible.includes(assumed) ? assumed : choiceIn(neuronFields, field, own)];
    }),
  ),
});

function largestDifferenceOf(asked: readonly AskedNeurons[]): number | null {
  const shown = asked.flatMap(({ answers }) => (answers?.a.voltage && answers.b.voltage ? [answers] : []));
  if (shown.length === 0) return null;
  return shown.map(largestVoltageDifference).reduce((most, one) => Math.max(most, one));
}

/**
 * The smallest input that separates two simulators, made smaller: by spikes, otherwise by voltages.
 *
 * @param isRounding - whether their choices are the same, so that voltages differ by rounding only
 */
async function separate(
  pair: Pair<Implementation>,
  asked: readonly AskedNeurons[],
  precision: PrecisionName,
  isRounding: boolean,
): Promise<SeparationShown | null> {
  for (const what of ['spikes', 'voltage'] as const) {
    if (what === 'voltage' && isRounding) continue;
    const [smallest] = asked.filter((one) => placeOf(one, what)).toSorted((a, b) => sizeOf(a, what) - sizeOf(b, what));
    if (smallest === undefined) continue;
    const simplest = await simplify(smallest.input, async (input) =>
      placeOf(await askNeurons(pair, input, precision), what),
    );
    return showSeparation(await askNeurons(pair, simplest, precision), what);
  }
  return null;
}

/** The separating input, as reports show it. */
function showSeparation(asked: AskedNeurons, what: SeparationShown['what']): SeparationShown {
  const { step, neuron } = placeOf(asked, what) as Place;
  const voltageStep = asked.agreement?.voltage?.step;
  const input = writeInput('neuron', asked.input) as SeparationShown['input'];
  const answers = mapPair((side) => {
    const { spikes, voltage } = (asked.answers as Pair<NeuronOutput>)[side];
    return { spikes, ...(voltage && { voltage }) };
  });
  return { what, step, neuron, ...(voltageStep !== undefined && { voltageStep }), input, answers };
}

/** The length of an input as text, up to the first difference. */
function sizeOf(asked: AskedNeurons, what: SeparationShown['what']): number {
  const { step, neuron } = placeOf(asked, what) as Place;
  return JSON.stringify(firstSteps(step + 1, onlyNeuron(neuron, asked.input))).length;
}

/** Where the answers of the two to an input first differ; undefined if they agree. */
type Separates = (input: NeuronInput) => Promise<Place | undefined>;

/** Removes neurons and steps as long as the input still separates the two. */
async function simplify(input: NeuronInput, separates: Separates): Promise<NeuronInput> {
  let simplest = input;
  const attempt = async (candidate: NeuronInput) => {
    const isSeparating = (await separates(candidate)) !== undefined;
    if (isSeparating) simplest = candidate;
    return isSeparating;
  };
  const place = await separates(input);
  if (place !== undefined) await attempt(onlyNeuron(place.neuron, simplest));
  const end = (await separates(simplest))?.step;
  if (end !== undefined) await attempt(firstSteps(end + 1, simplest));
  for (let first = simplest.current.length - 1; first > 0; first--)
    if (await attempt({ ...simplest, current: simplest.current.slice(first) })) break;
  return simplest;
}
