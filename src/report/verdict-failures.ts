import { groupBy } from '../base/group-by.ts';
import type { JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { code, list, type Part, section } from './document.ts';
import { showTraces } from './trace-table.ts';
import { isUnrepeatable } from './verdict-causes.ts';
import { describeFailure, failedOf, failingCase, nameCase, tally } from './verdict-sentences.ts';

/** Most broken clauses that are explained, each by one failure, so that they fit on a screen; the others are named. */
const mostExplained = 3;

/** Most failures that are listed. If there are more, they have a common cause, which is named. */
const mostListed = 20;

/** One failure of each of the clauses that show the causes best. */
export function failuresOf(verdict: Verdict): Part[] {
  const broken = rankBroken(verdict);
  const shown = broken.slice(0, mostExplained);
  const traced = shown
    .map((clause) => ({ clause, traces: showTraces(bestFailure(clause), verdict.implementation) }))
    .filter(({ traces }) => traces.length > 0);
  // one table fits on a screen; a vector's input is also in its file
  const only = traced.find(({ clause }) => bestFailure(clause).kind === 'law') ?? traced[0];
  const isListed = verdict.counts.failed <= mostListed;
  const others = broken.slice(mostExplained).map(({ id, cases }) => `${id} (${tally(cases)} passed)`);
  return [
    ...shown.flatMap((clause) => explainClause(clause, clause === only?.clause ? only.traces : [], isListed)),
    ...list([
      ...(others.length > 0 ? [`Also broken: ${others.join(', ')}`] : []),
      ...describeFollowing(verdict, broken),
      ...describeInputs(verdict),
    ]),
  ];
}

/** The broken clauses that show the cause, the most telling first. */
function rankBroken(verdict: Verdict): JudgedClause[] {
  const all = verdict.clauses.filter((clause) => failedOf(clause).length > 0);
  const first = isUnrepeatable(verdict) ? 'determinism' : ''; // it breaks others
  const { broken: ids = all.map(({ id }) => id) } = verdict;
  const rank = (clause: JudgedClause) => {
    if (clause.id === first) return -1;
    const isSilence = bestFailure(clause).failure?.got === 'silence'; // passed, but proves nothing
    return ids.indexOf(clause.id) + (isSilence ? verdict.clauses.length : 0);
  };
  return all.filter(({ id }) => id === first || ids.includes(id)).toSorted((a, b) => rank(a) - rank(b));
}

/** The clauses that only networks break, although their neurons are wrong by themselves. */
function describeFollowing({ clauses }: Verdict, told: readonly JudgedClause[]): string[] {
  const others = clauses.filter((clause) => failedOf(clause).length > 0 && !told.includes(clause));
  if (others.length === 0) return [];
  const failures = numberOf(others.flatMap(failedOf).length, 'more failure');
  return [`Fix the neurons first: ${failures} may follow from them (${others.map(({ id }) => id).join(', ')})`];
}

/** @param traces - shown instead of the expected and the actual value, if there are any */
function explainClause(clause: JudgedClause, traces: readonly Part[], isListed: boolean): Part[] {
  const best = bestFailure(clause);
  return section(`${clause.id} does not hold (${tally(clause.cases)} passed): ${clause.statement}`, [
    ...section(nameCase(best), traces.length > 0 ? traces : code(best.failure ? describeFailure(best.failure) : [])),
    ...(isListed ? list(listOthers(clause)) : []),
  ]);
}

/** The failures other than the one that is explained, one per line, errors first. */
function listOthers(clause: JudgedClause): string[] {
  const best = bestFailure(clause);
  const others = groupBy(failedOf(clause), ({ id, failure }) =>
    id === best.id ? 'best' : failure?.isError ? 'error' : '',
  );
  const errors = others.get('error') ?? [];
  return [
    ...errors.map(({ kind, id, failure }) => `${kind} ${id}: ${failure?.got}`),
    ...(others.get('') ?? []).map(nameCase),
  ];
}

/** The failure that is easiest to read: one with drawn spikes, then the shortest, laws before vectors. */
function bestFailure(clause: JudgedClause): JudgedCase {
  return failedOf(clause).toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] as JudgedCase;
}

function sizeOf({ failure }: JudgedCase): number {
  if (failure === undefined) return Number.POSITIVE_INFINITY;
  const { expected, got, message, isDrawn } = failure;
  return expected.length + got.length + message.length + (isDrawn ? 0 : 10_000);
}

/** Where the inputs are that a screen has no room for. */
function describeInputs({ clauses }: Verdict): string[] {
  const found = clauses.flatMap(({ cases }) => cases.flatMap((one) => failingCase(one) ?? []));
  return found.length === 0 ? [] : [`The smallest failing inputs (${found.length}): --report html=FILE`];
}
