import type { Departures } from '../assumption.ts';
import { troubleOf } from '../fault.ts';
import type { Implementation } from '../implementation.ts';
import { isAtLeast, type Level } from '../level.ts';
import type { Case, Failure, Finding } from './case.ts';
import { provoke } from './silence.ts';
import { type Skip, skipOf } from './skip.ts';
import { countSpikes, listenTo } from './watch.ts';

/** What an implementation is judged by, and how. */
export interface Trial {
  readonly cases: readonly Case[];
  /** In what the implementation is not as Nengo is, and what it does instead. */
  readonly departures?: Departures;
  readonly skips?: readonly Skip[];
  /** Told after each case. */
  readonly onCase?: (done: number) => void;
}

/**
 * How a case ended.
 *
 * - passed
 * - failed
 * - skipped: somebody said that it fails, with a reason, and it does
 * - unneeded skip: somebody said that it fails, and it does not; that is a failure
 * - not applicable: it says nothing about this implementation; that is no pass
 * - not run: the implementation was gone before
 */
export const outcomes = ['passed', 'failed', 'skipped', 'unneeded skip', 'not applicable', 'not run'] as const;

/** How a case ended. */
export type Outcome = (typeof outcomes)[number];

/** A case with how it ended. */
export interface CaseResult {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly level?: Level;
  readonly spikes: number;
  /** Why it was skipped, not applicable or not run. */
  readonly reason?: string;
  /** Who skipped it. */
  readonly skippedBy?: 'file' | 'implementation';
  readonly failure?: Failure;
}

/** How the implementation ended, if it did so before its time. */
export interface Fault {
  readonly kind: string;
  readonly message: string;
  /** The case that it was in. */
  readonly case: string;
}

/** All results, and the fault that ended them early. */
export interface Judgement {
  readonly results: readonly CaseResult[];
  /** Whether a spike came. */
  readonly hasFired: boolean;
  readonly fault?: Fault;
}

/**
 * Runs every case that applies. What the implementation does not offer, and what takes for granted that it does something
 * as Nengo does while it does something else, is not applicable. A skipped case is run too: one that passes needs no skip.
 * An implementation that never fires passes nothing; one that stays silent as it should is asked once whether it can fire.
 *
 * @throws what a case throws that is no answer of the implementation: a mistake of lifspec
 */
export async function judge(watched: Implementation, trial: Trial): Promise<Judgement> {
  let spikes = 0;
  const thrown = new Set<unknown>();
  const implementation = listenTo(watched, ({ output, error }) => {
    spikes += countSpikes(output);
    if (error !== undefined) thrown.add(error);
  });
  const { results, fault: early } = await runCases(implementation, trial, thrown);
  const isDoubtful = spikes === 0 && early === undefined && !results.some(isFailed);
  const trouble = isDoubtful ? await provoke(implementation) : undefined;
  const fault = early ?? (trouble && { ...trouble, case: 'fingerprint' });
  const hasFired = spikes > 0;
  return { results: results.map((one) => withoutSilence(one, hasFired)), hasFired, ...(fault && { fault }) };
}

async function runCases(
  implementation: Implementation,
  { cases, departures = {}, skips = [], onCase }: Trial,
  thrown: Set<unknown>,
): Promise<Pick<Judgement, 'results' | 'fault'>> {
  const results: CaseResult[] = [];
  let fault: Fault | undefined;
  for (const one of cases) {
    if (fault) {
      results.push({ case: one, outcome: 'not run', spikes: 0, reason: `the implementation was gone (${fault.kind})` });
      continue;
    }
    thrown.clear();
    const ended = await judgeCase(one, implementation, departures, skipOf(one, skips), thrown);
    if ('kind' in ended) fault = { ...ended, case: one.id };
    results.push('kind' in ended ? { case: one, outcome: 'not run', spikes: 0, reason: ended.message } : ended);
    onCase?.(results.length);
  }
  return { results, ...(fault && { fault }) };
}

const isFailed = ({ outcome }: CaseResult) => outcome === 'failed' || outcome === 'unneeded skip';

async function judgeCase(
  one: Case,
  implementation: Implementation,
  departures: Departures,
  skip: Skip | undefined,
  thrown: ReadonlySet<unknown>,
): Promise<CaseResult | Omit<Fault, 'case'>> {
  const plain = { case: one, spikes: 0 };
  const reason = whyNotApplicable(one, implementation, departures);
  if (reason !== undefined) return { ...plain, outcome: 'not applicable', reason };
  if (skip?.try === false) return { ...plain, outcome: 'skipped', reason: skip.reason, skippedBy: 'file' };
  try {
    return resultOf(one, await one.run(implementation), skip);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble?.kind === 'fault') return { kind: trouble.fault, message: trouble.message };
    if (trouble?.kind === 'skipped') return resultOf(one, { skipped: trouble.reason }, skip);
    if (trouble === undefined && !thrown.has(error)) throw error;
    const failure = { message: one.title, expected: 'an answer', got: trouble?.message ?? describeError(error) };
    return resultOf(one, { failure, level: { name: 'none' } }, skip);
  }
}

const describeError = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Why a case says nothing about an implementation; undefined if it does. */
function whyNotApplicable(
  { needs, assumes }: Case,
  implementation: Implementation,
  departures: Departures,
): string | undefined {
  const missing = needs.filter((capability) => implementation[capability] === undefined);
  if (missing.length > 0) return `does not offer ${missing.join(' and ')}`;
  const departed = assumes.find((assumption) => departures[assumption] !== undefined);
  return departed && departures[departed];
}

function resultOf(one: Case, finding: Finding, skip: Skip | undefined): CaseResult {
  const { level, spikes = 0, failure, skipped, notApplicable } = finding;
  const plain = { case: one, spikes, ...(level && { level }) };
  if (notApplicable !== undefined) return { ...plain, outcome: 'not applicable', reason: notApplicable };
  if (skipped !== undefined) return { ...plain, outcome: 'skipped', reason: skipped, skippedBy: 'implementation' };
  const passes = failure === undefined && isAtLeast(level ?? { name: 'bits' }, 'steps');
  if (skip && passes) return { ...plain, outcome: 'unneeded skip', reason: skip.reason, skippedBy: 'file' };
  if (skip) return { ...plain, outcome: 'skipped', reason: skip.reason, skippedBy: 'file' };
  return passes ? { ...plain, outcome: 'passed' } : { ...plain, outcome: 'failed', ...(failure && { failure }) };
}

/** Silence proves nothing: what fires has to fire somewhere. */
function withoutSilence(result: CaseResult, hasFired: boolean): CaseResult {
  const fires = result.case.needs.some((capability) => capability === 'neuron' || capability === 'network');
  if (hasFired || !fires || result.outcome !== 'passed') return result;
  const failure = { message: 'never fires, so nothing is shown', expected: 'spikes', got: 'silence' };
  return { ...result, level: { name: 'none' }, outcome: 'failed', failure };
}
