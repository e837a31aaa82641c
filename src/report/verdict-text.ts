import { printable } from '../base/text.ts';
import type { JudgedCase, JudgedSubject, Verdict } from '../conformance/judge/verdict.ts';
import { nameImplementation } from './fingerprint.ts';
import { escapeMarkdown, formatCodeBlock, formatMarkdownList } from './markdown.ts';
import { formatMarkdownTable, formatTextTable } from './table.ts';
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

/** Failed cases per claim that are explained; the others are named. */
const mostExplained = 2;

/** Longest failing case and longest line that are printed, characters. The JSON report contains all of it. */
const maxLength = { case: 3000, line: 10_000 };

/** A part of a verdict, below the table of claims. */
interface Section extends VerdictList {
  readonly explained?: readonly JudgedCase[];
  readonly others?: string;
}

/** Writes a verdict for the terminal; control characters from the implementation are spelled out. */
export function formatVerdictText(verdict: Verdict): string {
  const lines = [
    describeVerdict(verdict),
    ...headOf(verdict),
    '',
    ...formatTextTable(tabulateClaims(verdict)),
    ...sectionsOf(verdict).flatMap(({ title, lines, explained = [], others }) => [
      ...['', title, ...lines.map((line) => `  ${line}`)],
      ...explained.flatMap((one) => [`  ${nameCase(one)}`, ...explainCase(one).map((line) => `    ${line}`)]),
      ...(others ? [`  ${others}`] : []),
    ]),
  ];
  return lines.map((line) => `${printable(line, maxLength.line)}\n`).join('');
}

/** Writes a verdict as Markdown, for the summary of a CI job. */
export function formatVerdictMarkdown(verdict: Verdict): string {
  return [
    `## ${escapeMarkdown(nameImplementation(verdict))}\n`,
    `**${escapeMarkdown(describeVerdict(verdict))}**\n`,
    formatMarkdownList(headOf(verdict)),
    formatMarkdownTable(tabulateClaims(verdict), escapeMarkdown),
    ...sectionsOf(verdict).flatMap(({ title, lines, explained = [], others }) => [
      `### ${escapeMarkdown(title)}\n`,
      ...(lines.length > 0 ? [formatMarkdownList(lines)] : []),
      ...explained.flatMap((one) => [`**${escapeMarkdown(nameCase(one))}**\n`, formatCodeBlock(explainCase(one))]),
      ...(others ? [`${escapeMarkdown(others)}\n`] : []),
    ]),
  ].join('\n');
}

function sectionsOf(verdict: Verdict): Section[] {
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

function nameCase(one: JudgedCase): string {
  const { id, kind, title, level } = one;
  return `${kind} ${id}${level === null ? '' : `, level ${nameLevel(one)}`}: ${title}`;
}

function explainCase(one: JudgedCase): string[] {
  const { title, failure } = one;
  if (failure === undefined) return [];
  return [...(failure.message === title ? [] : [failure.message]), ...describeFailure(failure), ...locateCase(one)];
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
