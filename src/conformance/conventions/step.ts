import { log } from '../../base/elementary.ts';
import { inactiveAfter, integrate, type LifState, refractoryAfter, startingLif } from '../../simulator/neuron/lif.ts';
import type { Fired, Model } from '../../simulator/neuron/model.ts';
import { chargeOf, type Rule } from './rule.ts';

/** A neuron with given conventions, between two steps. */
export interface ConventionalNeuron extends LifState {
  /** Current of the last step, used if input is delayed. */
  readonly lastCurrent: number;
  /** Whether a spike of the last step still has to reset the voltage. */
  readonly isResetDue: boolean;
  readonly spikes: number;
}

export interface ConventionalStep extends ConventionalNeuron, Fired {
  /** The voltage that was compared with the threshold. */
  readonly reached: number;
  /** The voltage that the simulator reports. */
  readonly shown: number;
  /** Number of spikes that the simulator reports. */
  readonly fired: number;
}

/**
 * A neuron with given conventions as a model. Under Nengo's conventions it equals the neuron of the definition bit for
 * bit; it has a step of its own, because every stage of it can differ.
 */
export function modelOf(rule: Rule): Model<ConventionalNeuron> {
  return {
    start: (initialVoltage) => startConventional(initialVoltage, rule),
    step: (before, current) => stepConventional(before, current, rule),
    voltage: (state) => (state as ConventionalStep).shown,
  };
}

export function startConventional(asked: number, { conventions, constants, charge }: Rule): ConventionalNeuron {
  const { voltage } = startingLif(asked, constants);
  const start = conventions.initialVoltage === 'zero' ? 0 : voltage;
  const fresh = { lastCurrent: 0, isResetDue: false, spikes: 0 };
  return { voltage: start, refractorySteps: 0, firstStepFraction: charge, ...fresh };
}

/** Advances a neuron by one step: integration, a late reset, spikes, reset, floor. */
export function stepConventional(neuron: ConventionalNeuron, current: number, rule: Rule): ConventionalStep {
  const drive = driveOf(neuron, current, rule);
  const integrated = integrateStep(neuron, drive, rule);
  const reached = neuron.isResetDue ? rule.constants.precision.round(resetVoltage(integrated, 1, rule)) : integrated;
  return stepReaching(reached, neuron, current, rule);
}

const driveOf = ({ lastCurrent }: ConventionalNeuron, current: number, { conventions }: Rule): number =>
  conventions.inputDelaySteps === 1 ? lastCurrent : current;

/** The rest of a step: what follows from the voltage that is compared with the threshold. */
export function stepReaching(
  reached: number,
  neuron: ConventionalNeuron,
  current: number,
  rule: Rule,
): ConventionalStep {
  const { conventions, constants } = rule;
  const { round } = constants.precision;
  const drive = driveOf(neuron, current, rule);
  const spikes = countSpikes(neuron, reached, rule);
  const isAtOnce = conventions.resetTime === 'at-once';
  const reset = spikes > 0 && isAtOnce ? round(resetVoltage(reached, spikes, rule)) : reached;
  const voltage = spikes > 0 ? reset : Math.max(reset, rule.floor);
  const shown = conventions.shownVoltage === 'before-reset' && spikes > 0 ? reached : voltage;

  const refractory = spikes > 0 ? refractoryAfterSpike(reached, drive, rule) : waitOn(neuron, rule);
  // one literal, because spreading an object takes longer than the rest of the step
  return {
    voltage,
    refractorySteps: refractory.refractorySteps,
    firstStepFraction: refractory.firstStepFraction,
    lastCurrent: current,
    isResetDue: spikes > 0 && !isAtOnce,
    spikes,
    fired: conventions.spikeDelaySteps === 1 ? neuron.spikes : spikes,
    reached,
    shown,
  };
}

type RefractoryState = Pick<LifState, 'refractorySteps' | 'firstStepFraction'>;

function waitOn({ refractorySteps, firstStepFraction }: ConventionalNeuron, { charge }: Rule): RefractoryState {
  return refractorySteps > 0
    ? { refractorySteps: refractorySteps - 1, firstStepFraction }
    : { refractorySteps: 0, firstStepFraction: charge };
}

function integrateStep(neuron: ConventionalNeuron, drive: number, rule: Rule): number {
  const { refractory } = rule.conventions;
  const isRefractory = neuron.refractorySteps > 0;
  if (refractory.kind === 'sub-step') {
    return advance(neuron.voltage, drive, isRefractory ? 0 : neuron.firstStepFraction, rule);
  }
  if (refractory.kind === 'none' || !isRefractory || refractory.meanwhile === 'silent') {
    return advance(neuron.voltage, drive, rule.charge, rule);
  }
  return refractory.meanwhile === 'clamped' ? neuron.voltage : advance(neuron.voltage, 0, rule.charge, rule);
}

/**
 * The voltage after covering a fraction of the distance to the current, or after a whole step if the current is scaled
 * otherwise.
 */
function advance(voltage: number, drive: number, fraction: number, rule: Rule): number {
  const { precision } = rule.constants;
  const { round } = precision;
  const roundInput = rule.arithmetic === 'rounded-input' ? Math.fround : round;
  if (rule.conventions.inputScale !== 'one-minus-decay') {
    return round(round(voltage * rule.decay) + roundInput(drive * rule.scale));
  }
  if (rule.arithmetic === 'difference') return integrate(voltage, drive, fraction, precision);
  const rest = fraction === rule.scale ? rule.decay : round(1 - fraction);
  if (rule.arithmetic === 'towards') return round(drive - round(round(drive - voltage) * rest));
  const share = rule.arithmetic === 'complement' ? round(1 - rest) : fraction;
  return round(round(voltage * rest) + roundInput(drive * share));
}

function countSpikes({ refractorySteps }: ConventionalNeuron, reached: number, { conventions }: Rule): number {
  const { comparison, spikesPerStep, refractory } = conventions;
  if (refractorySteps > 0 && refractory.kind !== 'sub-step') return 0;
  const count = Math.max(comparison === '>=' ? Math.floor(reached) : Math.ceil(reached) - 1, 0);
  return spikesPerStep === 'one' ? Math.min(count, 1) : count;
}

function resetVoltage(voltage: number, spikes: number, { conventions: { reset } }: Rule): number {
  if (reset === 'none') return voltage;
  return reset === 'zero' ? 0 : voltage - spikes;
}

function refractoryAfterSpike(reached: number, drive: number, rule: Rule): RefractoryState {
  const { refractory } = rule.conventions;
  if (refractory.kind !== 'sub-step') {
    return { refractorySteps: rule.wholeRefractorySteps, firstStepFraction: rule.charge };
  }
  // a voltage that starts above the threshold and sinks fires at the end of the step
  if (refractory.spikeTime === 'end-of-step' || drive <= reached) return refractoryFrom(1, rule);
  const { round } = rule.constants.precision;
  return refractoryFrom(round(round(drive - reached) / round(drive - 1)), rule);
}

/**
 * The refractory period of the reference simulator, adapted to the integrator.
 *
 * @param decaySinceSpike - e^(−s/τ_rc), s the time between the spike and the end of its step
 */
function refractoryFrom(decaySinceSpike: number, { conventions: { integrator }, constants }: Rule): RefractoryState {
  if (integrator === 'exact') return refractoryAfter(decaySinceSpike, constants);
  const { precision, decay } = constants;
  const { refractorySteps, inactive } = inactiveAfter(decaySinceSpike, constants);
  // an inexact voltage may have crossed the threshold a few steps before the step in which it fires
  const early = Math.min(Math.floor(log(inactive) / log(decay)), refractorySteps);
  const remaining = Math.max(inactive / repeatedProduct(decay, early), decay);
  const firstStepFraction = precision.round(chargeOf[integrator](-log(remaining)));
  return { refractorySteps: refractorySteps - early, firstStepFraction };
}

/** A power computed by multiplication. The rounding of `**` depends on the JavaScript engine. */
function repeatedProduct(factor: number, times: number): number {
  let product = 1;
  for (let time = 0; time < times; time++) product *= factor;
  return product;
}
