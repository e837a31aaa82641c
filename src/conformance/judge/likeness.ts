import { groupBy } from '../../base/group-by.ts';
import type { PrecisionName } from '../../base/precision.ts';
import { ask } from '../ask.ts';
import { voltageTolerance } from '../conventions/deviations.ts';
import type { Implementation } from '../implementation.ts';
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

/** The names of the mutants that give the recorded answers of a failed case. */
export async function findLookalikes(
  { id }: Pick<Case, 'id'>,
  exchanges: readonly Exchange[],
  mutants: readonly KnownMutant[],
  precision: PrecisionName,
): Promise<string[]> {
  const isLarge = ({ capability, input }: Exchange) =>
    (wireCapabilities[capability].demand(input as never).products ?? 0) > mostProducts;
  if (exchanges.some(isLarge)) return [];
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
  for (const { capability, input, output, error } of exchanges) {
    const run = mutant[capability] as ((input: never) => unknown) | undefined;
    const { state } = input as { readonly state?: unknown };
    if (run === undefined || (state !== undefined && !states.has(state))) return false;
    const response = await ask(run, state === undefined ? input : { ...(input as object), state: states.get(state) });
    const isSame =
      response.is === 'answer'
        ? error === undefined && agrees(output as Output, response.output as Output, voltageTolerance[precision])
        : response.is === 'refusal' && error instanceof RangeError;
    if (!isSame) return false;
    if (response.is === 'answer') states.set((output as Output).state, (response.output as Output).state);
  }
  return true;
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
 * How many mutants are named, and how much they must explain: nearly all wrong answers, and half of the failed cases. A
 * slip, which one may declare instead of fixing it, explains all wrong answers.
 * Many mistakes give the same few wrong answers, so fewer than three are explained only if one mutant alone does it.
 */
const bounds = { most: 3, explained: 0.9, few: 3, alike: 0.5 };

/**
 * The mutants that give the wrong answers of an implementation and fail the same cases. A case that ended in an error
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
    const explained = compared.filter((names) => names.includes(name)).length;
    const isSlip = fails === undefined;
    const least = (isSlip ? 1 : bounds.explained) * compared.length;
    const isLikely = explained > 0 && explained >= least && alike >= bounds.alike;
    const about = { name, difference, ...(cites !== undefined && { cites }), explained, compared: compared.length };
    return isLikely ? [{ alike, about, isSlip }] : [];
  });
  const most = Math.max(...likely.map(({ alike }) => alike));
  const best = likely.filter(({ alike }) => alike === most);
  // of slips, which are combined, the first that explains most
  const [slip] = best.filter(({ isSlip }) => isSlip).toSorted((a, b) => b.about.explained - a.about.explained);
  const named = best.flatMap((one) => (one.isSlip && one !== slip ? [] : [one.about]));
  return compared.length < bounds.few && named.length > 1 ? [] : named.slice(0, bounds.most);
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
