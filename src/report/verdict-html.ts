import type { JudgedCase, JudgedSubject, Verdict } from '../conformance/judge/verdict.ts';
import { describeProgram, nameImplementation } from './fingerprint.ts';
import { escapeHtml, formatChip, formatHeading, formatHtmlPage, formatList, formatParagraphs } from './html.ts';
import { describeTried } from './tried.ts';
import { describeUndecided } from './undecided.ts';
import { causesOf } from './verdict-causes.ts';
import { gapsOf } from './verdict-gaps.ts';
import { adviseDeclaration, describeRules, describeTests, describeUnwatched } from './verdict-head.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  failingCase,
  isJudged,
  nameJudgedConventions,
  nameLevel,
  tally,
} from './verdict-sentences.ts';

/** Most failed cases per claim that are shown in full; all cases are listed. */
const shownInFull = 6;

const legend =
  'Levels, best first: bits (identical numbers), steps (every spike in its step), shifted (every spike within one step), counts (spike counts within one at every step), rates (within one at the end), none.';

/** Writes a verdict as HTML in which broken claims are expanded. */
export function formatVerdictHtml(verdict: Verdict): string {
  const { conforming, fault } = verdict;
  const advice = formatAdvice(adviseDeclaration(verdict));
  if (advice !== '' && !isJudged(verdict)) return formatHtmlPage(nameImplementation(verdict), advice);
  const body = [
    advice,
    formatParagraphs([describeVerdict(verdict)], `verdict ${conforming && fault === null ? 'good' : 'bad'}`),
    formatLines(describeFault(verdict)),
    `<p>${escapeHtml(describeProgram(verdict))}${formatHomepage(verdict)}</p>\n`,
    formatParagraphs(
      [
        describeTests(verdict),
        ...describeUndecided(verdict),
        ...describeTried(verdict.exploration.tried),
        ...describeUnwatched(verdict),
        nameJudgedConventions(verdict.conventions),
        legend,
      ],
      'soft',
    ),
    formatList('Conventions', describeRules(verdict)),
    ...causesOf(verdict).map(({ title, lines }) => formatList(title, lines)),
    formatHeading('Claims'),
    ...verdict.claims.map(formatClaim),
    ...gapsOf(verdict).map(({ title, lines }) => formatList(title, lines)),
  ];
  return formatHtmlPage(nameImplementation(verdict), body.join(''));
}

/** The sentence about the rules, then the conventions to paste. */
function formatAdvice([rules, ...lines]: readonly string[]): string {
  return rules === undefined ? '' : formatParagraphs([rules], 'verdict bad') + formatLines(lines);
}

function formatLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<pre class="whole" tabindex="0">${lines.map(escapeHtml).join('\n')}</pre>\n`;
}

function formatHomepage({ implementation: { homepage = '' } }: Verdict): string {
  return /^https?:\/\//.test(homepage) ? `; <a href="${escapeHtml(homepage)}" rel="nofollow">homepage</a>` : '';
}

function formatClaim(claim: JudgedSubject): string {
  const { id, statement, why, outcome, cases } = claim;
  return [
    `<details${outcome === 'broken' ? ' open' : ''}>\n`,
    `<summary><b>${escapeHtml(id)}</b> ${formatChip(outcome)}${formatLevel(claim)} <span class="soft">${tally(cases)}</span> ${escapeHtml(statement)}</summary>\n`,
    why === '' ? '' : formatParagraphs([`Why it matters: ${why}.`], 'soft'),
    ...failedOf(claim).slice(0, shownInFull).map(formatFailed),
    `<details><summary>${cases.length === 1 ? 'The case' : `All ${cases.length} cases`}</summary>\n`,
    `<ul>\n${cases.map(formatCase).join('')}</ul>\n</details>\n</details>\n`,
  ].join('');
}

function formatLevel(judged: JudgedSubject | JudgedCase): string {
  return judged.level === null ? '' : ` <span class="chip">${escapeHtml(nameLevel(judged))}</span>`;
}

function formatCase(one: JudgedCase): string {
  const { id, outcome, title, reason } = one;
  const why = reason === undefined ? '' : ` <span class="soft">(${escapeHtml(reason)})</span>`;
  return `<li>${formatChip(outcome)}${formatLevel(one)} <code>${escapeHtml(id)}</code> ${escapeHtml(title)}${why}</li>\n`;
}

function formatFailed(one: JudgedCase): string {
  const { id, title, failure } = one;
  const heading = `<p><code>${escapeHtml(id)}</code> ${escapeHtml(title)}</p>\n`;
  if (failure === undefined) return heading;
  const lines = describeFailure(failure).map(escapeHtml).join('\n');
  const found = failingCase(one);
  return [
    heading,
    `<pre tabindex="0" role="region" aria-label="${escapeHtml(`Expected and got, ${id}`)}">${lines}</pre>\n`,
    found === undefined
      ? ''
      : `<details><summary>Failing case as ${found.isVector ? 'a vector' : 'JSON'}</summary>\n<pre class="whole">${escapeHtml(found.text)}</pre>\n</details>\n`,
  ].join('');
}
