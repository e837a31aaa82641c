import fc from 'fast-check';
import { askProbes, probeCount } from '../conventions/ask-probes.ts';
import { type Conventions, differingFields } from '../conventions/conventions.ts';
import { canonical, goTogether } from '../conventions/family.ts';
import { readFingerprint } from '../conventions/fingerprint.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { simulate } from '../conventions/simulate.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { agreementOf, largestVoltageDifference } from './agreement.ts';
import type { PairFindings } from './findings.ts';
import { type AskedNeurons, askNeurons, summarizeNeurons, withoutTrains } from './neurons.ts';
import { forBoth, mapPair, type Pair, type PairInputs } from './pair.ts';
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
  const asked: AskedNeurons[] = [];
  for (const input of [...published, ...fc.sample(inputs.neurons, { seed, numRuns })]) {
    asked.push(withoutTrains(await askNeurons(pair, input, precision)));
    count();
  }
  const separation = await separate(pair, asked, precision, rules);
  return {
    ...summarizeNeurons(asked),
    fingerprints,
    separation,
    ...(rules ? explain(rules, separation, asked) : { rules: null, largestVoltageDifference: null }),
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
  separation: PairFindings['separation'],
  asked: readonly AskedNeurons[],
): Pick<PairFindings, 'rules' | 'largestVoltageDifference'> {
  const all = differingFields(rules.a, rules.b);
  const fields: readonly (keyof Conventions)[] = all.filter((field) => field !== 'spikeHeight');
  const answered = asked.flatMap(({ input, answers }) => (answers ? [{ input, answers }] : []));
  const inputs = answered.map(({ input }) => input);
  const mattering = separation === null ? [] : countMattering(rules, fields, inputs, separation.what);
  return {
    rules: all.map((field) => ({ field, matters: mattering[fields.indexOf(field)] ?? 0 })),
    largestVoltageDifference: fields.length > 0 ? null : largestDifferenceOf(answered),
  };
}

/** Fields that are changed together: what a spike resets to, and when. */
const together: readonly (keyof Conventions)[] = ['reset', 'resetTime'];

/**
 * How much each of the differing rules matters: on how many inputs the reference under the rules of B still differs from
 * the one under the rules of A if all other differing rules are A's. If these cannot be combined, for instance because a
 * refractory period in parts of a step needs a scaled input, B keeps all its rules.
 *
 * @param what - whether spikes or, for rules that change no spike, voltages must agree
 */
function countMattering(
  { a, b }: Pair<Conventions>,
  fields: readonly (keyof Conventions)[],
  inputs: readonly NeuronInput[],
  what: 'spikes' | 'voltage',
): number[] {
  const expected = inputs.map((input) => simulate(a, input));
  const countDiffering = (rules: Conventions) =>
    inputs.filter((input, index) => {
      const answers = { a: expected[index] as NonNullable<(typeof expected)[number]>, b: simulate(rules, input) };
      return agreementOf(answers, 'float64')[what] !== undefined;
    }).length;
  return fields.map((field) => {
    const kept = together.includes(field) ? together : [field];
    const others = fields.filter((other) => !kept.includes(other)).map((other) => [other, a[other]]);
    const changed = canonical({ ...b, ...Object.fromEntries(others) });
    return countDiffering(goTogether(changed) ? changed : b);
  });
}

function largestDifferenceOf(answered: readonly { readonly answers: Pair<NeuronOutput> }[]): number | null {
  const shown = answered.filter(({ answers: { a, b } }) => a.voltage && b.voltage);
  if (shown.length === 0) return null;
  return shown.map(({ answers }) => largestVoltageDifference(answers)).reduce((most, one) => Math.max(most, one));
}
