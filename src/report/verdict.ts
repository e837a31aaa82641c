import { findClause } from '../conformance/clauses.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { code, type Document, list, type Part, section, sentences, table, titledTable } from './document.ts';
import { describeProgram, nameImplementation } from './fingerprint.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';
import { causesOf } from './verdict-causes.ts';
import { adviseDeclaration, conventionsOf, describeRules } from './verdict-conventions.ts';
import { failuresOf } from './verdict-failures.ts';
import { gapsOf, otherSkips, testsOf } from './verdict-scope.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  failingCase,
  isJudged,
  nameCase,
  nameLevel,
  tally,
} from './verdict-sentences.ts';

const shownInFull = 6;

const legend =
  'Levels, best first: bits (identical numbers), steps (every spike in its step), shifted (every spike within one step), counts (spike counts within one at every step), rates (within one at the end), none.';

/** Reports a verdict: short enough for a screen, with all cases in the appendix. */
export function reportVerdict(verdict: Verdict): Document {
  const title = nameImplementation(verdict);
  const [rules, ...advice] = adviseDeclaration(verdict);
  const declare = rules === undefined ? [] : [...sentences([rules], 'bad'), ...code(advice)];
  if (!isJudged(verdict)) return { title, parts: declare.length > 0 ? declare : topOf(verdict) };
  return {
    title,
    parts: [
      ...declare,
      ...topOf(verdict),
      ...list(causesOf(verdict)),
      ...failuresOf(verdict),
      ...declaredOf(verdict),
      ...list(gapsOf(verdict)),
    ],
    appendix: [
      ...section('Clauses', [...sentences([legend], 'soft'), ...verdict.clauses.map(detailsOf)]),
      ...section('Other skips', list(otherSkips(verdict))),
    ],
  };
}

function topOf(verdict: Verdict): Part[] {
  const isGood = verdict.conforming && verdict.fault === null;
  return [
    ...sentences([describeVerdict(verdict)], isGood ? 'good' : 'bad'),
    ...code(describeFault(verdict)),
    ...list([
      describeProgram(verdict),
      ...(isJudged(verdict) ? [...testsOf(verdict), ...conventionsOf(verdict)] : describeRules(verdict)),
    ]),
  ];
}

/** What holds by declared conventions instead of Nengo's, if all of its cases were run. */
function declaredOf({ clauses }: Verdict): Part[] {
  const own = clauses.filter(
    ({ id, statement, outcome, cases }) =>
      outcome === 'holds' && statement !== findClause(id).statement && cases.every((one) => one.outcome !== 'not run'),
  );
  const columns: ColumnOf<JudgedClause>[] = [
    ['', ({ id }) => id],
    ['', ({ cases }) => tally(cases)],
    ['', ({ statement }) => statement],
  ];
  return titledTable('Of the declared rules, these hold:', makeColumns(own, columns, true));
}

function detailsOf(clause: JudgedClause): Part {
  const { id, statement, why, outcome, level, cases } = clause;
  return {
    ...{ kind: 'details', name: id, outcome, isOpen: outcome === 'broken' },
    text: `${level === null ? '' : `level ${nameLevel(clause)}, `}${tally(cases)} passed: ${statement}`,
    parts: [
      ...sentences(why === '' ? [] : [`Why it matters: ${why}.`], 'soft'),
      ...failedOf(clause).slice(0, shownInFull).flatMap(showFailed),
      ...table(`Cases of ${id}`, tabulateCases(cases)),
    ],
  };
}

function showFailed(one: JudgedCase): Part[] {
  const { failure } = one;
  if (failure === undefined) return [];
  const found = failingCase(one);
  return section(nameCase(one), [
    ...code(describeFailure(failure)),
    ...(found === undefined ? [] : [{ kind: 'details', name: 'Failing case as JSON', parts: code([found]) } as const]),
  ]);
}

function tabulateCases(cases: readonly JudgedCase[]): Column[] {
  const columns: ColumnOf<JudgedCase>[] = [
    ['case', ({ id }) => id],
    ['outcome', ({ outcome }) => outcome],
    ['level', nameLevel],
    ['expected', ({ title }) => title],
    ['reason', ({ reason = '' }) => reason],
  ];
  return makeColumns(cases, columns, true).map((column) => ({ ...column, isOutcome: column.name === 'outcome' }));
}
