import type { PrecisionName } from '../../base/precision.ts';
import { Refusal } from '../../base/requirement.ts';
import { ask, type Response } from '../ask.ts';
import type { Implementation } from '../implementation.ts';
import { firstOff, voltageTolerance } from '../vectors/comparison.ts';
import type { Case, CaseResult } from './case.ts';
import { type Exchange, type History, isSmall } from './exchange.ts';
import type { Likeness } from './verdict.ts';

/** A mutant, with the cases that it is known to fail. */
export interface KnownMutant extends Pick<Likeness, 'name' | 'difference' | 'cites'> {
  readonly fails: readonly string[];
  readonly implementation: Implementation;
}

/**
 * The results with the names of the mutants that give all wrong answers of the cases that show causes. An error shows
 * nothing about how the implementation computes.
 *
 * @param right - a correct implementation: answers so close to its own would seem to come from any mutant that is right there
 */
export async function withLookalikes(
  results: readonly CaseResult[],
  failing: History['failing'],
  mutants: readonly KnownMutant[],
  { right, precision }: { readonly right?: Implementation | undefined; readonly precision: PrecisionName },
): Promise<readonly CaseResult[]> {
  const compared: CaseResult[] = [];
  for (const result of tellingOf(results)) {
    const exchanges = failing.get(result.case.id);
    if (result.outcome !== 'failed' || exchanges === undefined || result.failure?.instead === 'error') continue;
    if (!(right && (await givesAnswers(right, exchanges, precision)))) compared.push(result);
  }
  const lookalikes: string[] = [];
  if (compared.length > 0) for (const mutant of mutants) if (await explainsAll(mutant)) lookalikes.push(mutant.name);
  return results.map((one) => (compared.includes(one) ? { ...one, lookalikes } : one));

  async function explainsAll({ fails, implementation }: KnownMutant): Promise<boolean> {
    for (const result of compared) {
      const exchanges = failing.get(result.case.id) as readonly Exchange[];
      if (!fails.includes(result.case.id) || !exchanges.every(isSmall)) return false;
      if (!(await givesAnswers(implementation, exchanges, precision))) return false;
    }
    return true;
  }
}

async function givesAnswers(
  mutant: Implementation,
  exchanges: readonly Exchange[],
  precision: PrecisionName,
): Promise<boolean> {
  const states = new Map<unknown, unknown>(); // only the implementation that returned a state can read it
  for (const exchange of exchanges) {
    const { capability, input, output } = exchange;
    const run = mutant[capability] as ((input: never) => unknown) | undefined;
    const { state } = input as { readonly state?: unknown };
    if (run === undefined || (state !== undefined && !states.has(state))) return false;
    const response = await ask(run, state === undefined ? input : { ...(input as object), state: states.get(state) });
    if (!isSame(exchange, response, precision)) return false;
    if (response.is === 'answer') states.set((output as Output).state, (response.output as Output).state);
  }
  return true;
}

function isSame({ output, error }: Exchange, response: Response<unknown>, precision: PrecisionName): boolean {
  return response.is === 'answer'
    ? error === undefined && agrees(output as Output, response.output as Output, voltageTolerance[precision])
    : response.is === 'refusal' && error instanceof Refusal;
}

type Output = Readonly<Record<string, unknown>>;

/** Whether the fields of an answer equal those of another one, apart from its state and rounding. */
function agrees({ state: _, ...fields }: Output, other: Output, tolerance: number): boolean {
  const allowed = (one: number) => tolerance * Math.max(1, Math.abs(one));
  return Object.entries(fields).every(
    ([field, value]) => value === undefined || firstOff(field, value, other[field], allowed) === undefined,
  );
}

/**
 * How many mutants are named, and how many of the cases that they are known to fail must have failed. Many mistakes give
 * the same few wrong answers, so fewer than three are explained only if one mutant alone does it.
 */
const bounds = { most: 3, alike: 0.5, few: 3 };

/**
 * The mutants that give all wrong answers of an implementation and fail the same cases. A case that ended in an error
 * shows nothing about how the implementation computes.
 */
export function findLikenesses(all: readonly CaseResult[], mutants: readonly KnownMutant[]): Likeness[] {
  const results = all.filter(({ failure }) => failure?.instead !== 'error');
  const ran = idsOf(results, ['passed', 'failed']);
  const failed = idsOf(results, ['failed']);
  const compared = results.flatMap(({ lookalikes }) => (lookalikes ? [lookalikes] : []));
  const likely = mutants.flatMap(({ name, difference, cites, fails }) => {
    const its = fails.filter((id) => ran.has(id));
    const both = its.filter((id) => failed.has(id)).length;
    const alike = both / (its.length + failed.size - both || 1);
    const isLikely = compared.every((names) => names.includes(name)) && alike >= bounds.alike;
    const about = { name, difference, ...(cites !== undefined && { cites }), compared: compared.length };
    return isLikely ? [{ alike, about }] : [];
  });
  const most = Math.max(...likely.map(({ alike }) => alike));
  const named = likely.flatMap(({ alike, about }) => (alike === most ? [about] : []));
  const isUnclear = compared.length === 0 || (compared.length < bounds.few && named.length > 1);
  return isUnclear ? [] : named.slice(0, bounds.most);
}

/**
 * The results that show causes: if neurons fail by themselves, networks of these neurons fail too, for the same reason.
 */
export function tellingOf(results: readonly CaseResult[]): readonly CaseResult[] {
  const ofNeurons = results.filter((result) => isAboutNeurons(result.case));
  return ofNeurons.some(isCause) ? ofNeurons : results;
}

const isCause = ({ case: { clause }, outcome, failure }: CaseResult) =>
  outcome === 'failed' && failure?.instead !== 'error' && clause !== 'refusal';

const isAboutNeurons = ({ needs }: Pick<Case, 'needs'>): boolean => needs.every((name) => name === 'neuron');

function idsOf(results: readonly CaseResult[], outcomes: readonly CaseResult['outcome'][]): Set<string> {
  return new Set(results.filter(({ outcome }) => outcomes.includes(outcome)).map((result) => result.case.id));
}
