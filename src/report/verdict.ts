import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { describeProgram, describeUnanswered, nameImplementation } from './diagnosis.ts';
import { code, type Document, list, type Part, section, sentences, table } from './document.ts';
import { failingInput } from './failing-input.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';
import { describeModel } from './tested-model.ts';
import { causesOf, explainedOf, failuresOf } from './verdict-failures.ts';
import {
  adviseDeclaration,
  conventionsOf,
  describeRules,
  describeTests,
  gapsOf,
  isDiagnosisFirst,
  nameJudgedConventions,
  skipFileOf,
} from './verdict-scope.ts';
import {
  describeFailure,
  describeFault,
  describeVerdict,
  failedOf,
  isJudged,
  nameCase,
  tally,
} from './verdict-sentences.ts';

/** Reports a verdict: short enough for a screen, with all cases in the appendix. */
export function reportVerdict(verdict: Verdict): Document {
  const title = nameImplementation(verdict);
  const { implementation, conventions, diagnosis } = verdict;
  const [followed] = diagnosis?.sets ?? [];
  if (conventions.undeclared && followed)
    return {
      title,
      parts: [
        ...code(adviseDeclaration(implementation.name, followed)),
        ...list(describeUnanswered(diagnosis?.probes ?? [])),
      ],
    };
  if (!isJudged(verdict)) return { title, parts: topOf(verdict) };
  return {
    title,
    parts: [
      ...topOf(verdict),
      ...list(causesOf(verdict)),
      ...failuresOf(verdict),
      ...list(gapsOf(verdict)),
      ...skipFileOf(verdict),
    ],
    appendix: [...describeModel(verdict, explainedOf(verdict)), ...clausesOf(verdict)],
  };
}

function topOf(verdict: Verdict): Part[] {
  const isGood = verdict.conforming && verdict.fault === null;
  return [
    ...sentences([describeVerdict(verdict)], isGood ? 'good' : 'bad'),
    ...code(describeFault(verdict)),
    ...list(isJudged(verdict) && isDiagnosisFirst(verdict) ? describeRules(verdict) : []),
    ...list([
      describeProgram(verdict),
      ...(isJudged(verdict) ? [...describeTests(verdict), ...conventionsOf(verdict)] : describeRules(verdict)),
    ]),
  ];
}

/** The clauses that were tested; the others in one line. */
function clausesOf(verdict: Verdict): Part[] {
  const isTested = ({ outcome }: JudgedClause) => outcome !== 'not applicable';
  const others = verdict.clauses.filter((clause) => !isTested(clause)).map(({ id }) => id);
  return section('Clauses', [
    ...verdict.clauses.filter(isTested).map((clause) => detailsOf(clause, verdict)),
    ...list(others.length > 0 ? [`not applicable: ${others.join(', ')}`] : []),
  ]);
}

function detailsOf(clause: JudgedClause, { implementation }: Verdict): Part {
  const { id, statement, why, outcome, cases } = clause;
  return {
    ...{ kind: 'details', name: id, outcome, isOpen: outcome === 'broken' },
    text: `${tally(cases)} passed: ${statement}`,
    parts: [
      ...sentences(why === '' ? [] : [`Why it matters: ${why}.`], 'soft'),
      ...failedOf(clause).flatMap((one) => showFailed(one, implementation)),
      ...table(`Cases of ${id}`, tabulateCases(cases)),
    ],
  };
}

function showFailed(one: JudgedCase, implementation: Verdict['implementation']): Part[] {
  if (one.failure === undefined) return [];
  const found = failingInput(one, implementation);
  return section(nameCase(one), [...code(describeFailure(one.failure)), ...(found === undefined ? [] : [found])]);
}

function tabulateCases(cases: readonly JudgedCase[]): Column[] {
  const columns: ColumnOf<JudgedCase>[] = [
    ['case', ({ id }) => id],
    ['outcome', ({ outcome }) => outcome],
    ['expected', ({ title }) => title],
    ['reason', ({ reason, skippedInputs }) => reason ?? describeSkipped(skippedInputs)],
  ];
  return makeColumns(cases, columns, true);
}

const describeSkipped = (inputs: JudgedCase['skippedInputs']) =>
  inputs === undefined ? '' : `${inputs.count} of ${inputs.of} inputs skipped: ${inputs.reason}`;

/** Compares simulators by their verdicts: one line for each, and a table of the clauses. */
export function reportVerdicts(verdicts: readonly Verdict[]): Document {
  const names = verdicts.map((verdict, index) => `${index + 1}: ${nameImplementation(verdict)}`);
  const clauses = [...new Set(verdicts.flatMap((verdict) => verdict.clauses.map(({ id }) => id)))];
  const columns = verdicts.map((verdict, index): ColumnOf<string> => {
    return [names[index] as string, (id) => verdict.clauses.find((one) => one.id === id)?.outcome ?? 'not tested'];
  });
  const lines = verdicts.map(
    (verdict, index) => `${names[index]}: ${describeVerdict(verdict)}; ${nameJudgedConventions(verdict.conventions)}`,
  );
  return {
    title: 'Simulators compared',
    parts: [...list(lines), ...table('Clauses', makeColumns(clauses, [['clause', (id) => id], ...columns], true))],
  };
}
