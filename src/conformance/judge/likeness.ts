import { groupBy } from '../../base/group-by.ts';
import type { CaseResult } from './judge.ts';
import type { Likeness, Untested } from './verdict.ts';

/** A wrong implementation that is known. */
export interface KnownMutant {
  readonly name: string;
  readonly difference: string;
  readonly cites?: string;
  /** Ids of the cases that it fails. */
  readonly fails: readonly string[];
}

/**
 * How many are named, and how alike one has to be. Whoever fails most cases has that in common with all that do so, which
 * is no likeness.
 */
const shown = { most: 3, least: 0.3, leastOfMost: 0.9 };

/** The wrong implementations that fail most like the one judged, among the cases that were run. */
export function likenesses(results: readonly CaseResult[], mutants: readonly KnownMutant[]): Likeness[] {
  const ran = idsOf(results, ({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const failed = idsOf(results, ({ outcome }) => outcome === 'failed');
  const likely = mutants.map(({ name, difference, cites, fails }) => {
    const its = fails.filter((id) => ran.has(id));
    const both = its.filter((id) => failed.has(id)).length;
    const alike = both / (its.length + failed.size - both || 1);
    return { name, difference, ...(cites !== undefined && { cites }), alike };
  });
  const least = failed.size > ran.size / 2 ? shown.leastOfMost : shown.least;
  const near = likely.filter(({ alike }) => alike >= least);
  return near.toSorted((a, b) => b.alike - a.alike).slice(0, shown.most);
}

/**
 * What nobody looks for any more: claims of which no case was run, and wrong implementations that no case that was run
 * catches, though others would.
 *
 * @param describe - says a claim in words
 */
export function untestedBy(
  results: readonly CaseResult[],
  mutants: readonly KnownMutant[],
  describe: (claim: string) => string,
): Untested[] {
  const ran = idsOf(results, ({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const skipped = idsOf(results, ({ outcome }) => outcome === 'skipped');
  const because = (ids: readonly string[]) => (ids.some((id) => skipped.has(id)) ? 'skips' : 'not applicable');
  const claims = [...groupBy(results, (result) => result.case.claim)].map(([id, own]) => {
    return { kind: 'claim' as const, id, what: describe(id), ids: own.map((result) => result.case.id) };
  });
  const known = new Set(results.map((result) => result.case.id));
  const wrong = mutants.map(({ name, difference, fails }) => {
    return { kind: 'mutant' as const, id: name, what: difference, ids: fails.filter((id) => known.has(id)) };
  });
  return [...claims, ...wrong]
    .filter(({ ids }) => ids.length > 0 && !ids.some((id) => ran.has(id)))
    .map(({ ids, ...untested }) => ({ ...untested, because: because(ids) }));
}

function idsOf(results: readonly CaseResult[], isMeant: (result: CaseResult) => boolean): Set<string> {
  return new Set(results.filter(isMeant).map((result) => result.case.id));
}
