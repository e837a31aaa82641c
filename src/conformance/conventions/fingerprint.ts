import type { PrecisionName } from '../../base/precision.ts';
import type { Implementation } from '../implementation.ts';
import { type Answered, askProbes, isAnswered, type ProbeResult, repeatedProbes } from './ask-probes.ts';
import { type Conventions, fieldNames } from './conventions.ts';
import { largestDifference } from './deviations.ts';
import { family, keyOf } from './family.ts';
import type { Fingerprint, FoundPrecision, NearestMember, NotTold, ProbeOutcome } from './fingerprint-schema.ts';
import { type Explanation, identify, identifyHeight, nearestToNengo } from './identify.ts';
import { findNearest } from './nearest.ts';
import { profiles } from './profiles.ts';
import { describeChoice, describeConventions } from './words.ts';

/**
 * Finds out which conventions an implementation follows. Probes distinguish all known conventions. Further traces
 * expose a simulator that only resembles some of them. Fields that the answers do not determine are listed as such.
 *
 * @param onProgress - receives the number of probes run so far, up to `probeCount`
 * @throws {ImplementationFault} if the implementation has stopped
 * @example (await fingerprint(reference())).words // 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt'
 */
export async function fingerprint(
  implementation: Implementation,
  onProgress?: (asked: number) => void,
): Promise<Fingerprint> {
  return readFingerprint(await askProbes(implementation, onProgress), implementation.precision);
}

let everyMember: readonly Conventions[] | undefined;

/**
 * Finds the conventions that explain the answers to the probes.
 *
 * @param results - from `askProbes`
 * @param members - conventions to try; all by default
 */
export function readFingerprint(
  results: readonly ProbeResult[],
  declared: PrecisionName,
  members?: readonly Conventions[],
): Fingerprint {
  const answered = results.filter(isAnswered);
  const probes = results.slice(0, -repeatedProbes.length).map(outcomeOf);
  const common = { isRepeatable: firstUnrepeated(answered) === undefined, probes };
  if (answered.length === 0) return { ...common, ...untold(declared) };
  everyMember ??= members ? undefined : family();
  const explanation = identify(answered, declared, members ?? everyMember ?? []);
  const heights = identifyHeight(answered, explanation.precision);
  const isMember = explanation.members.length > 0 && heights.length > 0 && common.isRepeatable;
  if (!isMember) return { ...common, ...outside(results, declared, explanation) };
  const found = member(answered, declared, explanation, heights);
  // an invalid answer may hide a deviation in the fields that are not determined
  const isFlawed = probes.some(({ outcome }) => outcome === 'flawed') && found.notTold.length > 0;
  return { ...common, ...(isFlawed ? outside(results, declared, explanation) : found) };
}

type Found = Omit<Fingerprint, 'isRepeatable' | 'probes'>;

const untold = (declared: PrecisionName): Found => ({
  outcome: 'untold',
  words: 'unknown: no probe was answered',
  conventions: null,
  notTold: [],
  like: [],
  precision: { declared, found: null, agreesWithin: null },
});

function member(
  answered: readonly Answered[],
  declared: PrecisionName,
  { members, precision }: Explanation,
  heights: readonly Conventions['spikeHeight'][],
): Found {
  const possible = heights.flatMap((spikeHeight) => members.map((one) => ({ ...one, spikeHeight })));
  const conventions = nearestToNengo(possible) as Conventions;
  const notTold = fieldNames.map((field) => choicesLeft(field, possible)).filter(({ possible }) => possible.length > 1);
  const determined = fieldNames.filter((field) => !notTold.some((one) => one.field === field));
  return {
    outcome: 'member',
    words: describeConventions(conventions, determined),
    conventions,
    notTold,
    like: profiles.filter((profile) => possible.some((one) => isAlike(profile.conventions, one))).map(({ id }) => id),
    precision: precisionOf(answered, declared, conventions, precision),
  };
}

function choicesLeft(field: keyof Conventions, possible: readonly Conventions[]): NotTold {
  const distinct = new Map(possible.map((one) => [JSON.stringify(one[field]), one]));
  return { field, possible: [...distinct.values()].map((one) => describeChoice(field, one)) };
}

/** Whether two conventions differ only in fields that an adapter may change. */
function isAlike(one: Conventions, other: Conventions): boolean {
  const { inputScale, floor, initialVoltage, shownVoltage, spikeHeight } = other;
  return keyOf({ ...one, inputScale, floor, initialVoltage, shownVoltage, spikeHeight }) === keyOf(other);
}

function precisionOf(
  answered: readonly Answered[],
  declared: PrecisionName,
  conventions: Conventions,
  precision: PrecisionName,
): FoundPrecision {
  const differences = answered
    .filter(({ probe, answer }) => probe.looksAt === 'every-step' && answer.voltage !== undefined)
    .map(({ probe, answer }) => largestDifference(conventions, probe, answer, precision));
  if (differences.length === 0) return { declared, found: null, agreesWithin: null };
  return { declared, found: precision, agreesWithin: Math.max(...differences) };
}

function outside(
  results: readonly ProbeResult[],
  declared: PrecisionName,
  { members, last, precision }: Explanation,
): Found {
  const answered = results.filter(isAnswered);
  const { deviation, ...nearest } = findNearest(answered, precision, members.length > 0 ? members : last);
  const [spikeHeight = nearest.conventions.spikeHeight] = identifyHeight(answered, precision);
  const conventions = { ...nearest.conventions, spikeHeight };
  const where =
    members.length > 0 ? otherDeviation(results, precision) : deviation && { ...deviation, got: deviation.got ?? null };
  return {
    outcome: 'outside',
    words: 'none of the known conventions',
    conventions: null,
    notTold: [],
    like: [],
    precision: { declared, found: null, agreesWithin: null },
    nearest: { ...nearest, conventions, words: describeConventions(conventions), deviation: where ?? null },
  };
}

/** The deviation of a simulator whose spikes and voltages have all been explained. */
function otherDeviation(results: readonly ProbeResult[], precision: PrecisionName): NearestMember['deviation'] {
  const answered = results.filter(isAnswered);
  const flawed = results.find((one) => !isAnswered(one) && one.isFlawed);
  if (flawed !== undefined) return { what: 'answer', probe: flawed.probe.id };
  const probe = firstUnrepeated(answered);
  if (probe !== undefined) return { what: 'repetition', probe };
  // the first answer that rules out every height
  const index = answered.findIndex((_, end) => identifyHeight(answered.slice(0, end + 1), precision).length === 0);
  const { probe: off, answer } = answered[index] as Answered;
  return { what: 'spike height', probe: off.id, got: answer.spikeHeight };
}

/** The first repeated probe that got another answer than before. */
function firstUnrepeated(answered: readonly Answered[]): string | undefined {
  const textOf = ({ answer }: Answered) =>
    JSON.stringify([answer.spikes, answer.spikeHeight, answer.voltage?.map((row) => row.map(Math.fround))]);
  return repeatedProbes
    .map(({ id }) => id)
    .find((id) => {
      const [first, ...again] = answered.filter(({ probe }) => probe.id === id).map(textOf);
      return again.some((one) => one !== first);
    });
}

function outcomeOf(result: ProbeResult): ProbeOutcome {
  const { id } = result.probe;
  if (isAnswered(result)) return { id, outcome: 'answered' };
  return { id, outcome: result.isFlawed ? 'flawed' : 'unanswered', reason: result.reason };
}
