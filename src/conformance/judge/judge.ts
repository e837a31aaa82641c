/** Judges an implementation: `judge` runs cases (laws and vectors) against it. */

import { failingOf } from '../ask.ts';
import { type Deviations, eventDeviationsOf } from '../assumption.ts';
import type { Implementation } from '../implementation.ts';
import { fires } from '../protocol/capabilities.ts';
import { ImplementationFault, ProgramError } from '../protocol/driver/fault.ts';
import { type Case, type CaseResult, describeError, type Finding, type StartAnother } from './case.ts';
import { History, lengthOf, mostShown, Recording, showExchanges } from './exchange.ts';
import { type Skip, skipOf } from './skip.ts';
import type { Fault } from './verdict.ts';

/** Called after each case with the requests that were sent so far and will be sent in all, both estimated. */
export type OnCase = (done: number, total: number) => void;

export interface JudgeOptions {
  readonly cases: readonly Case[];
  /** How the implementation's conventions differ from Nengo's. */
  readonly deviations?: Deviations;
  readonly skips?: readonly Skip[];
  readonly another?: StartAnother | undefined;
  /** What it answered in cases that were judged before. */
  readonly history?: History;
  /** Whether it is known to fire, because it did so in a probe or in other cases. */
  readonly hasFired?: boolean;
  readonly onCase?: OnCase;
}

export interface Judgement {
  readonly results: readonly CaseResult[];
  readonly fault?: Fault;
}

/**
 * Runs every case that applies. A case is not applicable if it needs a missing capability, or assumes a convention that
 * the implementation does not follow. Skipped cases are run too, because one that passes needs no skip. An
 * implementation that never fires passes no case about neurons or networks.
 *
 * @throws whatever a case throws that the implementation did not throw: a bug in lifspec
 */
export async function judge(judged: Implementation, options: JudgeOptions): Promise<Judgement> {
  const { history = new History() } = options;
  const ofAll = {
    ...(!judged.refuses && { refusals: promisesNoRefusals }),
    ...(judged.takesWeights === false && { givenWeights: 'does not train from given weights' }),
  };
  const ofEvents = { ...eventDeviationsOf(judged.eventConventions), ...ofAll };
  return await runCases(judged, { ...options, history, deviations: { ...options.deviations, ...ofAll }, ofEvents });
}

interface RunOptions extends JudgeOptions {
  readonly deviations: Deviations;
  /** How its networks of events differ from the definition. */
  readonly ofEvents: Deviations;
  readonly history: History;
}

const promisesNoRefusals = 'does not promise to refuse invalid inputs';

/**
 * Cases that run at the same time: the next request of one is ready when the answer to another arrives, so neither side
 * waits for the other unless an answer takes long. Requests are still sent one by one, in an order that follows from the
 * answers alone.
 */
const lanes = 4;

async function runCases(implementation: Implementation, options: RunOptions): Promise<Judgement> {
  const { cases, onCase } = options;
  const results: CaseResult[] = []; // in the order of the cases, with holes for those that still run
  let fault: Fault | undefined;
  let { hasFired = false } = options;
  let done = 0;
  const requestsOf = (one: Case): number => {
    if (whyNotApplicable(one, implementation, options) !== undefined) return 0;
    return one.requests ?? 1;
  };
  const total = cases.reduce((sum, one) => sum + requestsOf(one), 0);
  const runOne = async (one: Case): Promise<CaseResult> => {
    const notRun = { case: one, outcome: 'not run' } as const;
    if (fault) return { ...notRun, reason: `the implementation had stopped (${fault.kind})` };
    const recording = new Recording(implementation, options.history);
    try {
      return await judgeCase(one, recording, options);
    } catch (error) {
      fault ??= faultOf(error, one.id);
      return { ...notRun, reason: fault.message };
    } finally {
      hasFired ||= recording.spikes > 0;
    }
  };
  const runAll = async (queue: [number, Case][]) => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, one] = next;
      results[index] = await runOne(one);
      done += requestsOf(one);
      onCase?.(done, total);
    }
  };
  const all = [...cases.entries()];
  const [first, last] = [all.filter(([, one]) => !one.isLast), all.filter(([, one]) => one.isLast)];
  for (const queue of [first, last]) await Promise.all(Array.from({ length: lanes }, () => runAll(queue)));
  return { results: hasFired ? results : results.map(withoutSilence), ...(fault && { fault }) };
}

/** The fault that an error describes. Any other error is a bug in lifspec. */
export function faultOf(error: unknown, during: string): Fault {
  if (!(error instanceof ImplementationFault)) throw error;
  const { kind, message, request } = error;
  const isLong = lengthOf(request) > mostShown.failure;
  const shown = request && (isLong ? { ...request, input: { omitted: 'it is too long' } } : request);
  return { kind, message, case: during, ...(shown && { request: shown }) };
}

async function judgeCase(one: Case, recording: Recording, options: RunOptions): Promise<CaseResult> {
  const { skips = [], history, another } = options;
  const skip = skipOf(one, skips);
  const unable = whyNotApplicable(one, recording.implementation, options);
  if (unable !== undefined) return { case: one, outcome: 'not applicable', ...unable };
  try {
    const finding = await one.run(recording, another);
    const { exchanges, failure } = finding;
    if (!failure || !exchanges) return resultOf(one, finding, skip);
    const inputLength = lengthOf(exchanges.map(({ input }) => input));
    if (history.keep(one.id, exchanges)) return { ...resultOf(one, finding, skip), inputLength };
    const omitted = 'a search for its cause, because the answers of a check may take 256 MB in all';
    return resultOf(one, { ...finding, failure: { ...failure, omitted } }, skip);
  } catch (error) {
    const isThrown = recording.exchanges.some((exchange) => exchange.error === error);
    if (!isThrown && !(error instanceof ProgramError)) throw error; // a bug in lifspec
    const failing = failingOf(error);
    if (failing.is === 'skip') {
      const { reason, by: skippedBy } = failing.error;
      return resultOf(one, { outcome: 'skipped', reason, skippedBy }, skip);
    }
    const { id, clause, title } = one;
    const { exchanges, ...omitted } = await showExchanges(recording.exchanges);
    const failure = {
      message: title,
      ...describeError(failing),
      smallest: { id, clause, title, exchanges },
      ...omitted,
    };
    return resultOf(one, { outcome: 'failed', failure }, skip);
  }
}

function whyNotApplicable(
  { needs, assumes }: Case,
  implementation: Implementation,
  { deviations, ofEvents }: Pick<RunOptions, 'deviations' | 'ofEvents'>,
): Pick<CaseResult, 'reason' | 'missing'> | undefined {
  const missing = needs.filter((capability) => implementation[capability] === undefined);
  if (missing.length > 0) return { reason: `does not support ${missing.join(' and ')}`, missing };
  const own = needs.includes('events') ? ofEvents : deviations;
  const [reason] = assumes.flatMap((assumption) => own[assumption] ?? []);
  return reason === undefined ? undefined : { reason };
}

function resultOf(one: Case, { exchanges: _, ...finding }: Finding, skip: Skip | undefined): CaseResult {
  const result = { case: one, ...finding };
  if (skip === undefined || finding.outcome === 'not applicable') return result;
  const { failure: __, ...unlisted } = result;
  return {
    ...unlisted,
    outcome: finding.outcome === 'passed' ? 'unneeded skip' : 'skipped',
    reason: skip.reason,
    skippedBy: 'file',
  };
}

/** Silence proves nothing: a case about neurons, networks or NIR passes only if the implementation can fire. */
function withoutSilence(result: CaseResult): CaseResult {
  if (!result.case.needs.some(fires) || result.outcome !== 'passed') return result;
  const message = 'never fires, so passing proves nothing';
  const failure = { message, expected: 'spikes', got: 'silence', instead: 'silence' } as const;
  return { ...result, outcome: 'failed', failure };
}
