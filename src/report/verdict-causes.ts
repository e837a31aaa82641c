import { groupBy } from '../base/group-by.ts';
import { withoutNumbers } from '../base/text.ts';
import { differingFields, nengoConventions } from '../conformance/conventions/conventions.ts';
import { type Fingerprint, neverFires } from '../conformance/conventions/fingerprint-schema.ts';
import { provesNothing } from '../conformance/judge/case.ts';
import type { JudgedCase, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeFewDigits, describeThreshold, describeTimeScale } from './fingerprint.ts';
import { failedOf } from './verdict-sentences.ts';

/** Why cases fail, one line each. */
export function causesOf(verdict: Verdict): string[] {
  if (verdict.counts.failed === 0) return [];
  const { source, undeclared: toDeclare } = verdict.conventions;
  const isJudgedAsNengo = source === 'Nengo' && toDeclare === undefined;
  const mistakes = likelyMistakes(verdict);
  const contradictions = describeContradictions(verdict);
  // a known mistake is more informative than the fact that Nengo's conventions do not match
  const isTold = (cause: string) => !(isJudgedAsNengo && mistakes.length > 0 && contradictions.includes(cause));
  const causes = describeCauses(verdict).filter(isTold);
  const areMistakesTold =
    causes.length === 0 || isJudgedAsNengo || (contradictions.length > 0 && verdict.counts.failed > 1);
  return [
    ...causes.map((cause) => `Likely cause: ${cause}`),
    ...(areMistakesTold ? mistakes : []).map((mistake) => `Likely mistake: ${mistake}`),
  ];
}

/** The smallest fraction of common failures that makes a known mistake likely. */
const likely = 0.5;

/** The known mistakes with the most common failures; empty if none is likely, or if it never fires, like many. */
function likelyMistakes(verdict: Verdict): string[] {
  if (isSilent(verdict)) return [];
  const least = Math.max(likely, ...verdict.looksLike.map(({ alike }) => alike));
  return verdict.looksLike.filter(({ alike }) => alike >= least).map(describeLikeness);
}

/** Whether it gave different answers to the same input. Errors, refusals and silence are no such answers. */
export function isUnrepeatable({ clauses }: Pick<Verdict, 'clauses'>): boolean {
  const differs = ({ outcome, failure }: JudgedCase) =>
    outcome === 'failed' && failure?.expected !== 'an answer' && failure?.got !== 'silence';
  return clauses.some(({ id, cases }) => id === 'determinism' && cases.some(differs));
}

/** Whether it has fired on no input. */
function isSilent({ clauses, fingerprint }: Pick<Verdict, 'clauses' | 'fingerprint'>): boolean {
  const isOnProbes = fingerprint?.words === neverFires;
  return isOnProbes || clauses.some(({ cases }) => cases.some(({ failure }) => failure?.message === provesNothing));
}

/** Why an implementation fails: what survives between requests, or that it has not declared its conventions. */
function describeCauses(verdict: Verdict): string[] {
  const { timeScale } = verdict.fingerprint?.nearest ?? {};
  const cause = isUnrepeatable(verdict)
    ? unrepeatable
    : timeScale !== undefined
      ? describeTimeScale(timeScale)
      : isSilent(verdict)
        ? 'it never fires on any input'
        : undefined;
  return [...describeErrors(verdict), ...(cause === undefined ? causesInDeclaration(verdict) : [cause])];
}

/** The error that most cases end in. */
function describeErrors({ clauses }: Verdict): string[] {
  const failures = clauses.flatMap(failedOf).flatMap(({ failure }) => failure ?? []);
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
function causesInDeclaration(verdict: Verdict): string[] {
  const {
    fingerprint,
    conventions: { source },
  } = verdict;
  if (fingerprint === null) return [];
  const { conventions, precision } = fingerprint;
  const found = conventions ?? nengoConventions;
  const differs = differingFields(found, nengoConventions).length > 0;
  const { deviation } = fingerprint.nearest ?? {};
  return [
    ...(deviation?.what === 'threshold' ? [describeThreshold(deviation)] : []),
    ...(differs && source === 'Nengo' ? [undeclared] : []),
    ...describeContradictions(verdict),
    ...describeMisdeclared(precision),
    ...(precision.digits === undefined ? [] : [describeFewDigits(precision.digits)]),
  ];
}

function describeMisdeclared({ declared, found, agreesWithin, areFloat32 }: Fingerprint['precision']): string[] {
  if (found === null || found === declared) return [];
  if (areFloat32 !== false) return [`it declares ${declared} but rounds as ${found}: declare ${found}`];
  return [`its voltages are right to ${agreesWithin?.toExponential(0)}: if any part is ${found}, declare ${found}`];
}

/** How its fingerprint contradicts the conventions that it was judged by. */
function describeContradictions({ conventions: { mismatches = [] } }: Pick<Verdict, 'conventions'>): string[] {
  return mismatches.map((mismatch) => `it ${mismatch}`);
}

const undeclared =
  "it follows conventions other than Nengo's without declaring them: declare them, or use --conventions auto";

function describeLikeness({ name, difference, cites, alike }: Verdict['looksLike'][number]): string {
  const source = cites === undefined ? '' : ` [${cites}]`;
  return `${name}: ${difference}${source} (${Math.round(100 * alike)} % of failures in common)`;
}
