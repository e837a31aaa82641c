import type { JudgedCase, JudgedSubject, Verdict } from '../conformance/judge/verdict.ts';
import { nameImplementation } from './fingerprint.ts';
import { escapeMarkdown, formatCodeBlock, formatMarkdownList } from './markdown.ts';
import { formatMarkdownTable } from './table.ts';
import { causesOf } from './verdict-causes.ts';
import { gapsOf } from './verdict-gaps.ts';
import { adviseDeclaration, headOf } from './verdict-head.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  failingCase,
  isJudged,
  nameCase,
  tabulateClaims,
  type VerdictList,
} from './verdict-sentences.ts';

/** Most failed cases per claim that are explained; the others are named. */
const mostExplained = 2;

/** Longest failing case that is printed, in characters. The JSON report contains all of it. */
const longestCase = 3000;

/** A part of a verdict, below the table of claims. */
interface Section extends VerdictList {
  readonly explained?: readonly JudgedCase[];
  readonly others?: string;
}

/** Writes a verdict as Markdown, for the summary of a CI job. */
export function formatVerdictMarkdown(verdict: Verdict): string {
  const { fault } = verdict;
  const advice = adviseDeclaration(verdict);
  return [
    `## ${escapeMarkdown(nameImplementation(verdict))}\n`,
    ...(advice.length > 0 ? [formatCodeBlock(advice)] : []),
    ...(advice.length === 0 || isJudged(verdict) ? [`**${escapeMarkdown(describeVerdict(verdict))}**\n`] : []),
    ...(fault === null ? [] : [formatCodeBlock(describeFault(verdict))]),
    ...(advice.length === 0 || isJudged(verdict) ? [formatMarkdownList(headOf(verdict))] : []),
    ...(isJudged(verdict) ? [formatMarkdownTable(tabulateClaims(verdict), escapeMarkdown)] : []),
    ...sectionsOf(verdict).flatMap(({ title, lines, explained = [], others }) => [
      `### ${escapeMarkdown(title)}\n`,
      ...(lines.length > 0 ? [formatMarkdownList(lines)] : []),
      ...explained.flatMap((one) => [`**${escapeMarkdown(nameCase(one))}**\n`, formatCodeBlock(explainCase(one))]),
      ...(others ? [`${escapeMarkdown(others)}\n`] : []),
    ]),
  ].join('\n');
}

function sectionsOf(verdict: Verdict): Section[] {
  if (!isJudged(verdict)) return [];
  const broken = verdict.claims.filter((claim) => failedOf(claim).length > 0).map(explainClaim);
  return [...causesOf(verdict), ...broken, ...gapsOf(verdict)];
}

function explainClaim(claim: JudgedSubject): Section {
  const { id, statement, why } = claim;
  const failed = failedOf(claim);
  const others = failed.slice(mostExplained).map((one) => one.id);
  return {
    title: `${id} does not hold: ${statement}`,
    lines: why === '' ? [] : [`Why it matters: ${why}.`],
    explained: failed.slice(0, mostExplained),
    others: others.length > 0 ? `${others.length} more: ${others.join(', ')}` : '',
  };
}

function explainCase(one: JudgedCase): string[] {
  const { title, failure } = one;
  if (failure === undefined) return [];
  return [...(failure.message === title ? [] : [failure.message]), ...describeFailure(failure), ...showCase(one)];
}

function showCase(one: JudgedCase): string[] {
  const found = failingCase(one);
  if (found === undefined) return [];
  const name = `smallest failing case${found.isVector ? ', as a vector' : ''}`;
  return [`${name}: ${found.text.length > longestCase ? 'see --save-failures or the JSON report' : found.text}`];
}
