import { exp, log } from '../../base/elementary.ts';
import type { LifState } from '../../simulator/neuron/lif.ts';
import { chargeOf, type Rule } from './rule.ts';

/** A neuron of given conventions between two steps. */
export interface ConventionalNeuron extends LifState {
  /** Current of the last step, for those that arrive one step late. */
  readonly lastCurrent: number;
  /** Whether its voltage is still to be reset for a spike of the last step. */
  readonly isDue: boolean;
  /** Spikes of the last step. */
  readonly spikes: number;
}

/** A neuron after a step. */
export interface ConventionalStep extends ConventionalNeuron {
  /** Voltage that was compared with the threshold. */
  readonly reached: number;
  /** Voltage that the simulator shows. */
  readonly shown: number;
}

/** Advances a neuron by one step: it integrates, is reset for its last spike if that is due, fires, is reset, and is cut. */
export function stepConventional(neuron: ConventionalNeuron, current: number, rule: Rule): ConventionalStep {
  const { conventions, constants } = rule;
  const { round } = constants.precision;
  const drive = conventions.inputDelaySteps === 1 ? neuron.lastCurrent : current;

  const integrated = integrate(neuron, drive, rule);
  const reached = neuron.isDue ? round(resetVoltage(integrated, 1, rule)) : integrated;

  const spikes = countSpikes(neuron, reached, rule);
  const isAtOnce = conventions.resetTime === 'at-once';
  const reset = spikes > 0 && isAtOnce ? round(resetVoltage(reached, spikes, rule)) : reached;
  const voltage = spikes > 0 ? reset : Math.max(reset, rule.floor);

  const shown = conventions.shownVoltage === 'before-reset' && spikes > 0 ? reached : voltage;
  const isDue = spikes > 0 && !isAtOnce;
  const isAsleep = neuron.refractorySteps > 0;
  const sleep = spikes > 0 ? sleepAfter(neuron.voltage, reached, drive, rule) : undefined;
  const refractorySteps = sleep?.refractorySteps ?? (isAsleep ? neuron.refractorySteps - 1 : 0);
  const firstStepFraction = sleep?.firstStepFraction ?? (isAsleep ? neuron.firstStepFraction : rule.wholeStep);
  return { voltage, refractorySteps, firstStepFraction, lastCurrent: current, isDue, spikes, reached, shown };
}

function integrate(neuron: ConventionalNeuron, drive: number, rule: Rule): number {
  const { refractory } = rule.conventions;
  const isAsleep = neuron.refractorySteps > 0;
  if (refractory.kind === 'sub-step') {
    const share = isAsleep ? 0 : neuron.firstStepFraction;
    return refractory.spikeTime === 'scaled'
      ? rule.constants.precision.round(share * Math.max(advance(neuron.voltage, drive, rule.scale, rule), rule.floor))
      : advance(neuron.voltage, drive, share, rule);
  }
  if (refractory.kind === 'none' || !isAsleep || refractory.meanwhile === 'silent') {
    return advance(neuron.voltage, drive, rule.wholeStep, rule);
  }
  return refractory.meanwhile === 'clamped' ? neuron.voltage : advance(neuron.voltage, 0, rule.wholeStep, rule);
}

/** The voltage after covering a share of the distance to the current; where the current is scaled otherwise, a whole step. */
function advance(voltage: number, drive: number, share: number, rule: Rule): number {
  const { round } = rule.constants.precision;
  const roundInput = rule.arithmetic === 'rounded-input' ? Math.fround : round;
  if (rule.conventions.inputScale !== 'one-minus-decay') {
    return round(round(voltage * rule.decay) + roundInput(drive * rule.scale));
  }
  if (rule.arithmetic === 'difference') return round(voltage + round(round(drive - voltage) * share));
  const kept = share === rule.scale ? rule.decay : round(1 - share);
  if (rule.arithmetic === 'towards') return round(drive - round(round(drive - voltage) * kept));
  return round(round(voltage * kept) + roundInput(drive * share));
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

type Sleep = Pick<LifState, 'refractorySteps' | 'firstStepFraction'>;

function sleepAfter(before: number, reached: number, drive: number, rule: Rule): Sleep {
  const { refractory } = rule.conventions;
  if (refractory.kind !== 'sub-step') return { refractorySteps: rule.deadSteps, firstStepFraction: rule.wholeStep };
  const { round } = rule.constants.precision;
  switch (refractory.spikeTime) {
    case 'exact': // what was above the threshold before the step, and sinks, fires at its end
      return wakeExactly(drive > reached ? round(round(drive - reached) / round(drive - 1)) : 1, rule);
    case 'end-of-step':
      return wakeExactly(1, rule);
    case 'linear':
      return wakeExactly(round(exp(-overshoot(reached, round(reached - before)) * stepInTaus(rule))), rule);
    case 'scaled': // the climb of a whole step, though it may have been awake for a part of it
      return wakeLinearly(overshoot(reached, round(round(drive - before) * rule.scale)), rule);
  }
}

/** Share of the step that is left when a straight line crosses the threshold; a line that does not climb ends there. */
function overshoot(reached: number, climb: number): number {
  return climb > 0 ? Math.min((reached - 1) / climb, 1) : 0;
}

/**
 * Sleeps whole steps, then is awake for the rest of one, as the reference does.
 *
 * @param timeLeft - e^(−s/τ_rc), s the time from the spike to the end of its step
 * @see src/simulator/neuron/lif.ts `refractoryAfter`
 */
function wakeExactly(timeLeft: number, { conventions: { integrator }, constants }: Rule): Sleep {
  const { precision, decay, refractoryPeriodSteps, refractoryRest, refractoryRestLater } = constants;
  const { round } = precision;
  const rest = round(timeLeft * refractoryRest);
  const later = refractoryPeriodSteps < 1 || rest >= 1;
  const asleep = later ? round(timeLeft * refractoryRestLater) : rest;
  const refractorySteps = later ? refractoryPeriodSteps : refractoryPeriodSteps - 1;
  if (integrator === 'exact') return { refractorySteps, firstStepFraction: round(1 - Math.max(asleep, decay)) };
  // a voltage that is not that of the equation can have crossed the threshold before its step, by as much as a few steps
  const early = Math.min(Math.floor(log(asleep) / log(decay)), refractorySteps);
  const remaining = Math.max(asleep / decayOver(early, decay), decay);
  return { refractorySteps: refractorySteps - early, firstStepFraction: round(chargeOf(integrator, -log(remaining))) };
}

/** What is left of a distance after whole steps, multiplied out: how a power is rounded is the engine's own affair. */
function decayOver(steps: number, decay: number): number {
  let left = 1;
  for (let step = 0; step < steps; step++) left *= decay;
  return left;
}

/** The same, awake for a share of the step by which its voltage is multiplied. */
function wakeLinearly(left: number, { refractoryPeriodSteps, constants }: Rule): Sleep {
  const remaining = Math.max(refractoryPeriodSteps - left, 0);
  const refractorySteps = Math.floor(remaining);
  return { refractorySteps, firstStepFraction: constants.precision.round(1 - (remaining - refractorySteps)) };
}

const stepInTaus = ({ constants }: Rule): number => -log(constants.decay);
