import { nameSome } from '../base/text.ts';
import { findClause } from '../conformance/clauses.ts';
import type { JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeFingerprint, describeProgram, nameImplementation } from './fingerprint.ts';
import { warnOfMistakes } from './mistakes.ts';
import { describeTried } from './tried.ts';
import { nameJudgedConventions, nameRules } from './verdict-sentences.ts';

/** The lines above the clauses: the implementation, how it was tested, and the conventions it was judged by. */
export function headOf(verdict: Verdict): string[] {
  return [
    describeProgram(verdict),
    describeTests(verdict),
    ...describeLimit(verdict),
    ...describeTried(verdict.exploration.tried),
    ...describeUnwatched(verdict),
    ...judgedConventionsOf(verdict),
    ...describeRules(verdict),
  ];
}

/** Names the conventions that it was judged by; a NIR importer is judged by the equations of NIR. */
function judgedConventionsOf({ implementation: { capabilities }, conventions }: Verdict): string[] {
  const isImporter = capabilities.length > 0 && capabilities.every((name) => name === 'nir');
  return isImporter ? [] : [nameJudgedConventions(conventions)];
}

/** Which processes a program that left one may have left as well, without notice. */
function describeUnwatched({ unwatched, fault }: Verdict): string[] {
  if (unwatched === undefined || fault?.kind !== 'left-behind') return [];
  const which = unwatched === 'daemons' ? 'that left its process group, as daemons do,' : 'that it started and left';
  return [`processes ${which} would not be noticed`];
}

/** Counts the vectors and laws that apply, and names the versions. */
function describeTests({ clauses, exploration, versions }: Verdict): string {
  const untested = ['not applicable', 'not run'];
  const cases = clauses.flatMap((clause) => clause.cases).filter(({ outcome }) => !untested.includes(outcome));
  const laws = cases.filter(({ kind }) => kind === 'law').length;
  const inputs = numberOf(exploration.numRuns, 'input');
  const parts = [
    ...(laws < cases.length || laws === 0 ? [numberOf(cases.length - laws, 'vector')] : []),
    ...(laws > 0 ? [`${numberOf(laws, 'law')} (${inputs} per law, seed ${exploration.seed})`] : []),
  ];
  return `tested with ${parts.join(' and ')}; lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** What keeps an implementation from the level bits: a few vectors, or how it computes. */
function describeLimit({ clauses, conforming, level, fingerprint }: Verdict): string[] {
  if (!conforming || level !== 'steps') return [];
  const cases = clauses.flatMap((clause) => clause.cases).filter((one) => one.level !== null);
  const levels = new Map(cases.map((one) => [one.id, one.level]));
  const lower = [...levels].flatMap(([id, own]) => (own === 'bits' ? [] : [id]));
  if (2 * lower.length <= levels.size)
    return [`level bits except for ${lower.length} of ${numberOf(levels.size, 'vector')}: ${nameSome(lower, 3)}`];
  const { agreesWithin = null } = fingerprint?.precision ?? {};
  return agreesWithin ? ['not level bits, because its voltages are rounded differently'] : [];
}

/** The conventions that an implementation was found to follow; no lines if its fingerprint was not taken. */
export function describeRules(verdict: Verdict): string[] {
  const { fingerprint, conventions, conforming, counts, fault } = verdict;
  const { mismatches = [] } = conventions;
  const areCauses = counts.failed > 0; // printed with the failures
  const onlyRules = mismatches.length > 0 && !conforming && fault === null && !areCauses && counts.passed > 0;
  return [
    ...(onlyRules ? ['no case failed, but its fingerprint contradicts the conventions that it was judged by:'] : []),
    ...(fingerprint === null ? [] : describeFingerprint(fingerprint)),
    ...(conventions.source === 'fingerprint' ? warnOfMistakes(fingerprint?.conventions ?? {}) : []),
    ...(areCauses ? [] : mismatches),
  ];
}

/** Whether a clause holds by declared conventions instead of Nengo's, and all of its cases were run. */
export function isAsDeclared({ id, statement, outcome, cases }: JudgedClause): boolean {
  const isOwn = statement !== findClause(id).statement;
  return isOwn && outcome === 'holds' && cases.every((one) => one.outcome !== 'not run');
}

/**
 * What an implementation without declared conventions has to declare, the most useful sentences first; empty for
 * others.
 */
export function adviseDeclaration(verdict: Verdict): string[] {
  const { conventions, fingerprint } = verdict;
  const { undeclared } = conventions;
  if (undeclared === undefined || fingerprint?.conventions == null) return [];
  const rules = nameRules(fingerprint.conventions);
  return [
    `${nameImplementation(verdict)} does not follow Nengo's rules: ${rules.join(', ')}.`,
    "Nothing was judged. Add these conventions to your adapter's answer to the start request, then check again:",
    `  "conventions": ${JSON.stringify(undeclared)}`,
    ...warnOfMistakes(fingerprint.conventions),
    "(Judge it by Nengo's rules anyway: --conventions nengo.)",
  ];
}
