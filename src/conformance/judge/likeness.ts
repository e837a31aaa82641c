import { groupBy } from '../../base/group-by.ts';
import { findClause } from '../clauses.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { stateUnder } from './declared-statement.ts';
import type { CaseResult } from './judge.ts';
import type { Likeness, Verdict } from './verdict.ts';

/** A mutant, with the cases that it is known to fail. */
export interface KnownMutant extends Omit<Likeness, 'alike'> {
  /** Ids of cases. */
  readonly fails: readonly string[];
}

/**
 * How many mutants are listed, and how much they must have in common with the implementation. The bound is higher for
 * an implementation that fails most cases, because its failures include most of those of any mutant.
 */
const bounds = { most: 3, least: 0.3, leastIfMostFail: 0.9 };

/**
 * The mutants whose failures, in the cases that were run, are most similar to those of the implementation. A case that
 * ended in an error shows nothing about how the implementation computes.
 */
export function findLikenesses(all: readonly CaseResult[], mutants: readonly KnownMutant[]): Likeness[] {
  const results = all.filter(({ failure }) => !failure?.isError);
  const ran = idsOf(results, ['passed', 'failed']);
  const failed = idsOf(results, ['failed']);
  const compared = mutants.map(({ name, difference, cites, fails }) => {
    const its = fails.filter((id) => ran.has(id));
    const both = its.filter((id) => failed.has(id)).length;
    const alike = both / (its.length + failed.size - both || 1);
    return { name, difference, ...(cites !== undefined && { cites }), alike };
  });
  const least = failed.size > ran.size / 2 ? bounds.leastIfMostFail : bounds.least;
  const near = compared.filter(({ alike }) => alike >= least);
  return near.toSorted((a, b) => b.alike - a.alike).slice(0, bounds.most);
}

/** Added to the fraction of mutants' failures, so that a clause that few mutants break does not rank first by chance. */
const rarity = 0.1;

/**
 * The broken clauses, the most telling first: those of whose cases the implementation fails more than mutants
 * do on average. A wrong refractory period breaks almost every clause, but few other mistakes break the refractory period.
 *
 * @param listedUnder - the clause of a result
 */
export function rankBroken(
  results: readonly CaseResult[],
  mutants: readonly KnownMutant[],
  listedUnder: (result: CaseResult) => string,
): string[] {
  const ran = results.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const ids = new Set(ran.map((result) => result.case.id));
  const rivals = mutants.map(({ fails }) => new Set(fails.filter((id) => ids.has(id)))).filter(({ size }) => size > 0);
  const ranks = [...groupBy(ran, listedUnder)].map(([id, own]) => {
    const usual = rivals.reduce((sum, fails) => sum + own.filter((one) => fails.has(one.case.id)).length, 0);
    const failed = own.filter(({ outcome }) => outcome === 'failed').length;
    return { id, rank: failed / (usual / (rivals.length || 1) + rarity * own.length) };
  });
  const broken = ranks.filter(({ rank }) => rank > 0);
  return broken.toSorted((a, b) => b.rank - a.rank).map(({ id }) => id);
}

/**
 * What remains untested: clauses none of whose cases were run, and mutants that only cases that were not run
 * could kill.
 */
export function findUntested(
  results: readonly CaseResult[],
  mutants: readonly KnownMutant[],
  rules: Conventions,
): Verdict['untested'] {
  const ran = idsOf(results, ['passed', 'failed']);
  const skipped = idsOf(results, ['skipped']);
  const because = (ids: readonly string[]) => (ids.some((id) => skipped.has(id)) ? 'skips' : 'not applicable');
  const clauses = [...groupBy(results, (result) => result.case.clause)].map(([id, own]) => {
    return {
      kind: 'clause' as const,
      id,
      what: stateUnder(findClause(id), rules),
      ids: own.map((result) => result.case.id),
    };
  });
  const known = new Set(results.map((result) => result.case.id));
  const killable = mutants.map(({ name, difference, fails }) => {
    return { kind: 'mutant' as const, id: name, what: difference, ids: fails.filter((id) => known.has(id)) };
  });
  return [...clauses, ...killable]
    .filter(({ ids }) => ids.length > 0 && !ids.some((id) => ran.has(id)))
    .map(({ ids, ...untested }) => ({ ...untested, because: because(ids) }));
}

function idsOf(results: readonly CaseResult[], outcomes: readonly CaseResult['outcome'][]): Set<string> {
  return new Set(results.filter(({ outcome }) => outcomes.includes(outcome)).map((result) => result.case.id));
}
