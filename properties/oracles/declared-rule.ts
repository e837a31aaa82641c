import { exp, log } from '../../src/base/elementary.ts';
import { type PrecisionName, precisions, smallestNormal, unitRoundoff } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { type Rule, ruleOf } from '../../src/conformance/conventions/rule.ts';
import {
  type ConventionalNeuron,
  type ConventionalStep,
  startConventional,
  stepConventional,
  stepReaching,
} from '../../src/conformance/conventions/step.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import type { Prediction } from './prediction.ts';

/**
 * Roundings of a step in any form: dt and τ_rc in another unit (3), the exponential (3), 1 − decay, two differences, two
 * products, a sum. They are relative to 1, not to 1 − decay, because e^(−dt/τ_rc) may be computed first.
 */
const roundingsPerStep = 12;

/** Roundings of a floor that is applied as max(v − floor, 0) + floor. They are relative to the floor. */
const roundingsOfFloor = 2;

/** The rule of neurons under given conventions. */
export function declaredRule(conventions: Conventions, input: NeuronInput, precision: PrecisionName): Rule {
  return ruleOf(conventions, input, precisions[precision], 'difference');
}

/**
 * Follows a neuron that has a declared rule, together with a bound on the accumulated rounding error of any form of the
 * rule (running error analysis). Where rounding could decide how often the neuron fires, the prediction follows the
 * branch that was observed, or ends if nothing was. It also ends where a spike has no defined time within its step
 * although the refractory period depends on it.
 *
 * @param currentErrors - error of the current [step]; 0 by default
 * @param observed - the number of spikes that an implementation reports for a step; undefined after the last one
 */
export function predictByRule(
  rule: Rule,
  { initialVoltage, current: currents }: Pick<NeuronInput, 'initialVoltage' | 'current'>,
  neuron: number,
  currentErrors: readonly number[] = [],
  observed?: (step: number) => number | undefined,
): Prediction {
  const { conventions } = rule;
  const { round, name: precision } = rule.constants.precision;
  const found = { spikes: [] as number[], voltage: [] as number[], voltageError: [] as number[] };
  let margin = Number.POSITIVE_INFINITY;
  let before = startConventional(initialVoltage[neuron] as number, rule);
  let errors: Errors = { voltage: unitRoundoff[precision] * Math.abs(before.voltage), fraction: 0 };
  for (const [step, row] of currents.entries()) {
    const current = round(row[neuron] as number);
    let after = stepConventional(before, current, rule);
    const drive = {
      current: driveOf(before, after, rule),
      error: currentErrors[step - conventions.inputDelaySteps] ?? 0,
    };
    const error = errorReached(before, after, drive, errors, rule) + smallestNormal[precision];
    if (isUndecided(before, after, error, rule)) {
      const count = observed?.(step + conventions.spikeDelaySteps);
      if (count === undefined || !(error < 1) || isRefractory(before, conventions)) break;
      const reached = nearestWith(count, after.reached, rule);
      // beyond the error, the observed branch is wrong, and the comparison shows it
      if (Math.abs(reached - after.reached) <= error) after = stepReaching(reached, before, current, rule);
    }
    const next =
      after.spikes > 0
        ? afterSpike(before, after, drive, error, rule, currents.length)
        : withoutSpike(before, after, error, errors, rule);
    if (next === undefined) break;
    errors = next;
    margin = Math.min(margin, distanceFromThreshold(after, rule));
    for (let spike = 0; spike < after.fired; spike++) found.spikes.push(step);
    found.voltage.push(after.shown);
    found.voltageError.push(after.shown === after.reached ? error : errors.voltage);
    before = after;
  }
  return { ...found, comparableSteps: found.voltage.length, margin };
}

/** The voltage nearest to `reached` with which a neuron fires `count` times. */
function nearestWith(count: number, reached: number, { conventions, constants }: Rule): number {
  const beside = 2 * unitRoundoff[constants.precision.name];
  const [least, most] = conventions.comparison === '>=' ? [count, count + 1 - beside] : [count + beside, count + 1];
  const isAny = conventions.spikesPerStep === 'one' && count > 0;
  return Math.min(count === 0 ? reached : Math.max(reached, least), isAny ? Number.POSITIVE_INFINITY : most);
}

/** The current that acts in a step, and its error. */
interface Drive {
  readonly current: number;
  readonly error: number;
}

interface Errors {
  readonly voltage: number;
  /** Error of the fraction of the distance to the current that the next active step covers. */
  readonly fraction: number;
}

function driveOf(before: ConventionalNeuron, { lastCurrent }: ConventionalStep, { conventions }: Rule): number {
  const isMasked = isRefractory(before, conventions) && meanwhileOf(conventions) === 'input-masked';
  if (isMasked) return 0;
  return conventions.inputDelaySteps === 1 ? before.lastCurrent : lastCurrent;
}

/** Whether it is in a refractory period of whole steps. */
const isRefractory = ({ refractorySteps }: ConventionalNeuron, { refractory: { kind } }: Conventions) =>
  refractorySteps > 0 && kind !== 'sub-step';

const meanwhileOf = ({ refractory }: Conventions) => ('meanwhile' in refractory ? refractory.meanwhile : undefined);

/** Error of the voltage that is compared with the threshold. */
function errorReached(
  before: ConventionalNeuron,
  { reached }: ConventionalStep,
  drive: Drive,
  errors: Errors,
  rule: Rule,
): number {
  const { conventions, decay, scale, floor } = rule;
  const { reset } = conventions;
  if (before.isResetDue && reset === 'zero') return roundoffOf(rule);
  if (isRefractory(before, conventions) && meanwhileOf(conventions) === 'clamped') return errors.voltage;
  // where the current cancels the voltage, what remains is its error, which is rounded again
  const largest = Math.abs(before.voltage) + errors.voltage;
  const ofStep = (1 + Math.abs(decay)) * largest + (1 + Math.abs(scale)) * Math.abs(drive.current);
  const depth = floor === Number.NEGATIVE_INFINITY ? 0 : -floor;
  const rounding = roundoffOf(rule) * (roundingsPerStep * (ofStep + Math.abs(reached)) + roundingsOfFloor * depth);
  // a step that may be only partially active keeps more of an error
  const slope = Math.max(Math.abs(decay), errors.fraction > 0 ? 1 : 0);
  const distance = Math.abs(drive.current) + Math.abs(before.voltage) + depth;
  return slope * errors.voltage + distance * errors.fraction + Math.abs(scale) * drive.error + rounding;
}

const roundoffOf = ({ constants }: Rule) => unitRoundoff[constants.precision.name];

/** Whether rounding could decide how often the neuron fires. */
function isUndecided(before: ConventionalNeuron, after: ConventionalStep, error: number, rule: Rule): boolean {
  if (isRefractory(before, rule.conventions)) return !Number.isFinite(error);
  return !(distanceFromThreshold(after, rule) > error);
}

function distanceFromThreshold({ reached }: ConventionalStep, { conventions }: Rule): number {
  return Math.abs(reached - (conventions.spikesPerStep === 'many' ? Math.max(Math.round(reached), 1) : 1));
}

function withoutSpike(
  before: ConventionalNeuron,
  after: ConventionalStep,
  error: number,
  { fraction }: Errors,
  rule: Rule,
): Errors {
  const isOver = [before, after].every((one) => one.refractorySteps === 0 && one.firstStepFraction === rule.charge);
  return {
    voltage: after.reached + error < rule.floor ? roundingsPerStep * roundoffOf(rule) * (1 - rule.floor) : error,
    // rounding may shift the end of a refractory period into the step before or after
    fraction: isOver ? 0 : fraction,
  };
}

/** Undefined if the refractory period depends on a time of the spike that is not defined. */
function afterSpike(
  before: ConventionalNeuron,
  after: ConventionalStep,
  drive: Drive,
  error: number,
  rule: Rule,
  runSteps: number,
): Errors | undefined {
  const { reset, resetTime, refractory } = rule.conventions;
  const voltage = reset === 'zero' && resetTime === 'at-once' ? roundoffOf(rule) : error;
  if (refractory.kind !== 'sub-step') return { voltage, fraction: 0 };
  if (after.voltage > 1) return undefined;
  const ofTime = errorOfTime(refractory.spikeTime, before, after, drive, error, rule);
  return ofTime === undefined
    ? undefined
    : { voltage, fraction: (ofTime + errorOfClock(rule, runSteps)) * amplification(rule) };
}

/** Error of the time of a spike, in units of τ_rc. */
function errorOfTime(
  spikeTime: Extract<Conventions['refractory'], { kind: 'sub-step' }>['spikeTime'],
  before: ConventionalNeuron,
  { reached }: ConventionalStep,
  drive: Drive,
  error: number,
  rule: Rule,
): number | undefined {
  if (spikeTime === 'end-of-step') return 0;
  const sizes = Math.abs(drive.current) + Math.abs(reached) + Math.abs(before.voltage);
  const rounding = roundingsPerStep * roundoffOf(rule) * sizes + drive.error;
  const all = error + rounding;
  const [toCurrent, aboveThreshold] = [drive.current - reached, drive.current - 1];
  return toCurrent > 2 * all ? all / (toCurrent - all) + rounding / aboveThreshold : undefined;
}

const inTaus = ({ constants: { decay } }: Rule) => -log(decay);

/** Error of counting down the refractory period in the steps of a run, in units of τ_rc. */
function errorOfClock(rule: Rule, runSteps: number): number {
  const steps = rule.refractoryPeriodSteps + 1;
  return roundingsPerStep * roundoffOf(rule) * steps * Math.min(steps, runSteps) * Math.max(inTaus(rule), 1);
}

/** How much an error of the remaining time grows with an integrator that is not exact. */
function amplification(rule: Rule): number {
  const step = 1 + inTaus(rule);
  return rule.conventions.integrator === 'exact' ? 1 : exp(inTaus(rule)) * step * step * step;
}
