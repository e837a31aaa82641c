import type { PrecisionName } from '../../base/precision.ts';
import type { Implementation } from '../implementation.ts';
import { type Answered, type Asked, askProbes, isAnswered, repeated } from './answers.ts';
import type { Conventions, SpikeHeight } from './conventions.ts';
import { largestDifference } from './deviation.ts';
import { family, fieldNames, keyOf } from './family.ts';
import type { Fingerprint, FoundPrecision, NearestMember, NotTold, ProbeOutcome } from './fingerprint-schema.ts';
import { type Explanation, identify, identifyHeight, nearestToNengo } from './identify.ts';
import { findNearest } from './nearest.ts';
import { profiles } from './profiles.ts';
import { describeConventions, wordsOf } from './words.ts';

/**
 * Finds out which conventions an implementation follows: runs probes that tell all conventions apart, and further traces,
 * so that what only resembles some is not called by their name. What cannot be told from the answers is not told.
 *
 * @param onProgress - receives how many of `probeCount` probes have been asked
 * @throws {ImplementationFault} if nothing more can be asked
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
 * Finds out which conventions explain the answers to the probes.
 *
 * @param asked - of `askProbes`
 * @param members - conventions to be tried, if not all
 */
export function readFingerprint(
  asked: readonly Asked[],
  declared: PrecisionName,
  members?: readonly Conventions[],
): Fingerprint {
  const answered = asked.filter(isAnswered);
  const probes = asked.slice(0, -repeated.length).map(outcomeOf);
  const common = { isRepeatable: forgotten(answered) === undefined, probes };
  if (answered.length === 0) return { ...common, ...untold(declared) };
  everyMember ??= members ? undefined : family();
  const explanation = identify(answered, declared, members ?? everyMember ?? []);
  const heights = identifyHeight(answered, explanation.precision);
  const isMember = explanation.members.length > 0 && heights.length > 0 && common.isRepeatable;
  const outsider = () => outside(asked, declared, explanation);
  if (!isMember) return { ...common, ...outsider() };
  const found = member(answered, declared, explanation, heights);
  // what would have told the rest may be what is wrong with it
  const isFlawed = probes.some(({ outcome }) => outcome === 'flawed') && found.notTold.length > 0;
  return { ...common, ...(isFlawed ? outsider() : found) };
}

type Found = Omit<Fingerprint, 'isRepeatable' | 'probes'>;

const untold = (declared: PrecisionName): Found => ({
  outcome: 'untold',
  words: 'nothing was told: no probe was answered',
  conventions: null,
  notTold: [],
  like: [],
  precision: { declared, found: null, agreesWithin: null },
});

function member(
  answered: readonly Answered[],
  declared: PrecisionName,
  { members, precision }: Explanation,
  heights: readonly SpikeHeight[],
): Found {
  const possible = heights.flatMap((spikeHeight) => members.map((one) => ({ ...one, spikeHeight })));
  const conventions = nearestToNengo(possible) as Conventions;
  const notTold = fieldNames.map((field) => choicesLeft(field, possible)).filter(({ possible }) => possible.length > 1);
  const told = fieldNames.filter((field) => !notTold.some((one) => one.field === field));
  return {
    outcome: 'member',
    words: describeConventions(conventions, told),
    conventions,
    notTold,
    like: profiles.filter((profile) => possible.some((one) => isAlike(profile.conventions, one))).map(({ id }) => id),
    precision: precisionOf(answered, declared, conventions, precision),
  };
}

function choicesLeft(field: keyof Conventions, possible: readonly Conventions[]): NotTold {
  const distinct = new Map(possible.map((one) => [JSON.stringify(one[field]), one]));
  return { field, possible: [...distinct.values()].map((one) => wordsOf[field](one)) };
}

/** The same but for what an adapter may have added. */
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

function outside(asked: readonly Asked[], declared: PrecisionName, { members, last, precision }: Explanation): Found {
  const answered = asked.filter(isAnswered);
  const { deviation, ...nearest } = findNearest(answered, precision, members.length > 0 ? members : last);
  const [spikeHeight = nearest.conventions.spikeHeight] = identifyHeight(answered, precision);
  const conventions = { ...nearest.conventions, spikeHeight };
  const where = members.length > 0 ? deviationInOtherWays(asked, precision) : deviationFields(deviation);
  return {
    outcome: 'outside',
    words: 'none of the known conventions',
    conventions: null,
    notTold: [],
    like: [],
    precision: { declared, found: null, agreesWithin: null },
    nearest: { ...nearest, conventions, words: describeConventions(conventions), deviation: where },
  };
}

/** What is off where every spike and voltage is explained. */
function deviationInOtherWays(asked: readonly Asked[], precision: PrecisionName): NearestMember['deviation'] {
  const answered = asked.filter(isAnswered);
  const flawed = asked.find((one) => !isAnswered(one) && one.isFlawed);
  if (flawed !== undefined) return { what: 'answer', probe: flawed.probe.id };
  const probe = forgotten(answered);
  if (probe !== undefined) return { what: 'repetition', probe };
  // the first answer with which no height is left
  const place = answered.findIndex((_, end) => identifyHeight(answered.slice(0, end + 1), precision).length === 0);
  const { probe: off, answer } = answered[place] as Answered;
  return { what: 'spike height', probe: off.id, got: answer.spikeHeight };
}

function deviationFields(deviation: ReturnType<typeof findNearest>['deviation']): NearestMember['deviation'] {
  if (deviation === undefined) return null;
  const { got, ...rest } = deviation;
  return { ...rest, got: got ?? null };
}

/** The probe that was answered in another way when it came again; undefined if none was. */
function forgotten(answered: readonly Answered[]): string | undefined {
  const shown = ({ answer }: Answered) =>
    JSON.stringify([answer.spikes, answer.spikeHeight, answer.voltage?.map((row) => row.map(Math.fround))]);
  const ids = repeated.map(({ id }) => id);
  return ids.find((id) => {
    const [first, ...again] = answered.filter(({ probe }) => probe.id === id).map(shown);
    return again.some((one) => one !== first);
  });
}

function outcomeOf(asked: Asked): ProbeOutcome {
  const { id } = asked.probe;
  if (isAnswered(asked)) return { id, outcome: 'answered' };
  return { id, outcome: asked.isFlawed ? 'flawed' : 'unanswered', reason: asked.reason };
}
