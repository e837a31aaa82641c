import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { Answered } from './answers.ts';
import { type Way, waysOf } from './at-threshold.ts';
import { type Conventions, nengoConventions, type SpikeHeight, spikeHeights } from './conventions.ts';
import { explains } from './deviation.ts';
import { fieldNames } from './family.ts';
import { heightOf } from './rule.ts';

/** Members of the family that explain every answer. */
export interface Explanation {
  /** In the order of the family; none if the simulator is outside it. */
  readonly members: readonly Conventions[];
  /** The precision in whose rounding they do. */
  readonly precision: PrecisionName;
  /** Members that explained all answers but those of the probe that left none. */
  readonly last: readonly Conventions[];
}

/**
 * Finds the members of a family that explain every answer, within the rounding of the precision that is declared; if none
 * does, within that of float32.
 */
export function identify(
  answered: readonly Answered[],
  declared: PrecisionName,
  members: readonly Conventions[],
): Explanation {
  const found = narrow(answered, declared, members);
  if (found.members.length > 0 || declared === 'float32') return found;
  // a precision moves no spike but at the threshold, so that what was left out before need not be tried again
  const isShown = answered.some(({ answer }) => answer.voltage !== undefined);
  const inFloat32 = narrow(answered, 'float32', isShown ? members : found.last);
  return inFloat32.members.length > 0 ? inFloat32 : { ...inFloat32, precision: declared };
}

/** A neuron that shows numbers of float32 may still have been computed otherwise, if nothing explains it else. */
function narrow(answered: readonly Answered[], precision: PrecisionName, members: readonly Conventions[]): Explanation {
  const [shown, every] = [waysOf(precision, answered.map(answerOf)), waysOf(precision)];
  const found = narrowBy(answered, precision, members, shown);
  const isLast = found.members.length > 0 || shown.length === every.length;
  return isLast ? found : narrowBy(answered, precision, members, every);
}

function narrowBy(
  answered: readonly Answered[],
  precision: PrecisionName,
  members: readonly Conventions[],
  ways: readonly Way[],
): Explanation {
  let [left, last] = [members, members];
  for (const { probe, answer } of answered) {
    last = left;
    left = left.filter((member) => explains(member, probe, answer, precision, ways));
    if (left.length === 0) break;
  }
  return { members: left, precision, last };
}

const answerOf = ({ answer }: Answered) => answer;

/** The one of several that has most in common with Nengo. */
export function nearestToNengo(members: readonly Conventions[]): Conventions | undefined {
  const inCommon = (member: Conventions) =>
    fieldNames.filter((field) => JSON.stringify(member[field]) === JSON.stringify(nengoConventions[field])).length;
  return members.toSorted((a, b) => inCommon(b) - inCommon(a))[0];
}

/** Part of a spike height by which rounding may be off. */
const heightTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-12, float32: 1e-6 };

/** The heights of a spike that explain every answer. */
export function identifyHeight(answered: readonly Answered[], precision: PrecisionName): readonly SpikeHeight[] {
  return spikeHeights.filter((height) =>
    answered.every(({ probe, answer }) => {
      const expected = heightOf(height, probe.input, precisions[precision]);
      return Math.abs(answer.spikeHeight - expected) <= heightTolerance[precision] * expected;
    }),
  );
}
