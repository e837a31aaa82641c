import { groupBy } from '../../base/group-by.ts';
import type { Versions } from '../../base/version.ts';
import type { Fingerprint } from '../conventions/fingerprint-schema.ts';
import { isAtLeast, type Level, levelOfAll, worstLevel } from '../level.ts';
import type { CaseResult, Judgement, Outcome } from './judge.ts';
import { type KnownMutant, likenesses, untestedBy } from './likeness.ts';
import type {
  ClaimOutcome,
  ImplementationNames,
  JudgedCase,
  JudgedClaim,
  JudgedConventions,
  SkippedCases,
  Verdict,
} from './verdict.ts';

/** A claim or clause, and why somebody should care. */
export interface Subject {
  /** Of the claim or clause. */
  readonly id: string;
  /** What is said. */
  readonly statement: string;
  /** What goes wrong for a user where it does not hold. */
  readonly why: string;
}

/** What a verdict is made with, besides what came of the cases. */
export interface VerdictContext {
  /** Of lifspec, the specification and the protocol. */
  readonly versions: Versions;
  /** Who was judged. */
  readonly implementation: ImplementationNames;
  /** On what lifspec ran. */
  readonly environment?: string;
  /** The rules that it was judged by. */
  readonly conventions: JudgedConventions;
  /** All claims and clauses, in reading order. */
  readonly subjects: readonly Subject[];
  /** Wrong implementations that it may be like. */
  readonly mutants: readonly KnownMutant[];
  /** Seed of the generated inputs, and how many each law was tried on. */
  readonly exploration: Verdict['exploration'];
  /** Which conventions it follows, if that was asked. */
  readonly fingerprint?: Fingerprint;
}

/** Sums up what came of the cases. */
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
    level: level?.name ?? null,
    ...shiftOf(level ?? {}),
    conforming: !fault && counts.failed === 0 && counts.passed > 0 && isNear,
    fault: fault ?? null,
    counts,
    conventions,
    claims: claimsOf(results, context.subjects),
    fingerprint,
    skips: skipsOf(results),
    untested: fault ? [] : untestedBy(results, mutants, (id) => subjectOf(id).statement),
    looksLike: counts.failed > 0 ? likenesses(results, mutants) : [],
    exploration,
  };
}

function countsOf(results: readonly CaseResult[]): Verdict['counts'] {
  const of = (...names: Outcome[]) => results.filter(({ outcome }) => names.includes(outcome)).length;
  return {
    passed: of('passed'),
    failed: of('failed', 'unneeded skip'),
    skipped: of('skipped'),
    notApplicable: of('not applicable'),
    notRun: of('not run'),
  };
}

/** Claims and clauses in reading order; one that nobody explains comes last, under its own name. */
function claimsOf(results: readonly CaseResult[], subjects: readonly Subject[]): JudgedClaim[] {
  const ids = subjects.map(({ id }) => id);
  const placeOf = ({ id }: JudgedClaim) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  const subjectOf = finderOf(subjects);
  return [...groupBy(results, (result) => result.case.claim)]
    .map(([id, own]) => judgeClaim(subjectOf(id), own))
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}

const finderOf = (subjects: readonly Subject[]) => (id: string) =>
  subjects.find((subject) => subject.id === id) ?? { id, statement: id, why: '' };

/** A vector whose answer has a level, and how many spikes came. */
interface Telling {
  readonly fires: boolean;
  readonly level: Level;
  readonly spikes: number;
}

/**
 * Vectors that say how near an implementation comes: those with spikes. Numbers that are within their tolerance, such as
 * gains and filtered signals, come to no more than `steps`, so they are asked only if nothing fires.
 */
function telling(results: readonly CaseResult[]): Telling[] {
  const levels = results.flatMap(({ case: { needs }, level, spikes, outcome }) => {
    const fires = needs.includes('neuron') || needs.includes('network');
    return level && (outcome === 'passed' || outcome === 'failed') ? [{ fires, level, spikes }] : [];
  });
  const firing = levels.filter(({ fires }) => fires);
  return firing.length > 0 ? firing : levels;
}

/** The level of all; undefined if something passed, and nothing says how near it came. */
function levelOf(results: readonly CaseResult[], hasFired: boolean): Level | undefined {
  const levels = telling(results);
  if (levels.some(({ fires }) => fires)) return levelOfAll(levels, hasFired);
  const isLawful = levels.length === 0 && results.some(({ outcome }) => outcome === 'passed');
  return isLawful ? undefined : worstLevel(levels);
}

const shiftOf = ({ shift }: Partial<Level>): Pick<Level, 'shift'> => (shift === undefined ? {} : { shift });

function judgeClaim({ id, statement, why }: Subject, own: readonly CaseResult[]): JudgedClaim {
  const levels = telling(own);
  const level = worstLevel(levels);
  const shown = levels.length > 0 ? { level: level.name, ...shiftOf(level) } : { level: null };
  return { id, statement, why, ...shown, outcome: outcomeOf(own), cases: own.map(judgeCase) };
}

/** One failure breaks a claim; one case that passes is needed for it to hold. */
function outcomeOf(own: readonly CaseResult[]): ClaimOutcome {
  const has = (...names: Outcome[]) => own.some(({ outcome }) => names.includes(outcome));
  if (has('failed', 'unneeded skip')) return 'broken';
  if (has('passed')) return 'holds';
  if (has('not run')) return 'not run';
  return has('skipped') ? 'skipped' : 'not applicable';
}

function judgeCase({ case: { id, kind, title }, outcome, level, reason, failure }: CaseResult): JudgedCase {
  const shown = level ? { level: level.name, ...shiftOf(level) } : { level: null };
  return { id, kind, title, outcome, ...shown, ...(reason !== undefined && { reason }), ...(failure && { failure }) };
}

function skipsOf(results: readonly CaseResult[]): SkippedCases[] {
  const skipped = results.filter(({ outcome }) => outcome === 'skipped' || outcome === 'unneeded skip');
  const groups = groupBy(skipped, ({ reason, skippedBy }) => JSON.stringify([reason, skippedBy]));
  return [...groups.values()].map((own) => ({
    reason: own[0]?.reason ?? '',
    by: own[0]?.skippedBy ?? 'file',
    cases: own.map((result) => result.case.id),
  }));
}
