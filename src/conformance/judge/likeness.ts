import { groupBy } from '../../base/group-by.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { ask, type Response } from '../ask.ts';
import { voltageTolerance } from '../conventions/deviations.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { wireCapabilities } from '../protocol/protocol.ts';
import { firstOff, isNear } from '../vectors/comparison.ts';
import type { Case, CaseResult } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Likeness } from './verdict.ts';

/** A mutant, with the cases that it is known to fail; undefined if these are not known. */
export interface KnownMutant extends Pick<Likeness, 'name' | 'difference' | 'cites'> {
  readonly fails?: readonly string[];
  readonly implementation: Implementation;
}

/** Requests with more products of weights and inputs are not sent to mutants, because there are hundreds of them. */
const mostProducts = 100_000;

const isSmall = ({ capability, input }: Exchange) =>
  (wireCapabilities[capability].demand(input as never).products ?? 0) <= mostProducts;

/** The names of the mutants that give the recorded answers of a failed case. */
export async function findLookalikes(
  { id }: Pick<Case, 'id'>,
  exchanges: readonly Exchange[],
  mutants: readonly KnownMutant[],
  precision: PrecisionName,
): Promise<string[]> {
  if (!exchanges.every(isSmall)) return [];
  const names: string[] = [];
  for (const { name, fails, implementation } of mutants)
    if ((fails?.includes(id) ?? true) && (await givesAnswers(implementation, exchanges, precision))) names.push(name);
  return names;
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
    : response.is === 'refusal' && error instanceof RangeError;
}

/** Exchanges of each capability that are kept, at most; and the part of the wrong ones that a mutant must explain. */
const [mostKept, leastExplained] = [32, 0.9];

/** A sample of all exchanges with an implementation, right or wrong. A mistake that is named must explain them. */
export class ExchangeSample {
  readonly #kept = new Map<CapabilityName, { exchanges: Exchange[]; stride: number; seen: number }>();

  add(exchange: Exchange): void {
    const own = this.#kept.get(exchange.capability) ?? { exchanges: [], stride: 1, seen: 0 };
    this.#kept.set(exchange.capability, own);
    if (own.seen++ % own.stride > 0 || (exchange.input as Output).state !== undefined || !isSmall(exchange)) return;
    own.exchanges.push(exchange);
    if (own.exchanges.length < mostKept) return;
    own.exchanges = own.exchanges.filter((_, index) => index % 2 === 0);
    own.stride *= 2;
  }

  /**
   * Whether a mutant is wrong where the implementation is right, or leaves wrong answers unexplained. Rounding may have
   * decided a few of them.
   */
  async refutes(mutant: Implementation, right: Implementation, precision: PrecisionName): Promise<boolean> {
    let [wrong, explained] = [0, 0];
    for (const [capability, { exchanges }] of this.#kept) {
      const [run, correct] = [mutant[capability], right[capability]] as (((input: never) => unknown) | undefined)[];
      if (run === undefined || correct === undefined) continue;
      for (const exchange of exchanges) {
        const isExplained = isSame(exchange, await ask(run, exchange.input), precision);
        const isRight = isSame(exchange, await ask(correct, exchange.input), precision);
        if (isRight && !isExplained) return true;
        if (!isRight) wrong++;
        if (!isRight && isExplained) explained++;
      }
    }
    return explained < leastExplained * wrong;
  }
}

type Output = Readonly<Record<string, unknown>>;

/** Whether the fields of an answer equal those of another one, apart from its state and rounding. */
function agrees({ state: _, ...fields }: Output, other: Output, tolerance: number): boolean {
  const areClose = (one: unknown, another: unknown) =>
    isNear(one, another, tolerance * Math.max(1, Math.abs(Number(one))));
  return Object.entries(fields).every(
    ([field, value]) => value === undefined || firstOff(field, value, other[field], tolerance, areClose) === undefined,
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
  const results = all.filter(({ failure }) => !failure?.isError);
  const ran = idsOf(results, ['passed', 'failed']);
  const failed = idsOf(results, ['failed']);
  const compared = results.flatMap(({ lookalikes }) => (lookalikes ? [lookalikes] : []));
  const likely = mutants.flatMap(({ name, difference, cites, fails }) => {
    const its = (fails ?? [...failed]).filter((id) => ran.has(id));
    const both = its.filter((id) => failed.has(id)).length;
    const alike = both / (its.length + failed.size - both || 1);
    const isLikely = compared.every((names) => names.includes(name)) && alike >= bounds.alike;
    const about = { name, difference, ...(cites !== undefined && { cites }), compared: compared.length };
    return isLikely ? [{ alike, about, isSlip: fails === undefined }] : [];
  });
  const most = Math.max(...likely.map(({ alike }) => alike));
  const best = likely.filter(({ alike }) => alike === most);
  const slip = best.find(({ isSlip }) => isSlip); // slips are combined, and the first is the simplest
  const named = best.flatMap((one) => (one.isSlip && one !== slip ? [] : [one.about]));
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
  outcome === 'failed' && !failure?.isError && clause !== 'refusal';

export const isAboutNeurons = ({ needs }: Pick<Case, 'needs'>): boolean => needs.every((name) => name === 'neuron');

/** Added to the fraction of mutants' failures, so that a clause that few mutants break does not rank first by chance. */
const rarity = 0.1;

/**
 * The broken clauses, the most telling first: those of whose cases the implementation fails more than mutants
 * do on average. A wrong refractory period breaks almost every clause, but few other mistakes break the refractory period.
 *
 * @param listedUnder - the clause of a result
 */
export function rankBroken(
  results: readonly CaseResult[],
  mutants: readonly KnownMutant[],
  listedUnder: (result: CaseResult) => string,
): string[] {
  const ran = results.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed');
  const ids = new Set(ran.map((result) => result.case.id));
  const rivals = mutants
    .map(({ fails = [] }) => new Set(fails.filter((id) => ids.has(id))))
    .filter(({ size }) => size > 0);
  const ranks = [...groupBy(ran, listedUnder)].map(([id, own]) => {
    const usual = rivals.reduce((sum, fails) => sum + own.filter((one) => fails.has(one.case.id)).length, 0);
    const failed = own.filter(({ outcome }) => outcome === 'failed').length;
    return { id, rank: failed / (usual / (rivals.length || 1) + rarity * own.length) };
  });
  const broken = ranks.filter(({ rank }) => rank > 0);
  return broken.toSorted((a, b) => b.rank - a.rank).map(({ id }) => id);
}

function idsOf(results: readonly CaseResult[], outcomes: readonly CaseResult['outcome'][]): Set<string> {
  return new Set(results.filter(({ outcome }) => outcomes.includes(outcome)).map((result) => result.case.id));
}
