import XMLBuilder from 'fast-xml-builder';
import type { JudgedCase, JudgedClaim, Verdict } from '../conformance/judge/verdict.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';
import { describePlace, failingCase, isFailed, nameOf } from './verdict-words.ts';

/** Longest text of an attribute or a line, characters. */
const longest = 10_000;

/**
 * Writes a verdict as JUnit XML: a test suite for each claim, a test case for each law and vector. What is not applicable
 * is skipped there, as JUnit has no other word, with its reason; what was not run is an error.
 */
export function formatVerdictJunit(verdict: Verdict): string {
  const suites = verdict.claims.map(suiteOf);
  const cases = verdict.claims.flatMap((claim) => claim.cases);
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': `lifspec check: ${nameOf(verdict)}`, ...countsOf(cases), testsuite: suites },
  };
  const builder = new XMLBuilder({
    ...{ attributeNamePrefix: '@', ignoreAttributes: false, format: true, suppressEmptyNode: true },
    suppressBooleanAttributes: false,
  });
  return builder.build(document);
}

function countsOf(cases: readonly JudgedCase[]): object {
  const of = (isMeant: (one: JudgedCase) => boolean) => cases.filter(isMeant).length;
  return {
    '@tests': cases.length,
    '@failures': of(isFailed),
    '@errors': of(({ outcome }) => outcome === 'not run'),
    '@skipped': of(({ outcome }) => outcome === 'skipped' || outcome === 'not applicable'),
  };
}

function suiteOf({ id, statement, cases }: JudgedClaim): object {
  return { '@name': clean(`${id}: ${statement}`), ...countsOf(cases), testcase: cases.map((one) => testCase(id, one)) };
}

function testCase(claim: string, one: JudgedCase): object {
  const { id, title, outcome, reason = '', failure } = one;
  const said = { '@classname': `lifspec.${claim}`, '@name': clean(`${id}: ${title}`) };
  switch (outcome) {
    case 'passed':
      return said;
    case 'failed':
      return { ...said, failure: failure ? failureOf(one, failure) : { '@message': 'failed' } };
    case 'unneeded skip':
      return { ...said, failure: { '@message': clean(`is skipped, but passes: ${reason}`), '@type': 'unneeded skip' } };
    case 'not run':
      return { ...said, error: { '@message': clean(reason) } };
    default:
      return { ...said, skipped: { '@message': clean(`${outcome}: ${reason}`) } };
  }
}

function failureOf(one: JudgedCase, failure: NonNullable<JudgedCase['failure']>): object {
  const { message, expected, got } = failure;
  const found = failingCase(one);
  const lines = [
    `expected  ${expected}`,
    `got       ${got}`,
    describePlace(failure),
    ...(found === undefined ? [] : [`failing case: ${found.text}`]),
  ];
  const text = lines.filter((line) => line !== '').map(clean);
  return { '@message': clean(message), '@type': 'failed', '#text': text.join('\n') };
}

/** XML has no control characters, not even escaped. */
const clean = (text: string): string => printable(text, longest);
