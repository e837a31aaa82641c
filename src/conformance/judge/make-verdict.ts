import { groupBy } from '../../base/group-by.ts';
import { areNengos } from '../assumption.ts';
import { type Conventions, nengoConventions } from '../choices/conventions.ts';
import type { Diagnosis } from '../choices/diagnosis.ts';
import { staged, stagesOf } from '../choices/stages-of.ts';
import { type Clause, clauses, findClause, judgedVersions } from '../clauses.ts';
import { fires } from '../protocol/capabilities.ts';
import type { CaseResult } from './case.ts';
import { lengthOf, mostShown } from './exchange.ts';
import type { Judgement } from './judge.ts';
import { idOfDiagnosis, isOfDiagnosis, type Skip } from './skip.ts';
import type { CaseOutcome, Failure, JudgedCase, JudgedClause, Verdict } from './verdict.ts';

type VerdictContext = Pick<
  Verdict,
  'implementation' | 'environment' | 'conventions' | 'diagnosis' | 'diagnoses' | 'exploration'
> & {
  /** The conventions that it was judged by; Nengo's by default. */
  readonly rules?: Conventions;
  readonly skips?: readonly Skip[];
};

export function makeVerdict(
  { results, fault }: Judgement,
  { rules = nengoConventions, skips = [], ...about }: VerdictContext,
): Verdict {
  const excused = excusedBy(skips, about);
  const isRight = excused.every(isNeeded) && !isUnexcused({ ...about, excused });
  const counts = countsOf(results);
  const skipsItself = results.some(({ skippedBy }) => skippedBy === 'implementation');
  const conforming = !fault && counts.failed === 0 && counts.passed > 0 && isRight && !skipsItself;
  return {
    versions: judgedVersions,
    ...about,
    conforming,
    bitIdentical: conforming && areBitIdentical(results),
    fault: fault ?? null,
    counts,
    clauses: clausesOf(withinLimit(results), rules),
    ...(counts.failed > 0 && { broken: brokenClauses(tellingOf(results), firstClauses(about)) }),
    ...(excused.length > 0 && { excused }),
  };
}

type Excused = NonNullable<Verdict['excused']>;

/** What a skip file says of the diagnosis. */
function excusedBy(skips: readonly Skip[], about: Pick<Verdict, 'diagnosis' | 'diagnoses' | 'conventions'>): Excused {
  const own = contradicts(about) ? idOfDiagnosis(about) : undefined;
  return skips
    .filter(({ id }) => isOfDiagnosis(id))
    .map(({ id, reason }) => ({ id, reason, outcome: id === own ? 'skipped' : 'unneeded skip' }));
}

const isNeeded = ({ outcome }: Excused[number]) => outcome === 'skipped';

/**
 * Whether neurons or stages do something else than the conventions by which they are judged, or neurons something
 * unexplained. What is only undeclared contradicts nothing.
 */
export function contradicts({
  diagnosis,
  diagnoses,
  conventions,
}: Pick<Verdict, 'diagnosis' | 'diagnoses' | 'conventions'>): boolean {
  // stages that are unexplained may still pass every case
  if (areStagesNamed(diagnoses)) return true;
  if (diagnosis === null || diagnosis.outcome === 'not asked') return false;
  const isUndeclared = conventions.source === 'Nengo' && diagnosis.sets[0]?.declare !== undefined;
  return diagnosis.sets.length === 0 || (isNamed(diagnosis) && !isUndeclared);
}

/** Whether the diagnosis contradicts the conventions, and no skip excuses what it says. */
export const isUnexcused = (verdict: Pick<Verdict, 'diagnosis' | 'diagnoses' | 'conventions' | 'excused'>): boolean =>
  contradicts(verdict) && !(verdict.excused ?? []).some(isNeeded);

/** Whether the diagnoses say what an implementation does differently. */
export const areNamed = ({ diagnosis, diagnoses }: Pick<Verdict, 'diagnosis' | 'diagnoses'>): boolean =>
  isNamed(diagnosis) || areStagesNamed(diagnoses);

const areStagesNamed = (diagnoses: Verdict['diagnoses'] = {}): boolean =>
  Object.values(diagnoses).some(({ sets: [set] }) => (set?.differences.length ?? 0) > 0);

/** Whether the diagnosis says how neurons differ from the conventions by which they are judged. */
const isNamed = (diagnosis: Diagnosis | null): boolean =>
  (diagnosis?.sets[0]?.differences.length ?? 0) > 0 || diagnosis?.voltages !== undefined;

/** The results that show causes: if neurons fail by themselves, networks of these neurons fail for the same reason. */
function tellingOf(results: readonly CaseResult[]): readonly CaseResult[] {
  const ofNeurons = results.filter(({ case: { needs } }) => needs.every((name) => name === 'neuron'));
  return ofNeurons.some(isCause) ? ofNeurons : results;
}

/** An error shows nothing about how an implementation computes. */
const isCause = ({ case: { clause }, outcome, failure }: CaseResult) =>
  outcome === 'failed' && failure?.instead !== 'error' && clause !== 'refusal';

/** Clauses that follow from others, so that they show no cause; claims do, too. */
const consequences: readonly string[] = ['start', 'time', 'state', 'count', 'randomness'];

/** The clauses of what is named, or differs first, by the diagnoses, that of neurons first. */
function firstClauses({ diagnosis, diagnoses = {} }: Pick<Verdict, 'diagnosis' | 'diagnoses'>): readonly string[] {
  const ofStages = staged.flatMap((name) => {
    const { sets: [set] = [], shownBy } = diagnoses[name] ?? {};
    const named = set?.differences.flatMap(({ field }) => stagesOf[name]?.clauses?.[field] ?? []) ?? [];
    return [...named, shownBy?.clause];
  });
  return [diagnosis?.shownBy?.clause, ...ofStages].filter((clause) => clause !== undefined);
}

/**
 * The clauses that a case breaks: first that of the first difference, then in the order of their smallest failing input;
 * consequences last.
 */
function brokenClauses(results: readonly CaseResult[], firsts: readonly string[]): string[] {
  const failed = groupBy(
    results.filter(({ outcome }) => outcome === 'failed'),
    listedUnder,
  );
  const first = firsts.find((id) => failed.has(id));
  const sizes = [...failed].map(([id, own]) => ({
    id,
    isLater: Number(id !== first),
    follows: Number(consequences.includes(id) || findClause(id).number === ''),
    size: own.reduce(
      (least, { inputLength = Number.POSITIVE_INFINITY }) => Math.min(least, inputLength),
      Number.POSITIVE_INFINITY,
    ),
  }));
  return sizes
    .toSorted((a, b) => a.follows - b.follows || a.isLater - b.isLater || a.size - b.size)
    .map(({ id }) => id);
}

/** The results without the smallest failing cases that no longer fit, so that `lifspec report` can read the verdict. */
function withinLimit(results: readonly CaseResult[]): CaseResult[] {
  let left: number = mostShown.verdict;
  return results.map((result) => {
    const { smallest, ...failure } = result.failure ?? {};
    const length = smallest === undefined ? 0 : lengthOf(smallest);
    if (length <= left) {
      left -= length;
      return result;
    }
    return { ...result, failure: { ...(failure as Failure), omitted: 'the input and answers: there are too many' } };
  });
}

function countsOf(results: readonly CaseResult[]): Verdict['counts'] {
  const of = (...names: CaseOutcome[]) => results.filter(({ outcome }) => names.includes(outcome)).length;
  const skippedInputs = results.reduce((sum, one) => sum + (one.skippedInputs?.count ?? 0), 0);
  return {
    passed: of('passed'),
    failed: of('failed', 'unneeded skip'),
    skipped: of('skipped'),
    notApplicable: of('not applicable'),
    notRun: of('not run'),
    ...(skippedInputs > 0 && { skippedInputs }),
  };
}

/** In reading order; unknown clauses come last. */
function clausesOf(results: readonly CaseResult[], rules: Conventions): JudgedClause[] {
  const groups = groupBy(results, listedUnder);
  const ids = new Set([...clauses.map(({ id }) => id), ...groups.keys()]);
  return [...ids].flatMap((id) => {
    const own = groups.get(id);
    return own === undefined ? [] : [summarizeClause(findClause(id), own, rules)];
  });
}

/** The clause that a result is about. A wrong spike height, for example, says nothing about when a neuron fires. */
function listedUnder({ case: { clause }, failure }: CaseResult): string {
  return failure?.clause ?? clause;
}

/** Whether every number of every vector with spikes is exactly the expected one. */
function areBitIdentical(results: readonly CaseResult[]): boolean {
  const ofSpikes = ({ case: { kind, needs }, outcome }: CaseResult) =>
    kind === 'vector' && outcome === 'passed' && needs.some(fires);
  const passed = results.filter(ofSpikes);
  return passed.length > 0 && passed.every(({ rounding }) => rounding === undefined);
}

function summarizeClause(clause: Clause, own: readonly CaseResult[], rules: Conventions): JudgedClause {
  const outcome = outcomeOf(own);
  const statement = stateUnder(clause, rules);
  const { id, why } = clause;
  return { id, statement, why, outcome, cases: own.map(summarizeCase) };
}

/** One failure breaks a clause. It holds only if a case passes. */
function outcomeOf(own: readonly CaseResult[]): JudgedClause['outcome'] {
  const has = (...names: CaseOutcome[]) => own.some(({ outcome }) => names.includes(outcome));
  if (has('failed', 'unneeded skip')) return 'broken';
  if (has('passed')) return 'holds';
  if (has('not run')) return 'not run';
  return has('skipped') ? 'skipped' : 'not applicable';
}

function summarizeCase({ case: { id, kind, title }, inputLength: _, ...result }: CaseResult): JudgedCase {
  return { id, kind, title, ...result };
}

/** The clauses whose statements other conventions may contradict. */
const ofConventions: readonly string[] = [
  ...['integration', 'threshold', 'reset', 'refractory', 'floor', 'start', 'spike-height', 'rule', 'count'],
  ...['time', 'independence', 'layers'],
];

/** The statement of a clause, restated for a simulator with other conventions: it may be meant to fire at 1. */
function stateUnder({ id, statement }: Clause, conventions: Conventions): string {
  if (areNengos(conventions) || !ofConventions.includes(id)) return statement;
  return `Judged by the declared rules. Under Nengo's rules, the clause says: ${statement}`;
}
