import { printable } from '../base/text.ts';
import type { JudgedCase, JudgedClaim, Verdict } from '../conformance/judge/verdict.ts';
import { formatTextTable } from './table.ts';
import {
  causesOf,
  describeFailure,
  describeVerdict,
  failedOf,
  failingCase,
  gapsOf,
  headOf,
  nameLevel,
  tabulateClaims,
  type VerdictList,
} from './verdict-sentences.ts';

/** Failed cases per claim that are shown in full; the others are named. */
const shownInFull = 2;

/** Longest failing case and longest line that are printed, characters. The JSON report contains all of it. */
const maxLength = { case: 3000, line: 10_000 };

/** Writes a verdict for the terminal; control characters from the implementation are spelled out. */
export function formatVerdictText(verdict: Verdict): string {
  const lines = [
    describeVerdict(verdict),
    ...headOf(verdict),
    '',
    ...formatTextTable(tabulateClaims(verdict)),
    ...causesOf(verdict).flatMap(formatLines),
    ...verdict.claims.flatMap(formatBroken),
    ...gapsOf(verdict).flatMap(formatLines),
  ];
  return lines.map((line) => `${printable(line, maxLength.line)}\n`).join('');
}

function formatLines({ title, lines }: VerdictList): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function formatBroken(claim: JudgedClaim): string[] {
  const { id, statement, why } = claim;
  const failed = failedOf(claim);
  if (failed.length === 0) return [];
  const others = failed.slice(shownInFull).map((one) => one.id);
  return [
    '',
    `${id} does not hold: ${statement}`,
    ...(why === '' ? [] : [`  Why it matters: ${why}.`]),
    ...failed.slice(0, shownInFull).flatMap(formatFailed),
    ...(others.length > 0 ? [`  ${others.length} more: ${others.join(', ')}`] : []),
  ];
}

function formatFailed(one: JudgedCase): string[] {
  const { id, kind, title, level, failure } = one;
  const heading = `  ${kind} ${id}${level === null ? '' : `, level ${nameLevel(one)}`}: ${title}`;
  if (failure === undefined) return [heading];
  const message = failure.message === title ? [] : [failure.message];
  const lines = [...message, ...describeFailure(failure), ...locateCase(one)];
  return [heading, ...lines.map((line) => `    ${line}`)];
}

/** The failing case, or where to find it. */
function locateCase(one: JudgedCase): string[] {
  const { id, kind } = one;
  if (kind === 'vector') return id.startsWith('found/') ? [] : [`vector: fixtures/vectors/${id}.json`];
  const found = failingCase(one);
  if (found === undefined) return [];
  const name = `smallest failing case${found.isVector ? ', as a vector' : ''}`;
  return [`${name}: ${found.text.length > maxLength.case ? 'see the JSON report' : found.text}`];
}
