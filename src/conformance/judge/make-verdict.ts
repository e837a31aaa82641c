import { groupBy } from '../../base/group-by.ts';
import type { Subject } from '../clauses.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { isAtLeast, type Level, levelOfAll, worstLevel } from '../level.ts';
import type { CaseOutcome, CaseResult, Judgement } from './judge.ts';
import { findLikenesses, findUntested, type KnownMutant } from './likeness.ts';
import type { JudgedCase, JudgedSubject, Verdict } from './verdict.ts';

/** What a verdict needs in addition to the results. */
type VerdictContext = Pick<Verdict, 'versions' | 'implementation' | 'environment' | 'conventions' | 'exploration'> & {
  /** All claims and clauses, in reading order. */
  readonly subjects: readonly Subject[];
  readonly mutants: readonly KnownMutant[];
  readonly fingerprint?: Fingerprint;
};

/** Summarizes the results of all cases. */
export function makeVerdict({ results, hasFired, fault }: Judgement, context: VerdictContext): Verdict {
  const { versions, implementation, environment, conventions, mutants, exploration, fingerprint = null } = context;
  const counts = countsOf(results);
  const level = levelOf(results, hasFired);
  const isNear = isAtLeast(level ?? { name: 'steps' }, 'steps');
  const subjectOf = finderOf(context.subjects);
  return {
    versions,
    implementation,
    ...(environment !== undefined && { environment }),
    ...shown(level),
    conforming: !fault && counts.failed === 0 && counts.passed > 0 && isNear,
    fault: fault ?? null,
    counts,
    conventions,
    claims: claimsOf(results, context.subjects),
    fingerprint,
    skips: skipsOf(results),
    untested: fault ? [] : findUntested(results, mutants, (id) => subjectOf(id).statement),
    looksLike: counts.failed > 0 ? findLikenesses(results, mutants) : [],
    exploration: { seed: exploration.seed, numRuns: exploration.numRuns },
  };
}

function countsOf(results: readonly CaseResult[]): Verdict['counts'] {
  const of = (...names: CaseOutcome[]) => results.filter(({ outcome }) => names.includes(outcome)).length;
  return {
    passed: of('passed'),
    failed: of('failed', 'unneeded skip'),
    skipped: of('skipped'),
    notApplicable: of('not applicable'),
    notRun: of('not run'),
  };
}

/** In reading order; unknown claims come last, with their id as the statement. */
function claimsOf(results: readonly CaseResult[], subjects: readonly Subject[]): JudgedSubject[] {
  const ids = subjects.map(({ id }) => id);
  const indexOf = ({ id }: JudgedSubject) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  const subjectOf = finderOf(subjects);
  return [...groupBy(results, (result) => result.case.subject)]
    .map(([id, own]) => summarizeClaim(subjectOf(id), own))
    .toSorted((a, b) => indexOf(a) - indexOf(b));
}

const finderOf = (subjects: readonly Subject[]) => (id: string) =>
  subjects.find((subject) => subject.id === id) ?? { id, statement: id, why: '' };

/** The level of a vector's answer, and its number of spikes. */
interface VectorLevel {
  readonly fires: boolean;
  readonly level: Level;
  readonly spikes: number;
}

/**
 * The levels that count: those of vectors with spikes. Numbers within a tolerance, such as gains and filtered signals,
 * reach `steps` at most, so they count only if no vector fires.
 */
function levelsOf(results: readonly CaseResult[]): VectorLevel[] {
  const levels = results.flatMap(({ case: { needs }, level, spikes, outcome }) => {
    const fires = needs.includes('neuron') || needs.includes('network');
    return level && (outcome === 'passed' || outcome === 'failed') ? [{ fires, level, spikes }] : [];
  });
  const firing = levels.filter(({ fires }) => fires);
  return firing.length > 0 ? firing : levels;
}

/** The level of all cases; undefined if only laws passed, which have none. */
function levelOf(results: readonly CaseResult[], hasFired: boolean): Level | undefined {
  const levels = levelsOf(results);
  if (levels.some(({ fires }) => fires)) return levelOfAll(levels, hasFired);
  const onlyLaws = levels.length === 0 && results.some(({ outcome }) => outcome === 'passed');
  return onlyLaws ? undefined : worstLevel(levels);
}

/** A level in a verdict. */
const shown = (level: Level | undefined): Pick<JudgedSubject, 'level' | 'shift'> => ({
  level: level?.name ?? null,
  ...(level?.shift && { shift: level.shift }),
});

function summarizeClaim(subject: Subject, own: readonly CaseResult[]): JudgedSubject {
  const levels = levelsOf(own);
  const level = levels.length > 0 ? worstLevel(levels) : undefined;
  return { ...subject, ...shown(level), outcome: outcomeOf(own), cases: own.map(summarizeCase) };
}

/** One failure breaks a claim. A claim holds only if a case passes. */
function outcomeOf(own: readonly CaseResult[]): JudgedSubject['outcome'] {
  const has = (...names: CaseOutcome[]) => own.some(({ outcome }) => names.includes(outcome));
  if (has('failed', 'unneeded skip')) return 'broken';
  if (has('passed')) return 'holds';
  if (has('not run')) return 'not run';
  return has('skipped') ? 'skipped' : 'not applicable';
}

function summarizeCase({ case: { id, kind, title }, outcome, level, reason, failure }: CaseResult): JudgedCase {
  return {
    id,
    kind,
    title,
    outcome,
    ...shown(level),
    ...(reason !== undefined && { reason }),
    ...(failure && { failure }),
  };
}

function skipsOf(results: readonly CaseResult[]): Verdict['skips'] {
  const skipped = results.filter(({ outcome }) => outcome === 'skipped' || outcome === 'unneeded skip');
  const groups = groupBy(skipped, ({ reason, skippedBy }) => JSON.stringify([reason, skippedBy]));
  return [...groups.values()].map((own) => ({
    reason: own[0]?.reason ?? '',
    by: own[0]?.skippedBy ?? 'file',
    cases: own.map((result) => result.case.id),
  }));
}
