import fc from 'fast-check';
import { askProbes, probeCount } from '../ask-probes.ts';
import { type Chosen, choiceIn, differingFields } from '../choices/choice.ts';
import { nengoConventions } from '../choices/conventions.ts';
import { diagnose } from '../choices/diagnose.ts';
import type { Diagnosis } from '../choices/diagnosis.ts';
import { neuronFields } from '../choices/neuron.ts';
import type { Implementation } from '../implementation.ts';
import { largestVoltageDifference } from './agreement.ts';
import type { PairFindings } from './findings.ts';
import { type AskedNeurons, askNeurons, summarizeNeurons, withoutTrains } from './neurons.ts';
import { forBoth, mapPair, type Pair, type PairInputs } from './pair.ts';
import { portEvents } from './port-events.ts';
import { separate } from './separation.ts';

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
    port: await portEvents(pair, inputs.conventions),
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
