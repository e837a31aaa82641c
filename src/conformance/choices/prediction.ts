import { exp } from '../../base/elementary.ts';
import { type PrecisionName, smallestNormal, unitRoundoff } from '../../base/precision.ts';
import type { NeuronInput } from '../implementation.ts';
import type { Recorded } from './neuron.ts';
import {
  type ChosenNeuron,
  type ChosenState,
  type ChosenStep,
  finishStep,
  mayFire,
  recordStep,
  startNeuron,
  stepNeuron,
} from './neuron-step.ts';
import { spread } from './rounded.ts';

/**
 * Roundings of a step in any form: dt and τ_rc in another unit (3), the exponential (3), 1 − decay, two differences, two
 * products, a sum. They are relative to 1, not to 1 − decay, because e^(−dt/τ_rc) may be computed first.
 */
const roundingsPerStep = 12;

/**
 * How far two right orders of operations may move a voltage apart. An error of a step fades with the decay, so errors add up
 * over 1/(1 − e^(−dt/τ_rc)) < 1 + τ_rc/dt steps:
 *
 *   |Δv| ≤ 2 · 12 · u · max(|v|, |J|) · min(steps, 1 + τ_rc/dt)
 *
 * @param size - max(|v|, |J|) so far
 */
export function negligibleError(
  { current, dtSeconds, tauRcSeconds }: Pick<NeuronInput, 'current' | 'dtSeconds' | 'tauRcSeconds'>,
  size: number,
  precision: PrecisionName,
): number {
  const rememberedSteps = Math.min(current.length, 1 + tauRcSeconds / dtSeconds);
  return 2 * roundingsPerStep * unitRoundoff[precision] * size * rememberedSteps;
}

/** Roundings of a floor that is applied as max(v − floor, 0) + floor. They are relative to the floor. */
const roundingsOfFloor = 2;

/** How rounding may move an answer, and what is known of the answer. */
export interface Observed {
  readonly precision: PrecisionName;
  /** Error of the current [step]; 0 by default. */
  readonly currentErrors?: readonly number[];
  /** The number of spikes that an implementation reports for a step; undefined after the last one. */
  readonly counts?: (step: number) => number | undefined;
}

/** A step whose spikes rounding cannot decide, or were observed. */
export interface PredictedStep {
  readonly after: ChosenStep;
  /** Error of the shown voltage. */
  readonly error: number;
  /** Distance of the voltage from the threshold. */
  readonly margin: number;
}

/**
 * Follows a neuron together with a bound on the accumulated rounding error of any form of its choices (running error
 * analysis). Where rounding could decide how often the neuron fires, it follows the branch that was observed, or ends if
 * nothing was. It also ends where rounding decides whether the voltage still rises in the step of a spike, because the
 * time of the spike depends on it.
 *
 * @param onStep - is called for each comparable step until it returns false
 */
export function predictNeuron(
  neuron: ChosenNeuron,
  { initialVoltage, current: asked }: Pick<NeuronInput, 'initialVoltage' | 'current'>,
  index: number,
  { precision, currentErrors = [], counts }: Observed,
  onStep: (step: number, predicted: PredictedStep) => boolean,
): void {
  const { acts, given } = neuron;
  const rows = acts.current(asked);
  const roundoff = unitRoundoff[precision];
  let before: ChosenState = startNeuron(neuron, initialVoltage[index] as number, initialVoltage[0] as number);
  let [held, heldError]: [Recorded, number] = [{ fired: 0, shown: before.voltage }, 0];
  let errors: Errors = { voltage: roundoff * Math.abs(before.voltage), fraction: 0 };
  for (const [step, row] of rows.entries()) {
    const current = given.round(row[index] as number);
    let after = stepNeuron(neuron, before, current);
    if (isStartUndecided(neuron, before, errors)) return;
    const ofDrive = currentErrors[step - acts.inputDelay] ?? 0;
    const error = errorReached(neuron, before, after, ofDrive, errors, roundoff) + smallestNormal[precision];
    if (isUndecided(neuron, before, after, error)) {
      const count = counts?.(step + acts.spikeDelay);
      if (count === undefined || !(error < 1) || !mayFire(acts, before)) return;
      const reached = nearestWith(count / acts.copies, after.reached, neuron, roundoff);
      // beyond the error, the observed branch is wrong, and the comparison shows it
      if (Math.abs(reached - after.reached) <= error)
        after = finishStep(neuron, before, { ...after, current: after.lastCurrent, reached });
    }
    const next =
      after.spikes > 0
        ? afterSpike(neuron, before, after, ofDrive, error, rows.length, roundoff)
        : withoutSpike(neuron, before, after, error, errors, roundoff);
    if (!Number.isFinite(next.fraction)) return;
    const ofShown = acts.shownVoltage === 'before-step' ? errors.voltage : next.voltage;
    const early = after.spikes > 0 ? 'before-reset' : 'before-floor';
    const shown = recordStep(neuron, before, after, held, { step, steps: rows.length });
    if (shown.shown === after.shown) heldError = acts.shownVoltage === early ? error : ofShown;
    held = shown;
    errors = next;
    if (!onStep(step, { after: shown, error: heldError, margin: distanceFromThreshold(neuron, after) })) return;
    before = after;
  }
}

/** The behavior of a correct implementation of one neuron, and how far rounding can move it. */
export interface Prediction {
  /** Steps before the first in which rounding could decide whether it fires. In these the spikes must be equal. */
  readonly comparableSteps: number;
  /** Steps in which it fires, among the comparable ones. */
  readonly spikes: readonly number[];
  /** Voltage after each comparable step. */
  readonly voltage: readonly number[];
  /** Rounding error of that voltage. */
  readonly voltageError: readonly number[];
  /** The smallest distance |v − 1| from the threshold in the comparable steps. */
  readonly margin: number;
}

/** All comparable steps of a neuron. */
export function predictRun(
  neuron: ChosenNeuron,
  input: Pick<NeuronInput, 'initialVoltage' | 'current'>,
  index: number,
  observed: Observed,
): Prediction {
  const spikes: number[] = [];
  const voltage: number[] = [];
  const voltageError: number[] = [];
  let margin = Number.POSITIVE_INFINITY;
  predictNeuron(neuron, input, index, observed, (step, { after, error, margin: own }) => {
    for (let spike = 0; spike < after.fired; spike++) spikes.push(step);
    voltage.push(after.shown);
    voltageError.push(error);
    margin = Math.min(margin, own);
    return true;
  });
  return { comparableSteps: voltage.length, spikes, voltage, voltageError, margin };
}

/** The voltage nearest to `reached` with which a neuron fires `count` times. */
function nearestWith(count: number, reached: number, { acts, threshold }: ChosenNeuron, roundoff: number): number {
  const beside = 2 * roundoff;
  const [least, most] = acts.comparison(1, 1) ? [count, count + 1 - beside] : [count + beside, count + 1];
  const isAny = acts.spikesPerStep === 'one' && count > 0;
  const inThresholds = reached / threshold;
  const highest = isAny ? Number.POSITIVE_INFINITY : most;
  return threshold * Math.min(count === 0 ? inThresholds : Math.max(inThresholds, least), highest);
}

interface Errors {
  readonly voltage: number;
  /** Error of the fraction of the distance to the current that the next active step covers. */
  readonly fraction: number;
}

/** Error of the voltage that is compared with the threshold. */
function errorReached(
  { acts, given, whole, leaksTo }: ChosenNeuron,
  before: ChosenState,
  { reached, drive, active }: ChosenStep,
  ofDrive: number,
  errors: Errors,
  roundoff: number,
): number {
  if (active === 0 && errors.fraction === 0 && !before.isResetDue) return errors.voltage;
  // where the current cancels the voltage, what remains is its error, which is rounded again
  const { rest, scale } = whole;
  const current = Math.abs(drive + leaksTo);
  const largest = Math.abs(before.voltage) + errors.voltage;
  const ofStep = (1 + Math.abs(rest)) * largest + (1 + Math.abs(scale)) * current;
  const depth = Number.isFinite(given.lowest) ? -given.lowest : 0;
  const rounding = roundoff * (roundingsPerStep * (ofStep + Math.abs(reached)) + roundingsOfFloor * depth);
  // a step that may be only partially active keeps more of an error
  const slope = Math.max(Math.abs(rest), errors.fraction > 0 ? 1 : 0);
  const distance = current + Math.abs(before.voltage) + depth;
  const ofVoltage = slope * errors.voltage + distance * errors.fraction + Math.abs(scale) * ofDrive + rounding;
  if (!before.isResetDue) return ofVoltage;
  return spread((voltage) => acts.reset(voltage, 1, given), before.voltage, ofVoltage) + roundoff;
}

/**
 * Whether rounding could decide how a neuron that was reset to about 1 or more goes on: whether it may fire in this step or only in
 * the next one, and whether its voltage starts above 1, so that no time within the step is that of its spike.
 */
function isStartUndecided({ acts, given: { x } }: ChosenNeuron, before: ChosenState, errors: Errors): boolean {
  if (acts.refractory.isCounted || before.remaining <= -1 || before.voltage < 1 - errors.voltage) return false;
  const isAtOne = before.voltage <= 1 + errors.voltage;
  return isAtOne || Math.abs(before.remaining - 1) * x <= errors.fraction;
}

/** Whether rounding could decide how often the neuron fires. */
function isUndecided(neuron: ChosenNeuron, before: ChosenState, after: ChosenStep, error: number): boolean {
  if (!mayFire(neuron.acts, before)) return !Number.isFinite(error);
  return !(distanceFromThreshold(neuron, after) > error);
}

function distanceFromThreshold({ acts, threshold }: ChosenNeuron, { reached }: ChosenStep): number {
  const count = acts.spikesPerStep === 'many' ? Math.max(Math.round(reached / threshold), 1) : 1;
  return Math.abs(reached - count * threshold);
}

function withoutSpike(
  { acts, given }: ChosenNeuron,
  before: ChosenState,
  after: ChosenStep,
  error: number,
  { fraction }: Errors,
  roundoff: number,
): Errors {
  // rounding may shift the end of a refractory period into the step before or after
  const isOver = before.remaining < 0 && after.remaining < 0;
  const ofFloor = spread((voltage) => acts.floor(voltage, given.lowest), after.reached, error);
  return {
    voltage: ofFloor === 0 ? roundingsPerStep * roundoff * (1 + Math.abs(after.voltage)) : error,
    fraction: isOver ? 0 : fraction,
  };
}

function afterSpike(
  neuron: ChosenNeuron,
  before: ChosenState,
  after: ChosenStep,
  ofDrive: number,
  error: number,
  runSteps: number,
  roundoff: number,
): Errors {
  const { acts, given } = neuron;
  const ofReset = spread((voltage) => acts.reset(voltage, after.spikes, given), after.reached, error);
  const voltage = acts.resetTime === 0 ? Math.max(ofReset, roundoff) : error;
  if (acts.refractory.isCounted) return { voltage, fraction: 0 };
  const ofTime = errorOfTime(neuron, before, after, ofDrive, error, roundoff) * given.x;
  return { voltage, fraction: (ofTime + errorOfClock(neuron, runSteps, roundoff)) * amplification(neuron) };
}

/** Error of the time of a spike, in steps. It is infinite if rounding decides whether the voltage still rises. */
function errorOfTime(
  { acts, given }: ChosenNeuron,
  before: ChosenState,
  { reached, drive }: ChosenStep,
  ofDrive: number,
  error: number,
  roundoff: number,
): number {
  const sizes = Math.abs(drive) + Math.abs(reached) + Math.abs(before.voltage);
  const all = error + roundingsPerStep * roundoff * sizes + ofDrive;
  if (acts.spikeTime(reached, drive, given.x, before.voltage) === 1 && drive < reached - 2 * all) return 0;
  const time = (voltage: number, current: number) => acts.spikeTime(voltage, current, given.x, before.voltage);
  const ofVoltage = spread((voltage) => time(voltage, drive), reached, all);
  const ofCurrent = spread((current) => time(reached, current), drive, all - error);
  const isTimed = Math.abs(drive - reached) > 2 * all || ofVoltage + ofCurrent === 0;
  return isTimed ? ofVoltage + ofCurrent : Number.POSITIVE_INFINITY;
}

/** Error of counting down the refractory period in the steps of a run, in units of τ_rc. */
function errorOfClock({ given: { refractory, x } }: ChosenNeuron, runSteps: number, roundoff: number): number {
  const steps = refractory + 1;
  return roundingsPerStep * roundoff * steps * Math.min(steps, runSteps) * Math.max(x, 1);
}

/** How much an error of the remaining time grows with an integrator that is not exact. */
function amplification({ acts, given: { x } }: ChosenNeuron): number {
  const isExact = acts.integrator.rest(x) === exp(-x);
  return isExact ? 1 : exp(x) * (1 + x) * (1 + x) * (1 + x);
}
