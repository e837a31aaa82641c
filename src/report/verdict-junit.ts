import XMLBuilder from 'fast-xml-builder';
import { printable } from '../base/text.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { nameImplementation } from './fingerprint.ts';
import { describeNotes } from './verdict-scope.ts';
import { describeFailure, failingCase } from './verdict-sentences.ts';

/** Longest attribute or line, in characters. */
const maxLength = 10_000;

/**
 * Writes a verdict as JUnit XML: one test suite per clause, one test case per law and vector. Cases that do not apply
 * are skipped with their reason, because JUnit has no other outcome for them; cases that were not run are errors.
 */
export function formatVerdictJunit(verdict: Verdict): string {
  const clauses = [...verdict.clauses, ...contradictedRules(verdict)];
  const suites = clauses.map((clause) => suiteOf(clause, verdict.skips));
  const cases = clauses.flatMap((clause) => clause.cases);
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': `lifspec check: ${nameImplementation(verdict)}`, ...countsOf(cases), testsuite: suites },
  };
  const builder = new XMLBuilder({
    ...{ attributeNamePrefix: '@', ignoreAttributes: false, format: true, suppressEmptyNode: true },
    suppressBooleanAttributes: false,
  });
  return builder.build(document);
}

/** The fingerprint as a failed case, if it contradicts the declared conventions: the verdict is then negative as well. */
function contradictedRules({ conventions: { mismatches = [] } }: Verdict): JudgedClause[] {
  if (mismatches.length === 0) return [];
  const title = 'follows the conventions that it declares';
  const failure = { message: mismatches.join('; '), expected: 'the declared conventions', got: mismatches.join('; ') };
  const one = { id: 'fingerprint', kind: 'law', title, outcome: 'failed', level: null, failure } as const;
  return [{ id: 'fingerprint', statement: title, why: '', level: null, outcome: 'broken', cases: [one] }];
}

function countsOf(cases: readonly JudgedCase[]): object {
  const count = (...outcomes: JudgedCase['outcome'][]) =>
    cases.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    '@tests': cases.length,
    '@failures': count('failed', 'unneeded skip'),
    '@errors': count('not run'),
    '@skipped': count('skipped', 'not applicable'),
  };
}

function suiteOf({ id, statement, cases }: JudgedClause, skips: Verdict['skips']): object {
  const notesOf = (one: JudgedCase) => describeNotes(skips.find((skip) => skip.cases.includes(one.id)) ?? {});
  const testcase = cases.map((one) => testCase(id, one, notesOf(one)));
  return { '@name': clean(`${id}: ${statement}`), ...countsOf(cases), testcase };
}

function testCase(clause: string, one: JudgedCase, notes: string): object {
  const { id, title, outcome, reason = '', failure } = one;
  const names = { '@classname': `lifspec.${clause}`, '@name': clean(`${id}: ${title}`) };
  switch (outcome) {
    case 'passed':
      return names;
    case 'failed':
      return { ...names, failure: failure ? failureOf(one, failure) : { '@message': 'failed' } };
    case 'unneeded skip':
      return {
        ...names,
        failure: { '@message': clean(`is skipped but passes: ${reason}${notes}`), '@type': 'unneeded skip' },
      };
    case 'not run':
      return { ...names, error: { '@message': clean(reason) } };
    default:
      return { ...names, skipped: { '@message': clean(`${outcome}: ${reason}${notes}`) } };
  }
}

function failureOf(one: JudgedCase, failure: NonNullable<JudgedCase['failure']>): object {
  const found = failingCase(one);
  const lines = [...describeFailure(failure), ...(found === undefined ? [] : [`failing case: ${found.text}`])];
  return { '@message': clean(failure.message), '@type': 'failed', '#text': lines.map(clean).join('\n') };
}

/** XML allows no control characters, not even escaped ones. */
const clean = (text: string): string => printable(text, maxLength);
