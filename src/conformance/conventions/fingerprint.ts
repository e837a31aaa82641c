import type { PrecisionName } from '../../base/precision.ts';
import { nameChoice } from '../assumption.ts';
import type { Implementation } from '../implementation.ts';
import { type Answered, askProbes, type ProbeResult } from './ask-probes.ts';
import { type Conventions, describeConventions, differingFields, fieldNames } from './conventions.ts';
import { type Fingerprint, type FoundDeviation, neverFires } from './fingerprint-schema.ts';
import { type Explanation, identify, identifyHeight, nearestToNengo } from './identify.ts';
import { findNearest } from './nearest.ts';
import { profiles } from './profiles.ts';
import { findSlip } from './slips.ts';
import { findThreshold } from './threshold.ts';

/**
 * Finds out which conventions an implementation follows. Probes distinguish all known conventions. Further traces
 * expose a simulator that only resembles some of them. Fields that the answers do not determine are listed as such.
 *
 * @param onProgress - receives the number of probes run so far, up to `probeCount`
 * @throws {ImplementationFault} if the implementation has stopped
 * @example (await fingerprint(reference())).words // "Nengo's rules"
 */
export async function fingerprint(
  implementation: Implementation,
  onProgress?: (asked: number) => void,
): Promise<Fingerprint> {
  return readFingerprint(await askProbes(implementation, onProgress), implementation.precision);
}

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
  const answered = results.filter((one) => one.outcome === 'answered');
  const probes = results.map(({ probe: { id }, ...result }) => {
    const { outcome } = result;
    return outcome === 'answered' ? { id, outcome } : { id, outcome, reason: result.reason };
  });
  if (answered.length === 0) return { ...unexplained('untold', 'unknown: no probe was answered', declared), probes };
  const explanation = identify(answered, declared, members);
  const heights = identifyHeight(answered, explanation.precision);
  if (explanation.members.length > 0 && heights.length > 0)
    return { ...member(answered, declared, explanation, heights), probes };
  const isSilent = answered.every(({ answer: { spikes } }) => spikes.flat().length === 0);
  const isShown = answered.some(({ answer: { voltage } }) => voltage !== undefined);
  // without spikes or voltages, any long time constant would explain every answer
  const isUnclear = explanation.members.length > 0 || (isSilent && !isShown);
  const slip = isUnclear ? undefined : findSlip(answered, declared);
  if (isSilent && slip === undefined) return { ...unexplained('outside', neverFires, declared), probes };
  const outside = unexplained('outside', 'none of the known conventions', declared);
  return { ...outside, nearest: { ...nearestTo(answered, explanation), ...(slip && { slip }) }, probes };
}

type Found = Omit<Fingerprint, 'probes'>;

const unexplained = (outcome: 'untold' | 'outside', words: string, declared: PrecisionName): Found => ({
  ...{ outcome, words, conventions: null, notTold: [], like: [] },
  precision: { declared, found: null },
});

function member(
  answered: readonly Answered[],
  declared: PrecisionName,
  { members, precision }: Explanation,
  heights: readonly Conventions['spikeHeight'][],
): Found {
  const possible = heights.flatMap((spikeHeight) => members.map((one) => ({ ...one, spikeHeight })));
  const conventions = nearestToNengo(possible) as Conventions;
  const choices = fieldNames.map((field) => ({
    field,
    possible: [...new Set(possible.map((one) => nameChoice(one[field])))],
  }));
  const determined = choices.filter((one) => one.possible.length === 1).map(({ field }) => field);
  return {
    outcome: 'member',
    words: describeConventions(conventions, determined),
    conventions,
    notTold: choices.filter((one) => one.possible.length > 1),
    like: profiles.filter((profile) => possible.some((one) => isAlike(profile.conventions, one))).map(({ id }) => id),
    precision: { declared, found: answered.some(({ answer }) => answer.voltage) ? precision : null },
  };
}

/** Whether two conventions differ only in fields that an adapter may change. */
function isAlike(one: Conventions, other: Conventions): boolean {
  const { inputScale, floor, initialVoltage, shownVoltage, spikeHeight } = other;
  const adapted = { ...one, inputScale, floor, initialVoltage, shownVoltage, spikeHeight };
  return differingFields(adapted, other).length === 0;
}

function nearestTo(
  answered: readonly Answered[],
  { members, last, precision }: Explanation,
): NonNullable<Fingerprint['nearest']> {
  const { deviation: first, ...nearest } = findNearest(answered, precision, members.length > 0 ? members : last);
  const [spikeHeight = nearest.conventions.spikeHeight] = identifyHeight(answered, precision);
  const conventions = { ...nearest.conventions, spikeHeight };
  const ofVoltage = first?.what === 'spikes' ? (findThreshold(conventions, answered) ?? first) : first;
  const deviation = members.length > 0 ? deviationOfHeight(answered, precision) : ofVoltage;
  return { ...nearest, conventions, words: describeConventions(conventions), deviation };
}

/** The first answer that rules out every spike height. */
function deviationOfHeight(answered: readonly Answered[], precision: PrecisionName): FoundDeviation {
  const index = answered.findIndex((_, end) => identifyHeight(answered.slice(0, end + 1), precision).length === 0);
  const { probe, answer } = answered[index] as Answered;
  return { what: 'spike height', probe: probe.id, got: answer.spikeHeight };
}
