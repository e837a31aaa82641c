import { expm1 } from '../base/elementary.ts';
import type { Precision } from '../base/precision.ts';
import { requireAtMost, requireFinite } from '../base/requirement.ts';
import { type LifConstants, type LifParameters, lifConstants } from '../simulator/neuron/lif.ts';
import type { Model, NeuronType } from '../simulator/neuron/model.ts';

/** How a neuron steps, in the words of src/conformance/choices/neuron.ts. */
export interface StepRules {
  /** `exact`: d = e^(−dt/τ_rc); `euler`: d = 1 − dt/τ_rc, with dt at most τ_rc. */
  readonly integrator: 'exact' | 'euler';
  /** `one-minus-decay`: s = 1 − d; `one`: s = 1. */
  readonly inputScale: 'one-minus-decay' | 'one';
  /** Whether it fires at 1, or only above. */
  readonly comparison: '>' | '>=';
  /** What a spike does to the voltage: it becomes 0, or 1 less. */
  readonly reset: 'zero' | 'subtract';
  /** When it does so: in the step of the spike, or at the end of the next integration. */
  readonly resetTime: 'at-once' | 'one-step-late';
  /** `nearest`: τ_ref is rounded to whole steps, in which the voltage does not change. */
  readonly refractory: 'none' | 'nearest';
}

/**
 * A LIF neuron of libraries that train with gradients: every step has the same two constants, wherever a spike lies in
 * it.
 *
 *   v ← d · v + s · J,   fires if v > 1 (or v ≥ 1),   then v ← 0 (or v − 1) and is refractory for M steps
 *
 * @throws {Refusal} if a parameter is outside its range
 * @example
 * const euler = { integrator: 'euler', inputScale: 'one-minus-decay', comparison: '>', reset: 'zero' };
 * const norse = discreteLif({ ...euler, resetTime: 'at-once', refractory: 'none' });
 * const { start, step } = norse(defaultLif, float64, 0);
 * step(start(0.5), 1).voltage // 0.525
 */
export function discreteLif(rules: StepRules): NeuronType {
  return (parameters, precision): DiscreteModel => {
    const constants = discreteConstants(parameters, rules, precision);
    return {
      discrete: constants,
      steadyInput: constants.steadyInput,
      start: (initialVoltage) => {
        requireAtMost('initialVoltage', 1, initialVoltage);
        requireFinite('initialVoltage', initialVoltage);
        return { voltage: precision.round(initialVoltage), refractorySteps: 0, isResetDue: false };
      },
      step: (before, current) => stepDiscrete(before as DiscreteState, current, constants),
      voltage: (state) => (state as DiscreteState).voltage,
    };
  };
}

function stepDiscrete(before: DiscreteState, current: number, constants: DiscreteConstants) {
  const { keep, take, rules, refractoryPeriodSteps, minVoltage, precision } = constants;
  const { round } = precision;
  const isRefractory = before.refractorySteps > 0;
  const reset = (voltage: number) => (rules.reset === 'zero' ? 0 : round(voltage - 1));

  const integrated = isRefractory ? before.voltage : round(round(keep * before.voltage) + round(take * current));
  const voltage = before.isResetDue ? reset(integrated) : integrated;

  const reaches = rules.comparison === '>' ? voltage > 1 : voltage >= 1;
  if (!reaches || isRefractory) {
    const refractorySteps = Math.max(before.refractorySteps - 1, 0);
    return { voltage: Math.max(voltage, minVoltage), refractorySteps, isResetDue: false, fired: false };
  }
  const isResetDue = rules.resetTime === 'one-step-late';
  return {
    voltage: isResetDue ? voltage : reset(voltage),
    refractorySteps: refractoryPeriodSteps,
    isResetDue,
    fired: true,
  };
}

interface DiscreteState {
  readonly voltage: number;
  /** Whole steps for which it is still refractory, 0 or more. */
  readonly refractorySteps: number;
  /** Whether the spike of the last step still has to reset the voltage. */
  readonly isResetDue: boolean;
}

export interface DiscreteConstants extends Pick<LifConstants, 'refractoryPeriodSteps' | 'minVoltage' | 'precision'> {
  /** d: the fraction of the voltage that remains after a step. */
  readonly keep: number;
  /** s: the fraction of the current that is added. */
  readonly take: number;
  /** s/(1 − d): the voltage that a constant current of 1 leads to. */
  readonly steadyInput: number;
  readonly rules: StepRules;
}

export interface DiscreteModel extends Model {
  readonly discrete: DiscreteConstants;
}

function discreteConstants(parameters: LifParameters, rules: StepRules, precision: Precision): DiscreteConstants {
  const { dtSeconds, tauRcSeconds, tauRefSeconds } = parameters;
  const { charge, decay, minVoltage } = lifConstants(parameters, precision);
  const { round } = precision;
  // beyond it, Euler's voltage changes its sign in each step
  if (rules.integrator === 'euler') requireAtMost('dtSeconds', tauRcSeconds, dtSeconds);
  const covered = dtSeconds / tauRcSeconds;
  const unrounded = rules.integrator === 'exact' ? -expm1(-covered) : covered;
  const [keep, distance] = rules.integrator === 'exact' ? [decay, charge] : [round(1 - covered), round(covered)];
  return {
    keep,
    take: rules.inputScale === 'one' ? 1 : distance,
    // of the numbers before rounding: d may be so close to 1 that it rounds to it
    steadyInput: rules.inputScale === 'one' ? 1 / unrounded : 1,
    rules,
    refractoryPeriodSteps: rules.refractory === 'none' ? 0 : Math.round(tauRefSeconds / dtSeconds),
    minVoltage,
    precision,
  };
}
