import type { PrecisionName } from '../../base/precision.ts';
import type { Answered } from './ask-probes.ts';
import type { Conventions } from './conventions.ts';
import { findDeviations } from './deviations.ts';
import type { Fingerprint } from './fingerprint-schema.ts';
import { known } from './identify.ts';

type Nearest = Omit<NonNullable<Fingerprint['nearest']>, 'words'>;

/** The number of promising members that are rated. */
const ratedMembers = 24;

/**
 * The known simulator or promising member that explains the most steps of the answers. Spikes alone count once, because a
 * slightly wrong voltage deviates from the first step on. Spikes with voltages count once more, because many rules fire
 * at about the same time.
 *
 * @param promising - members that explain most of the probes
 */
export function findNearest(
  answered: readonly Answered[],
  precision: PrecisionName,
  promising: readonly Conventions[],
): Nearest {
  const stride = Math.max(1, Math.floor(promising.length / ratedMembers));
  const some = promising.filter((_, index) => index % stride === 0).slice(0, ratedMembers);
  const rated = [...known, ...some].map((one) => ({ one, rate: rateOf(one, answered, precision) }));
  const nearest = rated.reduce((best, other) => (other.rate > best.rate ? other : best)).one;
  return describe(nearest, answered, precision);
}

/** The fraction of steps that conventions explain, summed over all trains, with and without voltages. */
function rateOf(conventions: Conventions, answered: readonly Answered[], precision: PrecisionName): number {
  let sum = 0;
  for (const { probe, answer } of answered) {
    const { spikes, spikeHeight } = answer;
    const deviations = [answer, { spikes, spikeHeight }].flatMap((one) =>
      findDeviations(conventions, { probe, answer: one }, precision),
    );
    for (const deviation of deviations)
      sum += deviation === undefined ? 1 : (deviation.step ?? 0) / probe.input.current.length / 2;
  }
  return sum;
}

function describe(conventions: Conventions, answered: readonly Answered[], precision: PrecisionName): Nearest {
  const found = answered.map((one) =>
    findDeviations(conventions, one, precision).flatMap((first) =>
      first === undefined ? [] : [{ probe: one.probe.id, ...first }],
    ),
  );
  const first = found.find((one) => one.length > 0) ?? [];
  const compared = answered.reduce((sum, { probe }) => sum + probe.input.initialVoltage.length, 0);
  const [deviation = null] = first.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return { conventions, explained: compared - found.flat().length, compared, deviation };
}
