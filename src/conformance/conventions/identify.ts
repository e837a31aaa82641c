import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { Answered } from './ask-probes.ts';
import { type Conventions, conventionFields, differingFields, nengoConventions } from './conventions.ts';
import { explaining, inEveryOrder } from './deviations.ts';
import { canonical, family } from './family.ts';
import { profiles } from './profiles.ts';
import { heightOf } from './rule.ts';

/** The members of the family that explain every answer. */
export interface Explanation {
  /** The members, in the order of the family. There are none if the simulator is outside it. */
  readonly members: readonly Conventions[];
  /** The precision whose rounding explains the answers. */
  readonly precision: PrecisionName;
  /** The members that remained before the probe that no member explains; none if that is the first. */
  readonly last: readonly Conventions[];
}

/** Probes at which the last digits of float32, or a threshold other than 1, decide whether neurons fire. */
const closest: readonly string[] = ['near-one', 'nearer-one'];

/**
 * Finds the members of the family that explain every answer within the rounding of the declared precision; if none do,
 * within that of float32. If only the threshold contradicts float64, no member is found.
 *
 * @param members - conventions to try; the whole family by default
 */
export function identify(
  answered: readonly Answered[],
  declared: PrecisionName,
  members?: readonly Conventions[],
): Explanation {
  const found = narrow(answered, declared, members);
  if (found.members.length > 0 || declared === 'float32') return found;
  // without voltages, only spikes at the threshold depend on the precision, so excluded members stay excluded
  const isShown = answered.some(({ answer }) => answer.voltage !== undefined);
  const others = isShown ? answered.filter(({ probe }) => !closest.includes(probe.id)) : [];
  const ofOthers = others.length > 0 ? narrow(others, declared, members).members : [];
  if (ofOthers.length > 0) return { ...found, last: ofOthers };
  const inFloat32 = narrow(answered, 'float32', isShown ? members : found.last);
  return inFloat32.members.length > 0 ? inFloat32 : { ...inFloat32, precision: declared };
}

/** The conventions of known simulators. */
export const known: readonly Conventions[] = [nengoConventions, ...profiles.map((one) => canonical(one.conventions))];

/** Tries the members on one answer after the other. Of the family, only those that explain the beginning of the first. */
function narrow(
  answered: readonly Answered[],
  precision: PrecisionName,
  members?: readonly Conventions[],
): Explanation {
  const [first] = answered as [Answered, ...Answered[]];
  let left = members ?? family(explaining(first, precision, 'first-spike'));
  let last: readonly Conventions[] = [];
  for (const one of answered) {
    left = left.filter(explaining(one, precision));
    if (left.length === 0) break;
    last = left;
  }
  const pure = precision === 'float32' && areFloat32(answered) ? left.filter(isPure(answered)) : [];
  return { members: pure.length > 0 ? pure : left, precision, last };
}

/** Whether each voltage is a float32 number. Then the implementation computes in float32, if that explains its answers. */
const areFloat32 = (answered: readonly Answered[]) =>
  answered.every(({ answer }) => answer.voltage?.every((row) => row.every((value) => Math.fround(value) === value)));

function isPure(answered: readonly Answered[]): (member: Conventions) => boolean {
  const explain = answered.map((one) => explaining(one, 'float32', 'last-step', inEveryOrder('float32')));
  return (member) => explain.every((explains) => explains(member));
}

/** The member that shares the most choices with Nengo. */
export function nearestToNengo(members: readonly Conventions[]): Conventions | undefined {
  const distance = (member: Conventions) => differingFields(member, nengoConventions).length;
  return members.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Relative tolerance of a spike height. */
const heightTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-12, float32: 1e-6 };

/** The spike heights that explain every answer. */
export function identifyHeight(
  answered: readonly Answered[],
  precision: PrecisionName,
): readonly Conventions['spikeHeight'][] {
  return conventionFields.spikeHeight.choices.filter((height) =>
    answered.every(({ probe, answer }) => {
      const expected = heightOf(height, probe.input, precisions[precision]);
      return Math.abs(answer.spikeHeight - expected) <= heightTolerance[precision] * expected;
    }),
  );
}
