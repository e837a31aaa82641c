import type { JudgedCase, JudgedClaim, Verdict } from '../conformance/judge/verdict.ts';
import { nameImplementation } from './fingerprint.ts';
import { escapeMarkdown, formatCodeBlock } from './markdown.ts';
import { formatMarkdownTable } from './table.ts';
import {
  causesOf,
  describeFailure,
  describeVerdict,
  failedOf,
  gapsOf,
  headOf,
  tabulateClaims,
  type VerdictList,
} from './verdict-sentences.ts';

/** Failed cases per claim that are shown; the others are named. */
const shownInFull = 2;

/** Writes a verdict as Markdown, for the summary of a CI job. */
export function formatVerdictMarkdown(verdict: Verdict): string {
  return [
    `## ${escapeMarkdown(nameImplementation(verdict))}\n`,
    `**${escapeMarkdown(describeVerdict(verdict))}**\n`,
    ...headOf(verdict).map((line) => `- ${escapeMarkdown(line)}`),
    '',
    formatMarkdownTable(tabulateClaims(verdict), escapeMarkdown),
    ...causesOf(verdict).flatMap(formatLines),
    ...verdict.claims.flatMap(formatBroken),
    ...gapsOf(verdict).flatMap(formatLines),
  ].join('\n');
}

function formatLines({ title, lines }: VerdictList): string[] {
  return lines.length === 0 ? [] : [`### ${title}\n`, ...lines.map((line) => `- ${escapeMarkdown(line)}`), ''];
}

function formatBroken(claim: JudgedClaim): string[] {
  const { id, statement, why } = claim;
  const failed = failedOf(claim);
  if (failed.length === 0) return [];
  const others = failed.slice(shownInFull).map((one) => escapeMarkdown(one.id));
  return [
    `### ${id} does not hold\n`,
    `${escapeMarkdown(statement)}${why === '' ? '' : ` Why it matters: ${escapeMarkdown(why)}.`}\n`,
    ...failed.slice(0, shownInFull).map(formatFailed),
    ...(others.length > 0 ? [`${others.length} more: ${others.join(', ')}\n`] : []),
  ];
}

function formatFailed({ id, title, failure }: JudgedCase): string {
  const heading = `**${escapeMarkdown(id)}**: ${escapeMarkdown(title)}\n`;
  return failure === undefined ? heading : `${heading}\n${formatCodeBlock(describeFailure(failure))}`;
}
