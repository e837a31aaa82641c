import type { PrecisionName } from '../../base/precision.ts';
import type { Answered } from './answers.ts';
import { type Conventions, nengoConventions } from './conventions.ts';
import { type Deviation, deviations } from './deviation.ts';
import { canonical, choices, fieldNames, goTogether, keyOf } from './family.ts';
import { profiles } from './profiles.ts';

/** The member of the family that comes nearest to a simulator outside it. */
export interface Nearest {
  readonly conventions: Conventions;
  /** Spike trains that it explains to their end, and how many were compared. */
  readonly explained: number;
  readonly compared: number;
  /** The first probe that it does not explain, and where it leaves it. */
  readonly deviation: (Deviation & { readonly probe: string }) | undefined;
}

/** Members from which the search starts, besides those that explain most of the probes. */
const known = [nengoConventions, ...profiles.map(({ conventions }) => conventions)];

/** How many of those that explain most of the probes are looked at, and from how many the search starts. */
const [looks, starts] = [24, 3];

/** Searches for the member that explains the answers for longest: from several starts, one choice changed at a time. */
export function findNearest(
  answered: readonly Answered[],
  precision: PrecisionName,
  promising: readonly Conventions[],
): Nearest {
  const rate = scoring(answered, precision);
  const stride = Math.max(1, Math.floor(promising.length / looks));
  const some = promising.filter((_, place) => place % stride === 0).slice(0, looks);
  const best = [...known, ...some].map(canonical).toSorted((a, b) => rate(b) - rate(a));
  const found = best.slice(0, starts).map((start) => climb(start, rate));
  const [nearest = nengoConventions] = found.toSorted((a, b) => rate(b) - rate(a));
  const described = describe(nearest, answered, precision);
  // one that says float64 and rounds to float32 is off everywhere, and that is not where it deviates
  const inFloat32 = describe(nearest, answered, 'float32');
  return inFloat32.explained > described.explained ? inFloat32 : described;
}

/** Changes one choice at a time for as long as that helps. */
function climb(start: Conventions, rate: (conventions: Conventions) => number): Conventions {
  let best = start;
  for (;;) {
    const better = neighboursOf(best).find((neighbour) => rate(neighbour) > rate(best));
    if (better === undefined) return best;
    best = better;
  }
}

function neighboursOf(conventions: Conventions): Conventions[] {
  return fieldNames
    .filter((field) => field !== 'spikeHeight')
    .flatMap((field) => choices[field].map((choice) => canonical({ ...conventions, [field]: choice })))
    .filter(goTogether);
}

/**
 * Share of its steps for which each train is explained, added over all trains: by the spikes alone, as a voltage that is off
 * by a little is off everywhere, and as much by the voltages too, as many rules fire at about the same time. Each member is
 * rated once.
 */
function scoring(answered: readonly Answered[], precision: PrecisionName): (conventions: Conventions) => number {
  const silent = answered.map(({ probe, answer: { voltage: _, ...answer } }) => ({ probe, answer }));
  const isShown = answered.some(({ answer }) => answer.voltage !== undefined);
  const rated = new Map<string, number>();
  return (conventions) => {
    const key = keyOf(conventions);
    const before = rated.get(key);
    if (before !== undefined) return before;
    const score =
      explainedBy(conventions, silent, precision) + (isShown ? explainedBy(conventions, answered, precision) : 0);
    rated.set(key, score);
    return score;
  };
}

function explainedBy(conventions: Conventions, answered: readonly Answered[], precision: PrecisionName): number {
  let score = 0;
  for (const { probe, answer } of answered) {
    const found = deviations(conventions, probe, answer, precision);
    const shares = found.map(({ step = 0 }) => step / probe.input.current.length / 2);
    score += probe.input.initialVoltage.length - found.length + shares.reduce((sum, share) => sum + share, 0);
  }
  return score;
}

function describe(conventions: Conventions, answered: readonly Answered[], precision: PrecisionName): Nearest {
  const found = answered.map(({ probe, answer }) =>
    deviations(conventions, probe, answer, precision).map((deviation) => ({ probe: probe.id, ...deviation })),
  );
  const first = found.find((one) => one.length > 0) ?? [];
  const compared = answered.reduce((sum, { probe }) => sum + probe.input.initialVoltage.length, 0);
  const deviation = first.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0))[0];
  return { conventions, explained: compared - found.flat().length, compared, deviation };
}
