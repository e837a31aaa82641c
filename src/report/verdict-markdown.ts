import type { JudgedCase, JudgedClaim, Verdict } from '../conformance/judge/verdict.ts';
import { escapeMarkdown, fence } from './escape-markdown.ts';
import { headOf, listsOf, type VerdictList } from './verdict-parts.ts';
import { describePlace, describeVerdict, failedOf, levelOf, nameOf, tally } from './verdict-words.ts';

/** Failing cases of a claim that are shown. */
const shown = 2;

/** Writes a verdict as Markdown, as the summary of a CI job shows it. */
export function formatVerdictMarkdown(verdict: Verdict): string {
  const broken = verdict.claims.filter((claim) => failedOf(claim).length > 0);
  return [
    `## ${escapeMarkdown(nameOf(verdict))}\n`,
    `**${escapeMarkdown(describeVerdict(verdict))}**\n`,
    ...headOf(verdict).map((line) => `- ${escapeMarkdown(line)}`),
    '',
    '| claim | level | passed | | |',
    '| --- | --- | --- | --- | --- |',
    ...verdict.claims.map(claimLine),
    '',
    ...broken.map(describeBroken),
    ...listsOf(verdict).flatMap(listed),
  ].join('\n');
}

function claimLine(claim: JudgedClaim): string {
  const cells = [claim.id, levelOf(claim), tally(claim.cases), claim.outcome, claim.statement];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

function listed({ title, lines }: VerdictList): string[] {
  return lines.length === 0 ? [] : [`### ${title}\n`, ...lines.map((line) => `- ${escapeMarkdown(line)}`), ''];
}

function describeBroken(claim: JudgedClaim): string {
  const { id, statement, why } = claim;
  const failed = failedOf(claim);
  const others = failed.slice(shown).map((one) => escapeMarkdown(one.id));
  return [
    `### ${id} does not hold\n`,
    `${escapeMarkdown(statement)}${why === '' ? '' : ` Why it matters: ${escapeMarkdown(why)}.`}\n`,
    ...failed.slice(0, shown).map(describeFailed),
    ...(others.length > 0 ? [`${others.length} more: ${others.join(', ')}\n`] : []),
  ].join('\n');
}

function describeFailed({ id, title, failure }: JudgedCase): string {
  const head = `**${escapeMarkdown(id)}**: ${escapeMarkdown(title)}\n`;
  if (failure === undefined) return head;
  const lines = [`expected  ${failure.expected}`, `got       ${failure.got}`, describePlace(failure)];
  return `${head}\n${fence(lines.filter((line) => line !== ''))}`;
}
