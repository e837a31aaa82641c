import type { JudgedCase, JudgedClaim, Verdict } from '../conformance/judge/verdict.ts';
import { printable } from '../conformance/protocol/driver/printable.ts';
import { headOf, listsOf, type VerdictList } from './verdict-parts.ts';
import { describePlace, describeVerdict, failedOf, failingCase, levelOf, tally } from './verdict-words.ts';

/** Failing cases of a claim that are shown in full; the others are named. */
const shownInFull = 2;

/** Longest failing case that is printed, characters; the JSON report has all of it. */
const longestCase = 3000;

/** Longest line, characters. */
const longestLine = 10_000;

/** Writes a verdict for the terminal. What an implementation said is printed without control characters. */
export function formatVerdictText(verdict: Verdict): string {
  const broken = verdict.claims.filter((claim) => failedOf(claim).length > 0);
  const lines = [
    ...[...headOf(verdict), ''],
    ...[...describeClaims(verdict), ''],
    ...broken.flatMap((claim) => [...describeBroken(claim), '']),
    ...listsOf(verdict).flatMap(listed),
    describeVerdict(verdict),
  ];
  return lines.map((line) => `${printable(line, longestLine)}\n`).join('');
}

function listed({ title, lines }: VerdictList): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];
}

function describeClaims({ claims }: Verdict): string[] {
  const applicable = claims.filter(({ outcome }) => outcome !== 'not applicable');
  const lines = applicable.map((claim) => [
    ...[claim.id, levelOf(claim), tally(claim.cases), claim.outcome, claim.statement],
  ]);
  const rows = [['', 'level', 'passed', '', ''], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function describeBroken(claim: JudgedClaim): string[] {
  const { id, statement, why } = claim;
  const failed = failedOf(claim);
  const others = failed.slice(shownInFull).map((one) => one.id);
  return [
    `${id} does not hold: ${statement}`,
    ...(why === '' ? [] : [`  Why it matters: ${why}.`]),
    ...failed.slice(0, shownInFull).flatMap(describeFailed),
    ...(others.length > 0 ? [`  ${others.length} more: ${others.join(', ')}`] : []),
  ];
}

function describeFailed(one: JudgedCase): string[] {
  const { id, kind, title, level, failure } = one;
  const head = `  ${kind} ${id}${level === null ? '' : `, level ${levelOf(one)}`}: ${title}`;
  if (failure === undefined) return [head];
  const place = describePlace(failure);
  return [
    head,
    ...(failure.message === title ? [] : [`    ${failure.message}`]),
    `    expected  ${failure.expected}`,
    `    got       ${failure.got}`,
    ...(place === '' ? [] : [`    ${place}`]),
    ...describeCase(one),
  ];
}

/** Where the case is kept, or itself: a vector if there is one, so that it can be asked again with `check --vector`. */
function describeCase(one: JudgedCase): string[] {
  const { id, kind } = one;
  if (kind === 'vector') return id.startsWith('found/') ? [] : [`    the vector is fixtures/vectors/${id}.json`];
  const found = failingCase(one);
  if (found === undefined) return [];
  const { isVector, text } = found;
  const what = `the smallest failing case that was found${isVector ? ', as a vector' : ''}`;
  return [text.length > longestCase ? `    ${what} is in the JSON report` : `    ${what}: ${text}`];
}
