import type { PrecisionName } from '../../src/base/precision.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { stepTextbook, type TextbookState, type TextbookStep } from './textbook-lif.ts';

/**
 * Roundings in a step, in whatever form it is written: the current as it is stored, a difference, a product, a sum, and
 * one to spare for a form that multiplies out (J·a + v·e).
 */
const roundingsPerStep = 5;

/** Roundings in a share 1 − e^(−δ/τ): the quotient, the exponential, the difference, the constant as it is stored. */
const roundingsPerShare = 4;

/** Roundings in the end of a refractory time: logarithm or quotients, product, sum; one more for each step counted down. */
const roundingsPerSpikeTime = 6;

/** What a right implementation does with one neuron, and how far its roundings can carry it from that. */
export interface Prediction {
  /** Steps before the first in which rounding could decide whether it fires: so far spikes have to be equal. */
  readonly comparableSteps: number;
  /** Steps in which it fires, among those that can be compared. */
  readonly spikes: readonly number[];
  /** Voltage after each comparable step. */
  readonly voltage: readonly number[];
  /** What roundings can add to or take from that voltage. */
  readonly voltageError: readonly number[];
  /** The smallest distance from the threshold, |v − 1|, over the comparable steps. */
  readonly margin: number;
}

interface Errors {
  /** Of the voltage. */
  readonly voltage: number;
  /** Of the moment at which the refractory time ends, in units of τ_rc. */
  readonly wake: number;
}

/**
 * Follows a neuron by the textbook form and, beside it, a bound on what the roundings of any form add up to (running
 * error analysis). A spike turns an error of the voltage into one of its time, which the next current turns back.
 *
 * @param currentErrors - how far the current may be off [step]; exact if not said
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
  let state: TextbookState = { voltage: input.initialVoltage[neuron] as number, refractorySeconds: 0 };
  let errors: Errors = { voltage: roundoff * Math.abs(state.voltage), wake: 0 };
  for (const [step, currents] of input.current.entries()) {
    const current = currents[neuron] as number;
    const after = stepTextbook(state, current, input);
    const ofCurrent = currentErrors[step] ?? 0;
    const error = errorReached(state, current, after, errors, input, roundoff) + ofCurrent * after.share;
    const distance = Math.abs(after.reached - 1);
    if (!(distance > error) || (after.fired && !(current - after.reached > 2 * (error + ofCurrent)))) break;
    margin = Math.min(margin, distance);
    errors = after.fired
      ? errorsAfterSpike(current, after, error, input, roundoff, ofCurrent)
      : errorsAfter(after, error, errors, input);
    if (after.fired) spikes.push(step);
    voltage.push(after.voltage);
    voltageError.push(errors.voltage);
    state = after;
  }
  return { comparableSteps: voltage.length, spikes, voltage, voltageError, margin };
}

/** Error of the voltage that is compared with the threshold. */
function errorReached(
  { voltage: before, refractorySeconds }: TextbookState,
  current: number,
  { share, reached }: TextbookStep,
  errors: Errors,
  { dtSeconds, tauRcSeconds }: NeuronInput,
  roundoff: number,
): number {
  // the share depends on when the refractory time ends, if that is in this step
  const remaining = refractorySeconds - dtSeconds;
  const spread = errors.wake * tauRcSeconds;
  const wakes = remaining > -spread && remaining < dtSeconds + spread;
  const shareError = roundingsPerShare * roundoff * share + (wakes ? errors.wake : 0);
  return (
    errors.voltage * (1 - share) +
    Math.abs(current - before) * shareError +
    roundingsPerStep * roundoff * (Math.abs(current) + Math.max(Math.abs(before), Math.abs(reached)))
  );
}

function errorsAfterSpike(
  current: number,
  { reached }: TextbookStep,
  error: number,
  { dtSeconds, tauRcSeconds, tauRefSeconds }: NeuronInput,
  roundoff: number,
  ofCurrent: number,
): Errors {
  // s/τ = ln((J − 1)/(J − v)): the error of J − v over J − v, that of J − 1 over J − 1
  const difference = roundingsPerSpikeTime * roundoff * (Math.abs(current) + 1) + ofCurrent;
  const counted = roundingsPerSpikeTime + tauRefSeconds / dtSeconds;
  const clock = (counted * roundoff * (tauRefSeconds + dtSeconds)) / tauRcSeconds;
  return {
    voltage: 0,
    wake: (error + difference) / (current - reached - error - ofCurrent) + difference / (current - 1) + clock,
  };
}

function errorsAfter({ reached }: TextbookStep, error: number, { wake }: Errors, { minVoltage }: NeuronInput): Errors {
  const onTheFloor = minVoltage !== null && reached + error < minVoltage;
  return { voltage: onTheFloor ? 0 : error, wake };
}
