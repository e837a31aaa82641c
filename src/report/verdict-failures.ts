import { groupBy } from '../base/group-by.ts';
import { nameSome, withoutNumbers } from '../base/text.ts';
import type { NeuronInput } from '../conformance/implementation.ts';
import type { Failure, JudgedCase, JudgedClause, Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { code, type Example, list, type Part, section } from './document.ts';
import { exchangesOf, failingInput } from './failing-input.ts';
import { describeFailure, failedOf, nameCase, tally } from './verdict-sentences.ts';

/** What makes cases fail, beside what its neurons do. */
export function causesOf(verdict: Verdict): string[] {
  if (verdict.counts.failed === 0) return [];
  const causes = [...describeErrors(verdict), ...rootCause(verdict), ...describeSizes(verdict)];
  return [...causes.map((cause) => `Likely cause: ${cause}`), ...adviseOnErrors(verdict)];
}

/** A cause that explains all failures, if there is one. */
function rootCause(verdict: Verdict): string[] {
  if (isUnrepeatable(verdict))
    return [
      'the same input gave different answers: state survives between requests, or it draws random numbers; fix this first',
    ];
  if (isSilent(verdict)) return ['it never fires on any input'];
  return hasFailedBy('rounding', verdict)
    ? [
        'only the last digits of answers to the same input differ, so it is an order of operations that varies, such as that of threads',
      ]
    : [];
}

/** Whether a case failed by something other than a wrong answer. */
const hasFailedBy = (instead: Failure['instead'], { clauses }: Pick<Verdict, 'clauses'>): boolean =>
  clauses.some(({ cases }) => cases.some(({ failure }) => failure?.instead === instead));

/**
 * Whether it gave different answers to the same input, which laws find out. A vector compares with an expected answer.
 * Errors, refusals and silence are no such answers.
 */
function isUnrepeatable({ clauses }: Pick<Verdict, 'clauses'>): boolean {
  const differs = ({ kind, outcome, failure }: JudgedCase) =>
    kind === 'law' && outcome === 'failed' && failure?.instead === undefined;
  return clauses.some(({ id, cases }) => id === 'determinism' && cases.some(differs));
}

function isSilent({ clauses, diagnosis }: Verdict): boolean {
  return diagnosis?.outcome === 'never fires' || hasFailedBy('silence', { clauses });
}

/** Steps of a refractory period that every simulator can count: in 16 bits. */
const fewRefractorySteps = 32_767;

/** That only runs with huge refractory periods fail, which a simulator that cannot count their steps may declare. */
function describeSizes({ clauses, implementation }: Verdict): string[] {
  const sizes = clauses.flatMap(failedOf).map((one) => {
    const runs = exchangesOf(one, implementation).filter(({ capability }) => capability === 'neuron');
    const inputs = runs.map(({ input }) => input as NeuronInput);
    return Math.max(0, ...inputs.map(({ tauRefSeconds, dtSeconds }) => Math.ceil(tauRefSeconds / dtSeconds)));
  });
  const least = Math.min(...sizes);
  if (sizes.length === 0 || !(least > fewRefractorySteps)) return [];
  return [
    `all failures have refractory periods of at least ${least} steps; if it cannot count them, let it declare the most that it can: "limits": {"refractorySteps": …}`,
  ];
}

/** What to answer to inputs that it cannot run, if it can run others. */
function adviseOnErrors({ clauses, counts: { passed } }: Verdict): string[] {
  const areErrors = clauses.flatMap(failedOf).some(({ failure }) => failure?.instead === 'error');
  if (!areErrors || passed === 0) return [];
  return [
    'An input that it cannot run is no failure if it answers "skipped" with a reason and a skip file lists the case, or if it declares what it lacks, such as "floor":"zero" or "limits"',
  ];
}

/** The error that most cases end in. */
function describeErrors({ clauses }: Verdict): string[] {
  const failures = clauses.flatMap(failedOf).flatMap(({ failure }) => failure ?? []);
  const errors = failures.filter(({ instead }) => instead === 'error');
  const groups = [...groupBy(errors, ({ got }) => withoutNumbers(got)).values()];
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  const [{ got } = { got: '' }] = most;
  if (most.length === 0) return [];
  const count = `${errors.length} of ${numberOf(failures.length, 'failure')}`;
  return [`${count} ${errors.length === 1 ? 'is an error' : 'are errors'}: ${got}`];
}

/** Whether what the diagnosis names explains every failure with a request, so that one failure shows them all. */
function followsFromDiagnosis(verdict: Verdict): boolean {
  const { diagnosis, diagnoses = {}, clauses, implementation } = verdict;
  const found = [['neuron', diagnosis] as const, ...Object.entries(diagnoses)];
  const explained = found.flatMap(([name, one]) =>
    one?.outcome === 'explained' && !one.unexplained && one.sets[0]?.differences.length ? [name] : [],
  );
  const requests = clauses.flatMap(failedOf).flatMap((one) => exchangesOf(one, implementation));
  return (
    requests.length > 0 &&
    requests.every(({ capability }) => explained.includes(capability)) &&
    !isUnrepeatable(verdict) &&
    !hasFailedBy('error', verdict)
  );
}

/** Most failures that are named besides the one that is explained. */
const mostNamed = 12;

/** One failure of each of the clauses that show the causes best. */
export function failuresOf(verdict: Verdict): Part[] {
  const broken = orderBroken(verdict);
  const shown = explainedOf(verdict);
  const others = broken
    .filter((clause) => shown.every((one) => one.clause !== clause))
    .map(({ id, cases }) => `${id} (${tally(cases)} passed)`);
  const also = followsFromDiagnosis(verdict) ? 'The diagnosis explains all failures, also of' : 'Also broken:';
  return [
    ...shown.flatMap((one, index) => [...explainClause(one), ...showInput(one.failure, verdict, index > 0)]),
    ...list([
      ...(others.length > 0 ? [`${also} ${others.join(', ')}`] : []),
      ...describeFollowing(verdict, broken),
      ...describeInputs(verdict),
    ]),
  ];
}

/** A broken clause, and the failure that shows it. */
interface Explained {
  readonly clause: JudgedClause;
  readonly failure: JudgedCase;
}

/**
 * The broken clauses that are explained: the first and, unless the diagnosis explains all failures, another. The other has
 * a failure with another τ_rc if there is one, because a voltage of 0.02 may be a constant or τ_rc.
 */
export function explainedOf(verdict: Verdict): Explained[] {
  const explain = (clause: JudgedClause, failed = failedOf(clause)) =>
    failed.length > 0 ? [{ clause, failure: simplestOf(failed) }] : [];
  const [first, ...others] = orderBroken(verdict);
  if (first === undefined) return [];
  const [shown] = explain(first) as [Explained];
  if (followsFromDiagnosis(verdict)) return [shown];
  const tauRc = tauRcOf(shown.failure, verdict);
  const differs = (one: JudgedCase) => tauRc !== undefined && ![undefined, tauRc].includes(tauRcOf(one, verdict));
  const withOther = others.flatMap((clause) => explain(clause, failedOf(clause).filter(differs)));
  return [shown, ...[...withOther, ...others.flatMap((clause) => explain(clause))].slice(0, 1)];
}

/** The time constant of the first run of neurons in a failure. */
function tauRcOf(one: JudgedCase, { implementation }: Verdict): number | undefined {
  const run = exchangesOf(one, implementation).find(({ capability }) => capability === 'neuron');
  return (run?.input as NeuronInput | undefined)?.tauRcSeconds;
}

/** The broken clauses that show the cause, the most telling first. */
function orderBroken(verdict: Verdict): JudgedClause[] {
  const all = verdict.clauses.filter((clause) => failedOf(clause).length > 0);
  const first = isUnrepeatable(verdict) ? 'determinism' : ''; // it breaks others
  const { broken: ids = all.map(({ id }) => id) } = verdict;
  const rank = (clause: JudgedClause) => {
    if (clause.id === first) return -1;
    const isSilence = simplestOf(failedOf(clause)).failure?.instead === 'silence'; // passed, but proves nothing
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

function explainClause({ clause, failure: shown }: Explained): Part[] {
  const others = failedOf(clause).flatMap(({ id }) => (id === shown.id ? [] : [id]));
  return section(`${clause.id} does not hold (${tally(clause.cases)} passed): ${clause.statement}`, [
    ...section(`failed: ${nameCase(shown)}`, code(shown.failure ? describeFailure(shown.failure) : [])),
    ...list(others.length > 0 ? [`also failed: ${nameSome(others, mostNamed)}`] : []),
  ]);
}

/** The failure that is easiest to read: one with drawn spikes, then the shortest, laws before vectors. */
const simplestOf = (failed: readonly JudgedCase[]) => failed.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] as JudgedCase;

function sizeOf({ failure }: JudgedCase): number {
  if (failure === undefined) return Number.POSITIVE_INFINITY;
  const { expected, got, message, isDrawn } = failure;
  return expected.length + got.length + message.length + (isDrawn ? 0 : 10_000);
}

/** Most characters of an input on a screen or in Markdown, which GitHub limits to 65,536. */
export const longestInput = 6000;

/** The input of a failure as code; empty if it is too long. Pages show all of them. */
function showInput(one: JudgedCase, { implementation }: Verdict, isFolded: boolean): Example[] {
  const found = failingInput(one, implementation);
  return found === undefined || found.lines.join('\n').length > longestInput ? [] : [{ ...found, isFolded }];
}

/** Where the inputs are that a screen has no room for. */
function describeInputs({ clauses, implementation }: Verdict): string[] {
  const isFound = clauses.some(({ cases }) => cases.some((one) => failingInput(one, implementation) !== undefined));
  return isFound ? ['lifspec check --report html=FILE shows every failing input'] : [];
}
