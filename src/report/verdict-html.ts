import type { JudgedCase, JudgedClaim, JudgedFailure, Verdict } from '../conformance/judge/verdict.ts';
import { chip, formatConformancePage, listOf, safe } from './conformance-page.ts';
import { listsOf } from './verdict-parts.ts';
import {
  describeConventions,
  describeImplementation,
  describePlace,
  describeRules,
  describeTrial,
  describeVerdict,
  failedOf,
  failingCase,
  levelOf,
  nameOf,
  tally,
} from './verdict-words.ts';

/** Failing cases of a claim that are drawn; the others are listed. */
const drawn = 6;

/** Writes a verdict as a page: what is wrong stands open, what is right can be opened. */
export function formatVerdictHtml(verdict: Verdict): string {
  const { conforming, fault, implementation } = verdict;
  const { homepage = '' } = implementation;
  const body = [
    `<p class="verdict ${conforming && fault === null ? 'good' : 'bad'}">${safe(describeVerdict(verdict))}</p>\n`,
    `<p>${safe(describeImplementation(verdict))}${/^https?:\/\//.test(homepage) ? `; <a href="${safe(homepage)}" rel="nofollow">homepage</a>` : ''}</p>\n`,
    `<p class="soft">${safe(describeTrial(verdict))}; ${safe(describeConventions(verdict.conventions))}.</p>\n`,
    `<p class="soft">${safe(legend)}</p>\n`,
    listOf('Conventions', describeRules(verdict)),
    '<h2>Claims</h2>\n',
    ...verdict.claims.map(formatClaim),
    ...listsOf(verdict).map(({ title, lines }) => listOf(title, lines)),
  ];
  return formatConformancePage(nameOf(verdict), body.join(''));
}

const legend =
  'Levels, best first: bits, the same numbers; steps, every spike in its step; shifted, each within one step; counts, within one spike at every step; rates, within one spike in the end; none.';

/** Colour of an outcome. */
export const colourOf = (outcome: string): string =>
  ({ holds: 'good', passed: 'good', broken: 'bad', failed: 'bad', 'unneeded skip': 'bad', 'not run': 'bad' })[
    outcome
  ] ?? (outcome.startsWith('skipped') ? 'even' : '');

function formatClaim(claim: JudgedClaim): string {
  const { id, statement, why, outcome, cases } = claim;
  const failed = failedOf(claim);
  const level = claim.level === null ? '' : ` ${chip(levelOf(claim), '')}`;
  return [
    `<details${outcome === 'broken' ? ' open' : ''}>\n`,
    `<summary><b>${safe(id)}</b> ${chip(outcome, colourOf(outcome))}${level} <span class="soft">${safe(tally(cases))}</span> ${safe(statement)}</summary>\n`,
    why === '' ? '' : `<p class="soft">Why it matters: ${safe(why)}.</p>\n`,
    ...failed.slice(0, drawn).map(formatFailed),
    `<details><summary>${cases.length === 1 ? 'The case' : `All ${cases.length} cases`}</summary>\n<ul>\n${cases.map(formatCase).join('')}</ul>\n</details>\n`,
    '</details>\n',
  ].join('');
}

function formatCase(one: JudgedCase): string {
  const { id, outcome, title, reason, level } = one;
  const shown = level === null ? '' : ` ${chip(levelOf(one), '')}`;
  const why = reason === undefined ? '' : ` <span class="soft">(${safe(reason)})</span>`;
  return `<li>${chip(outcome, colourOf(outcome))}${shown} <code>${safe(id)}</code> ${safe(title)}${why}</li>\n`;
}

function formatFailed(one: JudgedCase): string {
  const { id, title, failure } = one;
  const head = `<p><code>${safe(id)}</code> ${safe(title)}</p>\n`;
  return failure === undefined ? head : head + formatFailure(one, failure);
}

function formatFailure(one: JudgedCase, failure: JudgedFailure): string {
  const { expected, got } = failure;
  const found = failingCase(one);
  const place = describePlace(failure);
  const raster = [`expected  ${expected}`, `got       ${got}`].map(safe).join('\n');
  const data =
    found === undefined
      ? ''
      : `<details><summary>The failing case as ${found.isVector ? 'a vector' : 'data'}</summary>\n<pre class="whole">${safe(found.text)}</pre>\n</details>\n`;
  return [
    `<pre tabindex="0" role="region" aria-label="${safe(`Expected and got, ${one.id}`)}">${raster}</pre>\n`,
    place === '' ? '' : `<p class="soft">${safe(place)}</p>\n`,
    data,
  ].join('');
}
