import { expm1 } from '../../src/base/elementary.ts';
import { type PrecisionName, precisions, smallestNormal, unitRoundoff } from '../../src/base/precision.ts';
import {
  type ChosenState,
  type ChosenStep,
  neuronActs,
  prepareNeuron,
  startNeuron,
  stepNeuron,
} from '../../src/conformance/choices/neuron-step.ts';
import type { Prediction } from '../../src/conformance/choices/prediction.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';

/**
 * Roundings in a step, in any form: the stored current, a difference, a product, a sum, and a spare one for the form
 * J·a + v·e.
 */
const roundingsPerStep = 5;

/** Roundings in a fraction 1 − e^(−δ/τ): the quotient, the exponential, the difference, the stored constant. */
const roundingsPerFraction = 4;

/** Roundings in the end of a refractory period: logarithm or quotients, product, sum; one more per step counted down. */
const roundingsPerSpikeTime = 6;

interface Errors {
  /** Of the voltage. */
  readonly voltage: number;
  /** Error of the end of the refractory period, in units of τ_rc. */
  readonly refractoryEnd: number;
}

/**
 * Follows a neuron of the definition in the textbook form together with a bound on the accumulated rounding error of any form (running
 * error analysis). A spike converts the error of the voltage to an error of its time, which the next current converts
 * back.
 *
 * @param currentErrors - error of the current [step]; 0 by default
 */
export function predict(
  input: NeuronInput,
  neuron: number,
  precision: PrecisionName,
  currentErrors: readonly number[] = [],
): Prediction {
  const roundoff = unitRoundoff[precision];
  const voltage: number[] = [];
  const voltageError: number[] = [];
  const spikes: number[] = [];
  let margin = Number.POSITIVE_INFINITY;
  const definition = prepareNeuron(neuronActs({}), input);
  let state: ChosenState = startNeuron(definition, input.initialVoltage[neuron] as number);
  let errors: Errors = { voltage: roundoff * Math.abs(state.voltage), refractoryEnd: 0 };
  for (const [step, currents] of input.current.entries()) {
    const current = currents[neuron] as number;
    const after = stepNeuron(definition, state, current);
    const fraction = -expm1(-definition.given.x * after.active);
    const ofCurrent = currentErrors[step] ?? 0;
    const error =
      errorReached(state, after, fraction, errors, input, roundoff) + ofCurrent * fraction + smallestNormal[precision];
    const distance = Math.abs(after.reached - 1);
    if (!(distance > error) || (after.spikes > 0 && !(current - after.reached > 2 * (error + ofCurrent)))) break;
    margin = Math.min(margin, distance);
    errors =
      after.spikes > 0
        ? errorsAfterSpike(current, after, error, input, roundoff, ofCurrent)
        : errorsAfter(after, error, errors, input, precision);
    if (after.spikes > 0) spikes.push(step);
    voltage.push(after.voltage);
    voltageError.push(errors.voltage);
    state = after;
  }
  return { comparableSteps: voltage.length, spikes, voltage, voltageError, margin };
}

/** Error of the voltage that is compared with the threshold. */
function errorReached(
  { voltage: before, remaining: remainingSteps }: ChosenState,
  { drive: current, reached }: ChosenStep,
  fraction: number,
  errors: Errors,
  { dtSeconds, tauRcSeconds }: NeuronInput,
  roundoff: number,
): number {
  // the fraction depends on the end of the refractory period if that is in this step
  const remaining = remainingSteps * dtSeconds;
  const spread = errors.refractoryEnd * tauRcSeconds;
  const endsHere = remaining > -spread && remaining < dtSeconds + spread;
  const fractionError = roundingsPerFraction * roundoff * fraction + (endsHere ? errors.refractoryEnd : 0);
  return (
    errors.voltage * (1 - fraction) +
    Math.abs(current - before) * fractionError +
    roundingsPerStep * roundoff * (Math.abs(current) + Math.max(Math.abs(before), Math.abs(reached)))
  );
}

function errorsAfterSpike(
  current: number,
  { reached }: ChosenStep,
  error: number,
  { dtSeconds, tauRcSeconds, tauRefSeconds }: NeuronInput,
  roundoff: number,
  ofCurrent: number,
): Errors {
  // s/τ = ln((J − 1)/(J − v)): relative errors of J − v and of J − 1
  const difference = roundingsPerSpikeTime * roundoff * (Math.abs(current) + 1) + ofCurrent;
  const counted = roundingsPerSpikeTime + tauRefSeconds / dtSeconds;
  const clock = (counted * roundoff * (tauRefSeconds + dtSeconds)) / tauRcSeconds;
  return {
    voltage: 0,
    refractoryEnd: (error + difference) / (current - reached - error - ofCurrent) + difference / (current - 1) + clock,
  };
}

function errorsAfter(
  { reached }: ChosenStep,
  error: number,
  { refractoryEnd }: Errors,
  { minVoltage }: NeuronInput,
  precision: PrecisionName,
): Errors {
  const onTheFloor = reached + error < minVoltage;
  return {
    voltage: onTheFloor ? Math.abs(precisions[precision].round(minVoltage) - minVoltage) : error,
    refractoryEnd,
  };
}
