import type { PrecisionName } from '../../base/precision.ts';
import { firstSteps, onlyNeuron } from '../choices/diagnose.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { writeInput } from '../protocol/capabilities.ts';
import type { Place } from './agreement.ts';
import type { SeparationShown } from './findings.ts';
import { type AskedNeurons, askNeurons, placeOf } from './neurons.ts';
import { mapPair, type Pair } from './pair.ts';

/**
 * The smallest input that separates two simulators, made smaller: by spikes, otherwise by voltages.
 *
 * @param isRounding - whether their choices are the same, so that voltages differ by rounding only
 */
export async function separate(
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
