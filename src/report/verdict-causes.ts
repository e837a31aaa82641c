import { groupBy } from '../base/group-by.ts';
import { withoutNumbers } from '../base/text.ts';
import { differingFields, nengoConventions } from '../conformance/conventions/conventions.ts';
import { type Fingerprint, neverFires } from '../conformance/conventions/fingerprint-schema.ts';
import { provesNothing } from '../conformance/judge/case.ts';
import type { JudgedCase, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeFewDigits, describeThreshold } from './fingerprint.ts';
import { failedOf } from './verdict-sentences.ts';

export function causesOf(verdict: Verdict): string[] {
  if (verdict.counts.failed === 0) return [];
  const mistakes = likelyMistakes(verdict);
  // a known mistake is more informative than the fact that Nengo's conventions do not match
  const isExplained = verdict.conventions.source === 'Nengo' && mistakes.length > 0;
  const contradictions = isExplained ? [] : (verdict.conventions.mismatches ?? []).map((mismatch) => `it ${mismatch}`);
  const causes = [
    ...describeErrors(verdict),
    ...(rootCause(verdict) ?? [...declarationOf(verdict), ...contradictions]),
  ];
  return [
    ...causes.map((cause) => `Likely cause: ${cause}`),
    ...mistakes.map((mistake) => `Likely mistake: ${mistake}`),
  ];
}

/** The known mistakes that give the same wrong answers; empty if it never fires, like many. */
function likelyMistakes(verdict: Verdict): string[] {
  if (isSilent(verdict)) return [];
  return verdict.looksLike.map(({ name, difference, cites, explained, compared }) => {
    const source = cites === undefined ? '' : ` [${cites}]`;
    return `${name}: ${difference}${source} (gives the same answers in ${explained} of ${numberOf(compared, 'failed case')})`;
  });
}

/** A cause that explains all failures, if there is one. */
function rootCause(verdict: Verdict): string[] | undefined {
  const { slip } = verdict.fingerprint?.nearest ?? {};
  if (isUnrepeatable(verdict))
    return [
      'the same input gave different answers: state survives between requests, or it draws random numbers; fix this first',
    ];
  if (slip !== undefined) return [slip];
  return isSilent(verdict) ? ['it never fires on any input'] : undefined;
}

/**
 * Whether it gave different answers to the same input, which laws find out. A vector compares with an expected answer.
 * Errors, refusals and silence are no such answers.
 */
export function isUnrepeatable({ clauses }: Pick<Verdict, 'clauses'>): boolean {
  const differs = ({ kind, outcome, failure }: JudgedCase) =>
    kind === 'law' && outcome === 'failed' && failure?.expected !== 'an answer' && failure?.got !== 'silence';
  return clauses.some(({ id, cases }) => id === 'determinism' && cases.some(differs));
}

function isSilent({ clauses, fingerprint }: Verdict): boolean {
  const isOnProbes = fingerprint?.words === neverFires;
  return isOnProbes || clauses.some(({ cases }) => cases.some(({ failure }) => failure?.message === provesNothing));
}

/** The error that most cases end in. */
function describeErrors({ clauses }: Verdict): string[] {
  const failures = clauses.flatMap(failedOf).flatMap(({ failure }) => failure ?? []);
  const errors = failures.filter(({ isError }) => isError);
  const groups = [...groupBy(errors, ({ got }) => withoutNumbers(got)).values()];
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  const [{ got } = { got: '' }] = most;
  if (most.length === 0) return [];
  return [`${errors.length} of ${numberOf(failures.length, 'failure')} are errors: ${got}`];
}

/** What an implementation has not declared: conventions, a threshold, its precision. */
function declarationOf({ fingerprint, conventions: { source } }: Verdict): string[] {
  if (fingerprint === null) return [];
  const { conventions, precision, nearest } = fingerprint;
  const differs = differingFields(conventions ?? nengoConventions, nengoConventions).length > 0;
  return [
    ...(nearest?.deviation?.what === 'threshold' ? [describeThreshold(nearest.deviation)] : []),
    ...(differs && source === 'Nengo'
      ? [
          "it follows conventions other than Nengo's without declaring them: fix them, or declare them if you intended them",
        ]
      : []),
    ...describeMisdeclared(precision),
    ...(precision.digits === undefined ? [] : [describeFewDigits(precision.digits)]),
  ];
}

function describeMisdeclared({ declared, found }: Fingerprint['precision']): string[] {
  if (found === null || found === declared) return [];
  return [`it declares ${declared}, but its voltages are those of ${found}: if any part is ${found}, declare ${found}`];
}
