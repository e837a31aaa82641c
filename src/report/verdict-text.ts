import { groupBy } from '../base/group-by.ts';
import { printable } from '../base/text.ts';
import { findSubject } from '../conformance/clauses.ts';
import type { JudgedCase, JudgedSubject, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeProgram } from './fingerprint.ts';
import { formatTextTable, makeColumns } from './table.ts';
import { describeTraces } from './trace-table.ts';
import { describeCauses, describeContradictions, isUnrepeatable, likelyMistakes } from './verdict-causes.ts';
import { addSubject, describeSkips, describeUntested, writeSkipFile } from './verdict-gaps.ts';
import { adviseDeclaration, describeRules, headOf } from './verdict-head.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  failingCase,
  isJudged,
  nameCase,
  tally,
} from './verdict-sentences.ts';

/** Most broken claims that are explained, each by one failure, so that they fit on a screen; the others are named. */
const mostExplained = 3;

/** Most failures that are listed. If there are more, they have a common cause, which is named. */
const mostListed = 20;

const mostSkips = 4;

/** Longest line with a drawn spike train, in characters: 80 columns without the indent. */
const longestRaster = 76;

/** Width of `expected` and `got` with the space after them, in characters. */
const longestLabel = 10;

/** Longest line, in characters. */
const longestLine = 600;

/**
 * Writes a verdict for the terminal, short enough for a screen; other formats contain everything. Control characters
 * from the implementation are spelled out.
 *
 * @param savedIn - folder in which the failing cases are saved
 */
export function formatVerdictText(verdict: Verdict, savedIn?: string): string {
  const advice = adviseDeclaration(verdict);
  const blocks = isJudged(verdict)
    ? [advice, topOf(verdict), ...failuresOf(verdict, savedIn), declaredOf(verdict), gapsOf(verdict)]
    : [advice.length > 0 ? advice : topOf(verdict)];
  const texts = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${printable(line, longestLine)}\n`).join(''));
  return texts.join('\n');
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function topOf(verdict: Verdict): string[] {
  const about = isJudged(verdict) ? headOf(verdict) : [describeProgram(verdict), ...describeRules(verdict)];
  return [describeVerdict(verdict), ...describeFault(verdict), ...about];
}

/** The likely causes, and one failure of each of the claims that show them best. */
function failuresOf(verdict: Verdict, savedIn?: string): string[][] {
  const broken = verdict.claims.filter((claim) => failedOf(claim).length > 0);
  if (broken.length === 0) return [];
  const { source, undeclared } = verdict.conventions;
  const isJudgedAsNengo = source === 'Nengo' && undeclared === undefined;
  const known = likelyMistakes(verdict, { onlyNearest: true });
  const contradictions = describeContradictions(verdict);
  // a known mistake is more informative than the fact that Nengo's conventions do not match
  const isTold = (cause: string) => !(isJudgedAsNengo && known.length > 0 && contradictions.includes(cause));
  const causes = describeCauses(verdict).filter(isTold);
  const mistakes =
    causes.length === 0 || isJudgedAsNengo || (contradictions.length > 0 && verdict.counts.failed > 1) ? known : [];
  const ranks = new Map(verdict.broken?.map((id, rank) => [id, rank]));
  const first = isUnrepeatable(verdict) ? 'determinism' : ''; // it breaks others
  const rank = (claim: JudgedSubject) => {
    if (claim.id === first) return -1;
    const isSilence = bestFailure(claim).failure?.got === 'silence'; // passed, but proves nothing
    return (ranks.get(claim.id) ?? ranks.size) + (isSilence ? verdict.claims.length : 0);
  };
  const shown = broken.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostExplained);
  const traced = shown
    .map((claim) => ({ claim, traces: describeTraces(bestFailure(claim), verdict.implementation) }))
    .filter(({ traces }) => traces.length > 0);
  // one table fits on a screen; a vector's input is also in its file
  const only = traced.find(({ claim }) => bestFailure(claim).kind === 'law') ?? traced[0];
  const isListed = verdict.counts.failed <= mostListed;
  const others = broken.filter((claim) => !shown.includes(claim));
  return [
    [...causes.map((cause) => `Likely cause: ${cause}`), ...mistakes.map((mistake) => `Likely mistake: ${mistake}`)],
    ...shown.map((claim) => [
      ...explainClaim(claim, claim === only?.claim ? only.traces : []),
      ...(isListed ? indent(listOthers(claim)) : []),
    ]),
    [
      ...(others.length > 0
        ? [`Also broken: ${others.map((claim) => `${claim.id} (${tally(claim.cases)} passed)`).join(', ')}`]
        : []),
      ...describeSaved(verdict, savedIn),
    ],
  ];
}

function describeSaved({ claims }: Verdict, savedIn?: string): string[] {
  const found = claims.flatMap(({ cases }) => cases.flatMap((one) => failingCase(one) ?? []));
  if (found.length === 0) return [];
  if (savedIn === undefined)
    return [
      `--save-failures DIR saves the smallest failing inputs (${found.length}); all failures: --report html=FILE`,
    ];
  const vectors = found.filter(({ isVector }) => isVector).length;
  const others = found.length - vectors;
  const uses = [
    ...(vectors > 0 ? [`${numberOf(vectors, 'vector')}, which lifspec check --vector FILE runs again`] : []),
    ...(others > 0 ? [`${numberOf(others, 'input')} to read; lifspec check --only ID runs the law again`] : []),
  ];
  return [`The smallest failing inputs are in ${savedIn}: ${uses.join('; ')}`];
}

/** @param traces - shown instead of the expected and the actual value, if there are any */
function explainClaim(claim: JudgedSubject, traces: readonly string[]): string[] {
  const best = bestFailure(claim);
  return [
    `${claim.id} does not hold (${tally(claim.cases)} passed): ${claim.statement}`,
    `  ${nameCase(best)}`,
    ...indent(indent(traces.length > 0 ? traces : explain(best.failure))),
  ];
}

function explain(failure: JudgedCase['failure']): string[] {
  if (failure === undefined) return [];
  return failure.isDrawn ? breakRasters(describeFailure(failure)) : describeFailure(failure);
}

/** Puts the lists of spikes on lines of their own if they would not fit beside the drawn spike trains. */
function breakRasters(lines: readonly string[]): string[] {
  if (lines.every((line) => line.length <= longestRaster)) return [...lines];
  return lines.flatMap((line) => {
    const end = line.lastIndexOf('  '); // between the drawn spike train and the list
    return end < longestLabel ? [line] : [line.slice(0, end), `${' '.repeat(longestLabel)}${line.slice(end + 2)}`];
  });
}

/** The failures other than the one that is explained, one per line, errors first. */
function listOthers(claim: JudgedSubject): string[] {
  const best = bestFailure(claim);
  const others = groupBy(failedOf(claim), ({ id, failure }) =>
    id === best.id ? 'best' : failure?.isError ? 'error' : '',
  );
  const errors = others.get('error') ?? [];
  return [
    ...errors.map(({ kind, id, failure }) => `${kind} ${id}: ${failure?.got}`),
    ...(others.get('') ?? []).map(nameCase),
  ];
}

/** The failure that is easiest to read: one with drawn spikes, then the shortest. Claims list laws first. */
function bestFailure(claim: JudgedSubject): JudgedCase {
  return failedOf(claim).toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] as JudgedCase;
}

function sizeOf({ failure }: JudgedCase): number {
  if (failure === undefined) return Number.POSITIVE_INFINITY;
  const { expected, got, message, isDrawn } = failure;
  return expected.length + got.length + message.length + (isDrawn ? 0 : 10_000);
}

/** What holds by declared conventions instead of Nengo's, if all of its cases were run. */
function declaredOf({ claims }: Verdict): string[] {
  const own = claims.filter(
    ({ id, statement, outcome, cases }) =>
      outcome === 'holds' && statement !== findSubject(id).statement && cases.every((one) => one.outcome !== 'not run'),
  );
  const clauses = own.filter(({ id }) => !/^[CF]\d/.test(id));
  if (clauses.length === 0) return [];
  const columns = makeColumns(
    clauses,
    [
      ['', ({ id }) => id],
      ['', ({ cases }) => tally(cases)],
      ['', ({ statement }) => statement],
    ],
    true,
  );
  return ['Of the declared rules, these hold:', ...indent(formatTextTable(columns))];
}

/** Why cases do not apply; missing capabilities in one phrase. */
function nameNotApplicable({ claims }: Verdict): string[] {
  const cases = claims.flatMap((claim) => claim.cases.filter(({ outcome }) => outcome === 'not applicable'));
  const missing = cases.flatMap((one) => one.missing ?? []);
  const others = cases.filter((one) => one.missing === undefined).map(({ reason = '' }) => addSubject(reason));
  return [
    ...(missing.length > 0 ? [`it does not support ${[...new Set(missing)].join(', ')}`] : []),
    ...new Set(others),
  ];
}

/** What was not tested; reasons that the reader cannot change take one line each. */
function gapsOf(verdict: Verdict): string[] {
  const reasons = nameNotApplicable(verdict);
  const untested = describeUntested(verdict);
  const skips = describeSkips(verdict);
  return [
    ...(reasons.length > 0
      ? [`Not applicable (${numberOf(verdict.counts.notApplicable, 'case')}): ${reasons.join('; ')}`]
      : []),
    ...skips.slice(0, mostSkips).map((skip) => `Skipped: ${skip}`),
    ...(skips.length > mostSkips ? [`Skipped: ${skips.length - mostSkips} more; all of them: --report html=FILE`] : []),
    ...writeSkipFile(verdict, longestLine),
    ...(untested.length > 0 ? [`No longer tested: ${untested.join('; ')}`] : []),
  ];
}
