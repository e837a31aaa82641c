import { exp, log } from '../../src/base/elementary.ts';
import { type PrecisionName, precisions, unitRoundoff } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/conventions/conventions.ts';
import { type Rule, ruleOf } from '../../src/conformance/conventions/rule.ts';
import { simulateNeuron } from '../../src/conformance/conventions/simulate.ts';
import {
  type ConventionalNeuron,
  type ConventionalStep,
  startConventional,
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

/**
 * Follows a neuron under given conventions, together with a bound on the accumulated rounding error of any form of the
 * rule (running error analysis). The prediction ends where rounding could decide whether the neuron fires, and where a
 * spike has no defined time within its step although the refractory period depends on it.
 *
 * @param currentErrors - error of the current [step]; 0 by default
 */
export function predictByRule(
  conventions: Conventions,
  input: NeuronInput,
  neuron: number,
  precision: PrecisionName,
  currentErrors: readonly number[] = [],
): Prediction {
  const rule = ruleOf(conventions, input, precisions[precision], 'difference');
  const found = { spikes: [] as number[], voltage: [] as number[], voltageError: [] as number[] };
  let margin = Number.POSITIVE_INFINITY;
  let before = startConventional(input.initialVoltage[neuron] as number, rule);
  let errors: Errors = { voltage: unitRoundoff[precision] * Math.abs(before.voltage), fraction: 0 };
  simulateNeuron(rule, input, neuron, (step, after) => {
    const drive = {
      current: driveOf(before, after, rule),
      error: currentErrors[step - conventions.inputDelaySteps] ?? 0,
    };
    const error = errorReached(before, after, drive, errors, rule);
    if (isUndecided(before, after, error, rule)) return false;
    const next =
      after.spikes > 0 ? afterSpike(before, after, drive, error, rule) : withoutSpike(after, error, errors, rule);
    if (next === undefined) return false;
    errors = next;
    margin = Math.min(margin, distanceFromThreshold(after, rule));
    for (let spike = 0; spike < after.fired; spike++) found.spikes.push(step);
    found.voltage.push(after.shown);
    found.voltageError.push(after.shown === after.reached ? error : errors.voltage);
    before = after;
    return true;
  });
  return { ...found, comparableSteps: found.voltage.length, margin };
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
  const ofStep = (1 + Math.abs(decay)) * Math.abs(before.voltage) + (1 + Math.abs(scale)) * Math.abs(drive.current);
  const depth = floor === Number.NEGATIVE_INFINITY ? 0 : -floor;
  const rounding = roundoffOf(rule) * (roundingsPerStep * (ofStep + Math.abs(reached)) + roundingsOfFloor * depth);
  const slope = Math.max(Math.abs(decay), conventions.refractory.kind === 'sub-step' ? 1 : 0);
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

function withoutSpike({ reached }: ConventionalStep, error: number, { fraction }: Errors, rule: Rule): Errors {
  return {
    voltage: reached + error < rule.floor ? roundingsPerStep * roundoffOf(rule) * (1 - rule.floor) : error,
    fraction,
  };
}

/** Undefined if the refractory period depends on a time of the spike that is not defined. */
function afterSpike(
  before: ConventionalNeuron,
  after: ConventionalStep,
  drive: Drive,
  error: number,
  rule: Rule,
): Errors | undefined {
  const { reset, resetTime, refractory } = rule.conventions;
  const voltage = reset === 'zero' && resetTime === 'at-once' ? roundoffOf(rule) : error;
  if (refractory.kind !== 'sub-step') return { voltage, fraction: 0 };
  if (after.voltage > 1) return undefined;
  const ofTime = errorOfTime(refractory.spikeTime, before, after, drive, error, rule);
  return ofTime === undefined ? undefined : { voltage, fraction: (ofTime + errorOfClock(rule)) * amplification(rule) };
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
  if (spikeTime === 'exact') {
    const [toCurrent, aboveThreshold] = [drive.current - reached, drive.current - 1];
    return toCurrent > 2 * all ? all / (toCurrent - all) + rounding / aboveThreshold : undefined;
  }
  const climb = spikeTime === 'linear' ? reached - before.voltage : (drive.current - before.voltage) * rule.scale;
  return climb > 2 * all ? ((2 * all) / (climb - all)) * Math.max(inTaus(rule), 1) : undefined;
}

const inTaus = ({ constants: { decay } }: Rule) => -log(decay);

/** Error of counting down the refractory period, in units of τ_rc. */
function errorOfClock(rule: Rule): number {
  const steps = rule.refractoryPeriodSteps + 1;
  return roundingsPerStep * roundoffOf(rule) * steps * steps * Math.max(inTaus(rule), 1);
}

/** How much an error of the remaining time grows with an integrator that is not exact. */
function amplification(rule: Rule): number {
  const step = 1 + inTaus(rule);
  return rule.conventions.integrator === 'exact' ? 1 : exp(inTaus(rule)) * step * step * step;
}

/** The output of a neuron in the step of a spike. */
export function declaredHeight(conventions: Conventions, input: NeuronInput, precision: PrecisionName): number {
  return ruleOf(conventions, input, precisions[precision], 'difference').spikeHeight;
}
