import fc from 'fast-check';
import { askProbes, probeCount } from '../conventions/ask-probes.ts';
import { type Conventions, differingFields } from '../conventions/conventions.ts';
import { readFingerprint } from '../conventions/fingerprint.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import type { Implementation, NeuronOutput } from '../implementation.ts';
import { largestVoltageDifference, reproduces } from './agreement.ts';
import { countMattering } from './explanation.ts';
import type { PairFindings } from './findings.ts';
import { type AskedNeurons, askNeurons, type KnownPair, showSeparation, summarizeNeurons } from './neurons.ts';
import { forBoth, mapPair, type Pair, type PairInputs, type Side } from './pair.ts';
import { type Separated, separate } from './separation.ts';

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
  const published = inputs.vectors.flatMap((one) => (one.capability === 'neuron' ? [one.input] : []));
  const total = probeCount + published.length + numRuns;
  let done = 0;
  const count = () => onAsked(++done, total);
  const fingerprints = await forBoth(async (side) => {
    const results = await askProbes(pair[side], side === 'a' ? count : undefined);
    return readFingerprint(results, pair[side].precision, inputs.members);
  });
  const rules = knownRules(fingerprints);
  const precisions = mapPair((side) => fingerprints[side].precision.found ?? pair[side].precision);
  const precision = Object.values(precisions).includes('float32') ? 'float32' : 'float64';
  const known: KnownPair = { precision, ...(rules && { rules }) };
  const asked: AskedNeurons[] = [];
  for (const input of [...published, ...fc.sample(inputs.neurons, { seed, numRuns })]) {
    asked.push(await askNeurons(pair, input, known));
    count();
  }
  const separated = await separate(pair, known, inputs, asked);
  const everything = separated === undefined ? asked : [separated.asked, ...asked];
  return {
    ...summarizeNeurons(asked, separated?.asked),
    fingerprints,
    separation: separated === undefined ? null : showSeparation(separated.asked, separated.what),
    ...(rules ? explain(rules, separated, everything, known) : { rules: null, verification: null, rounding: null }),
  };
}

/**
 * The rules of both, if they are known. If the answers of one simulator do not determine a rule, the rule of the other
 * is assumed.
 */
function knownRules({ a, b }: Pair<Fingerprint>): Pair<Conventions> | undefined {
  if (a.conventions === null || b.conventions === null) return undefined;
  const withoutOpen = (own: Fingerprint, other: Conventions) => ({
    ...(own.conventions as Conventions),
    ...Object.fromEntries(own.notTold.map(({ field }) => [field, other[field]])),
  });
  const resolved = withoutOpen(a, b.conventions);
  return { a: resolved, b: withoutOpen(b, resolved) };
}

function explain(
  rules: Pair<Conventions>,
  separated: Separated | undefined,
  asked: readonly AskedNeurons[],
  { precision }: KnownPair,
): Pick<PairFindings, 'rules' | 'verification' | 'rounding'> {
  const all = differingFields(rules.a, rules.b);
  const fields: readonly (keyof Conventions)[] = all.filter((field) => field !== 'spikeHeight');
  const answered = asked.flatMap(({ input, answers }) => (answers ? [{ input, answers }] : []));
  const inputs = answered.map(({ input }) => input);
  const reproduced = (side: Side) =>
    answered.filter(({ input, answers }) => reproduces(rules[side], input, answers[side], precision)).length;
  const what = separated?.what ?? 'failure';
  const mattering = what === 'failure' ? [] : countMattering(rules, fields, inputs, what);
  return {
    rules: all.map((field) => ({ field, matters: mattering[fields.indexOf(field)] ?? 0 })),
    verification: mattering.length > 0 ? { inputs: inputs.length, reproduced: mapPair(reproduced) } : null,
    rounding: fields.length > 0 ? null : { largestVoltageDifference: largestDifferenceOf(answered) },
  };
}

function largestDifferenceOf(answered: readonly { readonly answers: Pair<NeuronOutput> }[]): number | null {
  const shown = answered.filter(({ answers: { a, b } }) => a.voltage && b.voltage);
  if (shown.length === 0) return null;
  return shown.map(({ answers }) => largestVoltageDifference(answers)).reduce((most, one) => Math.max(most, one));
}
