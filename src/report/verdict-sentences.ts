import { groupBy } from '../base/group-by.ts';
import { nameSome, withoutNumbers } from '../base/text.ts';
import { type Conventions, differingFields, nengoConventions } from '../conformance/conventions/conventions.ts';
import type { Fingerprint } from '../conformance/conventions/fingerprint-schema.ts';
import { describeChoice } from '../conformance/conventions/words.ts';
import type { Failure } from '../conformance/judge/case.ts';
import type { JudgedCase, JudgedSubject, Verdict } from '../conformance/judge/verdict.ts';
import { describeLevel } from '../conformance/level.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeCrash } from './crash.ts';
import {
  describeFewDigits,
  describeFingerprint,
  describeProgram,
  describeThreshold,
  describeTimeScale,
  nameImplementation,
} from './fingerprint.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';
import { describeTried } from './tried.ts';
import { describeUndecided } from './undecided.ts';

/** Lines under a heading. */
export interface VerdictList {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Whether any case was run. No case is run if the implementation fails before the first one, or has to declare its
 * conventions.
 */
export function isJudged({ counts: { passed, failed, skipped, notRun }, fault }: Verdict): boolean {
  return passed + failed + skipped > 0 || (notRun === 0 && fault === null);
}

/**
 * What an implementation without declared conventions has to declare, the most useful sentences first; empty for
 * others.
 */
export function adviseDeclaration(verdict: Verdict): string[] {
  const { conventions, fingerprint } = verdict;
  const { undeclared } = conventions;
  if (undeclared === undefined || fingerprint?.conventions == null) return [];
  const rules = differingRules(fingerprint.conventions);
  return [
    `${nameImplementation(verdict)} does not follow Nengo's rules: ${rules.join(', ')}.`,
    "Nothing was judged. Add these conventions to your adapter's answer to the start request, then check again:",
    `  "conventions": ${JSON.stringify(undeclared)}`,
    "(Judge it by Nengo's rules anyway: --conventions nengo.)",
  ];
}

function differingRules(conventions: Conventions): string[] {
  const fields = differingFields(conventions, nengoConventions);
  const named = fields.map((field) => (field === 'resetTime' ? 'reset' : field));
  return [...new Set(named)].map((field) => describeChoice(field, conventions) || `${field} ${conventions[field]}`);
}

/** The request that an implementation did not answer, and the end of what it wrote to stderr. */
export function describeFault({ fault }: Pick<Verdict, 'fault'>): string[] {
  if (fault === null) return [];
  const { kind, request, stderr = '' } = fault;
  const more = kind === 'total-time' ? '--time-limit' : kind === 'hang' && request ? '--answer-limit' : undefined;
  return [
    ...(more ? [`If it is only slow: ${more} allows more time, --quick or --runs 3 sends fewer requests`] : []),
    ...describeCrash({ request, stderr }),
  ];
}

/** The verdict in one line. */
export function describeVerdict(
  verdict: Pick<Verdict, 'level' | 'shift' | 'conforming' | 'counts' | 'fault'> & Partial<Pick<Verdict, 'exploration'>>,
): string {
  const { conforming, counts, fault, exploration } = verdict;
  const notRun = counts.notRun > 0 ? `, ${counts.notRun} not run` : '';
  const cases = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.notApplicable} not applicable${notRun}`;
  if (fault?.kind === 'interrupted') return `stopped before the end: ${cases}`;
  if (fault !== null) return `could not be judged: ${fault.kind} in ${fault.case}: ${fault.message} (${cases})`;
  const scope = exploration?.isQuick ? ' in a quick check of some cases' : '';
  const level = verdict.level === null ? '' : `, level ${nameLevel(verdict)}`;
  return `${conforming ? `conforms${describeShare(verdict)}` : 'does not conform'}${scope}${level}: ${cases}`;
}

/** On how many cases it conforms, if it skips some: ` on 89 of 99 cases`. */
export function describeShare({ counts: { passed, failed, skipped } }: Pick<Verdict, 'counts'>): string {
  return skipped > 0 ? ` on ${passed} of ${passed + failed + skipped} cases` : '';
}

/** Names the level of a claim, a case or all; `–` if there is none. */
export function nameLevel({ level, shift }: Pick<JudgedSubject, 'level' | 'shift'>): string {
  return level === null ? '–' : describeLevel({ name: level, ...(shift && { shift }) });
}

/** The lines above the claims: the implementation, how it was tested, and the conventions it was judged by. */
export function headOf(verdict: Verdict): string[] {
  return [
    describeProgram(verdict),
    describeTests(verdict),
    ...describeLimit(verdict),
    ...describeUndecided(verdict),
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

/** Which processes it may have left running without notice, if the verdict says how it ended. */
export function describeUnwatched({ unwatched, conforming, fault }: Verdict): string[] {
  if (unwatched === undefined || !(conforming || fault?.kind === 'left-behind')) return [];
  const which = unwatched === 'daemons' ? 'that left its process group, as daemons do,' : 'that it started and left';
  return [`processes ${which} would not be noticed`];
}

/** Counts the vectors and laws that apply, and names the versions. */
export function describeTests({ claims, exploration, versions }: Verdict): string {
  const untested = ['not applicable', 'not run'];
  const cases = claims.flatMap((claim) => claim.cases).filter(({ outcome }) => !untested.includes(outcome));
  const laws = cases.filter(({ kind }) => kind === 'law').length;
  const inputs = numberOf(exploration.numRuns, 'input');
  const parts = [
    ...(laws < cases.length || laws === 0 ? [numberOf(cases.length - laws, 'vector')] : []),
    ...(laws > 0 ? [`${numberOf(laws, 'law')} (${inputs} per law, seed ${exploration.seed})`] : []),
  ];
  return `tested with ${parts.join(' and ')}; lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** Names the vectors that keep an implementation from the level bits; empty if most do, because it rounds otherwise. */
function describeLimit({ claims, conforming, level }: Verdict): string[] {
  if (!conforming || level !== 'steps') return [];
  const cases = claims.flatMap((claim) => claim.cases).filter((one) => one.level !== null);
  const levels = new Map(cases.map((one) => [one.id, one.level]));
  const lower = [...levels].flatMap(([id, own]) => (own === 'bits' ? [] : [id]));
  if (2 * lower.length > levels.size) return [];
  return [`level bits but for ${lower.length} of ${numberOf(levels.size, 'vector')}: ${nameSome(lower, 3)}`];
}

/** Names a case, with the level that it reaches. */
export function nameCase(one: JudgedCase): string {
  const { id, kind, title, level } = one;
  return `${kind} ${id}${level === null ? '' : `, level ${nameLevel(one)}`}: ${title}`;
}

/** Names the conventions that an implementation was judged by. */
export function nameJudgedConventions({ source, deviations }: Verdict['conventions']): string {
  if (source === 'vectors') return 'judged by the answers in the vector files';
  if (deviations.length === 0) return `judged by Nengo's conventions${source === 'declared' ? ', as declared' : ''}`;
  const own = { Nengo: '', declared: 'its declared', fingerprint: 'its observed' }[source];
  return `judged by ${own} conventions: ${deviations.join('; ')}`;
}

/** The conventions that an implementation was found to follow; no lines if its fingerprint was not taken. */
export function describeRules(verdict: Verdict): string[] {
  const { fingerprint, conventions, conforming, counts, fault } = verdict;
  const { mismatches = [] } = conventions;
  const onlyRules = mismatches.length > 0 && !conforming && fault === null && counts.failed === 0 && counts.passed > 0;
  return [
    ...(onlyRules ? ['no case failed, but its fingerprint contradicts the conventions that it was judged by:'] : []),
    ...(fingerprint === null ? [] : describeFingerprint(fingerprint)),
    ...mismatches,
  ];
}

/** The table of the claims that apply. */
export function tabulateClaims({ claims }: Verdict): Column[] {
  const applicable = claims.filter(({ outcome }) => outcome !== 'not applicable');
  const columns: ColumnOf<JudgedSubject>[] = [
    ['claim', ({ id }) => id],
    ['result', ({ outcome }) => outcome],
    ['level', nameLevel],
    ['passed', ({ cases }) => tally(cases)],
    ['statement', ({ statement }) => statement],
  ];
  return makeColumns(applicable, columns, true);
}

/** Counts the passed cases among those that apply. */
export function tally(cases: readonly JudgedCase[]): string {
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  return `${passed} of ${cases.filter(({ outcome }) => outcome !== 'not applicable').length}`;
}

/** The failed cases of a claim, laws first because their cases are the smallest that fail. */
export function failedOf({ cases }: JudgedSubject): JudgedCase[] {
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  return [...failed.filter(({ kind }) => kind === 'law'), ...failed.filter(({ kind }) => kind === 'vector')];
}

/** Writes the expected and the actual value, and where they first differ. */
export function describeFailure({ expected, got, stage, step, neuron, allowed }: Failure): string[] {
  const where = [stage, step === undefined ? '' : `step ${step}`, neuron === undefined ? '' : `neuron ${neuron}`];
  const within = allowed === undefined ? '' : ` (allowed: ${allowed.toPrecision(2)})`;
  return [
    `expected  ${expected}`,
    `got       ${got}`,
    ...(stage === undefined ? [] : [`first difference: ${where.filter((word) => word !== '').join(', ')}${within}`]),
  ];
}

/**
 * The smallest case that refutes a law, as JSON on one line: as a vector if possible, so that it can be run again.
 * Undefined for vectors, which are files, and if no such case was found.
 */
export function failingCase({
  kind,
  failure,
}: JudgedCase): { readonly isVector: boolean; readonly text: string } | undefined {
  if (kind === 'vector' || failure?.smallest === undefined) return undefined;
  const { smallest, vector } = failure;
  return { isVector: vector !== undefined, text: JSON.stringify(vector ?? smallest) };
}

/** Why cases fail; printed above the broken claims. */
export function causesOf(verdict: Verdict): VerdictList[] {
  return listsOf({
    'Likely causes': describeCauses(verdict),
    'Likely mistakes': likelyMistakes(verdict),
  });
}

/** What was not tested; printed below the broken claims. */
export function gapsOf(verdict: Verdict): VerdictList[] {
  return listsOf({
    'Not applicable': describeNotApplicable(verdict),
    Skipped: describeSkips(verdict),
    'No longer tested': describeUntested(verdict),
  });
}

function listsOf(lists: Readonly<Record<string, readonly string[]>>): VerdictList[] {
  return Object.entries(lists).flatMap(([title, lines]) => (lines.length > 0 ? [{ title, lines }] : []));
}

/** The smallest fraction of common failures that makes a known mistake likely. */
const likely = 0.5;

/** The known mistakes with nearly the same failures, or those that are equally near; empty if none is likely. */
export function likelyMistakes({ looksLike }: Verdict, { onlyNearest = false } = {}): string[] {
  const least = onlyNearest ? Math.max(likely, ...looksLike.map(({ alike }) => alike)) : likely;
  return looksLike.filter(({ alike }) => alike >= least).map(describeLikeness);
}

/** Whether it gave different answers to the same input. */
export function isUnrepeatable({ claims }: Pick<Verdict, 'claims'>): boolean {
  const differs = ({ outcome, failure }: JudgedCase) => outcome === 'failed' && !failure?.isError;
  return claims.some(({ id, cases }) => id === 'determinism' && cases.some(differs));
}

/** Why an implementation fails: what survives between requests, or that it has not declared its conventions. */
export function describeCauses(verdict: Verdict): string[] {
  return [...describeErrors(verdict), ...(isUnrepeatable(verdict) ? [unrepeatable] : causesInDeclaration(verdict))];
}

/** The error that most cases end in. */
function describeErrors({ claims }: Verdict): string[] {
  const failures = claims.flatMap(failedOf).flatMap(({ failure }) => failure ?? []);
  const errors = failures.filter(({ isError }) => isError);
  const groups = [...groupBy(errors, ({ got }) => withoutNumbers(got)).values()];
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  const [{ got } = { got: '' }] = most;
  if (most.length === 0) return [];
  const which = most.length < errors.length ? `, ${most.length} of them` : '';
  return [`${errors.length} of ${numberOf(failures.length, 'failure')} are errors${which}: ${got}`];
}

const unrepeatable =
  'the same input gave different answers: state survives between requests, or it draws random numbers; fix this first';

/** Advice for an implementation that fails because it has not declared its conventions or its precision. */
function causesInDeclaration({ fingerprint, conventions: { source, mismatches = [] }, counts }: Verdict): string[] {
  if (fingerprint === null || counts.failed === 0) return [];
  const { conventions, precision, outcome } = fingerprint;
  const found = conventions ?? nengoConventions;
  const differs = differingFields(found, nengoConventions).length > 0;
  const isUnknown = outcome === 'outside' && source === 'Nengo' && counts.failed > counts.passed;
  const { deviation, timeScale } = fingerprint.nearest ?? {};
  if (timeScale !== undefined) return [describeTimeScale(timeScale)];
  return [
    ...(deviation?.what === 'threshold' ? [describeThreshold(deviation)] : []),
    ...(differs && source === 'Nengo' ? [undeclared] : []),
    ...(source === 'declared' && mismatches.length > 0 ? ['it does not follow the conventions that it declares'] : []),
    ...(isUnknown ? [unknownRules] : []),
    ...describeMisdeclared(precision),
    ...(precision.digits === undefined ? [] : [describeFewDigits(precision.digits)]),
  ];
}

function describeMisdeclared({ declared, found, agreesWithin, areFloat32 }: Fingerprint['precision']): string[] {
  if (found === null || found === declared) return [];
  if (areFloat32 !== false) return [`it declares ${declared} but rounds as ${found}: declare ${found}`];
  return [`its voltages are right to ${agreesWithin?.toExponential(0)}: if any part is ${found}, declare ${found}`];
}

/** The cause if a fingerprint matches no conventions. */
export const unknownRules = "it matches no known conventions, so it was judged by Nengo's";

const undeclared =
  "it follows conventions other than Nengo's without declaring them: declare them, or use --conventions auto";

function describeLikeness({ name, difference, cites, alike }: Verdict['looksLike'][number]): string {
  const source = cites === undefined ? '' : ` [${cites}]`;
  return `${name}: ${difference}${source} (${Math.round(100 * alike)} % of failures in common)`;
}

/** Cases that fit into a line. */
const mostNamed = 12;

/** Skipped cases by reason; those that pass come first because the skip file needs an edit. */
export function describeSkips({ skips, claims }: Verdict): string[] {
  const unneeded = claims.flatMap(({ cases }) => cases.filter(({ outcome }) => outcome === 'unneeded skip'));
  const edits = unneeded.map(
    ({ id, reason = '' }) => `${id} is skipped but passes; remove it from the skip file (${reason})`,
  );
  const others = skips.flatMap(({ reason, by, cases, issue, flaky }) => {
    const failing = cases.filter((id) => !unneeded.some((one) => one.id === id));
    if (failing.length === 0) return [];
    const names = by === 'implementation' ? ` (${nameSome(failing, mostNamed)})` : '';
    const which = failing.length === 1 ? failing[0] : `${failing.length} cases${names}`;
    return [`${which}, skipped by ${skippers[by]}: ${reason}${describeNotes({ issue, flaky })}`];
  });
  return [...edits, ...others];
}

/** The skip file that the implementation's own skips need; empty if it has more characters than a line. */
export function writeSkipFile({ skips }: Pick<Verdict, 'skips'>, longestLine: number): string[] {
  const own = skips.filter(({ by }) => by === 'implementation');
  const entries = own.flatMap(({ reason, cases }) => cases.map((id) => ({ id, reason })));
  const line = `Skip file: ${JSON.stringify({ skips: entries })}`;
  return entries.length > 0 && line.length <= longestLine ? [line] : [];
}

/** What a skip file notes besides the reason: ` (flaky, https://example.org/issues/12)`. */
export function describeNotes({ issue, flaky }: { issue?: string | undefined; flaky?: boolean | undefined }): string {
  const notes = [...(flaky ? ['flaky'] : []), ...(issue === undefined ? [] : [issue])];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}

const skippers: Readonly<Record<Verdict['skips'][number]['by'], string>> = {
  file: 'the skip file',
  implementation: 'the implementation, which conforms only if a skip file lists them (--skip)',
  lifspec: 'lifspec',
};

/** Claims that no case tests any longer because of skips, and mutants that none kills. */
export function describeUntested({ untested }: Verdict): string[] {
  const skipped = untested.filter(({ because }) => because === 'skips');
  return skipped.map(({ kind, id, what }) => {
    return kind === 'claim' ? `claim ${id}: ${what}` : `${id}: an implementation that ${what}`;
  });
}

function describeNotApplicable({ claims }: Verdict): string[] {
  const missing = claims.flatMap(({ id, outcome, cases }) => {
    const name = outcome === 'not applicable' ? id : `${id} in part`;
    const reasons = cases.filter((one) => one.outcome === 'not applicable').map(({ reason = '' }) => reason);
    return [...new Set(reasons)].map((reason) => ({ name, reason }));
  });
  const byReason = groupBy(missing, ({ reason }) => reason);
  return [...byReason].map(([reason, some]) => `${addSubject(reason)}: ${some.map(({ name }) => name).join(', ')}`);
}

/** `its integrator is euler`, `it does not support networks`. */
export function addSubject(reason: string): string {
  return `${/^\w+ is /.test(reason) ? 'its' : 'it'} ${reason}`;
}
