import type { FloatArray } from '../../base/precision.ts';
import { requireLength } from '../../base/requirement.ts';
import { integrate, type LifConstants, startingLif, stepLif } from './lif.ts';

/** Many LIF neurons between two steps: the fields of `LifState`, each an array [neuron]. */
export interface Population {
  /** Membrane voltages, each at most 1. */
  readonly voltage: FloatArray;
  /** Whole steps for which each neuron is still refractory. */
  readonly refractorySteps: Uint32Array;
  /** Fraction of the distance to the current that each neuron covers in its next active step. */
  readonly firstStepFraction: FloatArray;
}

/**
 * Neurons before their first step, all active.
 *
 * @param initialVoltage - [neuron], each at most 1
 * @throws {RangeError} if a voltage is above 1 or not finite
 * @example startingPopulation([0, 0.9], lifConstants(defaultLif)).voltage // [0, 0.9]
 */
export function startingPopulation(initialVoltage: ArrayLike<number>, constants: LifConstants): Population {
  const { array } = constants.precision;
  const { length } = initialVoltage;
  const [voltage, firstStepFraction] = [new array(length), new array(length)];
  for (let neuron = 0; neuron < length; neuron++) {
    const started = startingLif(initialVoltage[neuron] as number, constants);
    voltage[neuron] = started.voltage;
    firstStepFraction[neuron] = started.firstStepFraction;
  }
  return { voltage, refractorySteps: new Uint32Array(length), firstStepFraction };
}

/**
 * Advances every neuron by one step, in place. Neurons do not affect each other; definition: N13.
 *
 * @param currents - input currents of the step [neuron]
 * @param spikes - [neuron], receives 1 for a neuron that fired, else 0
 * @throws {RangeError} if the number of currents is not the number of neurons
 * @example
 * const neurons = startingPopulation([0, 0.9], lifConstants(defaultLif));
 * const spikes = new Uint8Array(2);
 * stepPopulation(neurons, [3, 3], lifConstants(defaultLif), spikes);
 * [neurons.voltage, spikes] // [[0.14631172649785798, 0], [0, 1]]
 */
export function stepPopulation(
  population: Population,
  currents: ArrayLike<number>,
  constants: LifConstants,
  spikes: Uint8Array,
): void {
  const { voltage, refractorySteps, firstStepFraction } = population;
  requireLength('currents', voltage.length, currents);
  for (let neuron = 0; neuron < voltage.length; neuron++) {
    const before = {
      voltage: voltage[neuron] as number,
      refractorySteps: refractorySteps[neuron] as number,
      firstStepFraction: firstStepFraction[neuron] as number,
    };
    const after = stepLif(before, currents[neuron] as number, constants);
    voltage[neuron] = after.voltage;
    refractorySteps[neuron] = after.refractorySteps;
    firstStepFraction[neuron] = after.firstStepFraction;
    spikes[neuron] = after.fired ? 1 : 0;
  }
}

/**
 * Advances every neuron like `stepPopulation`, except that a spike subtracts 1 from the voltage, so the excess over the
 * threshold remains during the refractory period. This deviates from the definition and exists for comparison.
 *
 *   v ← v − 1 in the step of a spike,   instead of v ← 0
 *
 * @param currents - input currents of the step [neuron]
 * @param spikes - [neuron], receives 1 for a neuron that fired, else 0
 * @throws {RangeError} if the number of currents is not the number of neurons
 * @example
 * const neurons = startingPopulation([0.95], lifConstants(defaultLif));
 * stepSubtracting(neurons, [3], lifConstants(defaultLif), new Uint8Array(1));
 * neurons.voltage // [0.04997967977353612]: 1.05 − 1
 */
export function stepSubtracting(
  population: Population,
  currents: ArrayLike<number>,
  constants: LifConstants,
  spikes: Uint8Array,
): void {
  const { voltage, refractorySteps, firstStepFraction } = population;
  const { precision } = constants;
  // the voltage before the reset; a refractory neuron does not integrate, but fires while its excess is above 1
  const reached = voltage.map((before, neuron) => {
    const fraction = (refractorySteps[neuron] as number) > 0 ? 0 : (firstStepFraction[neuron] as number);
    return integrate(before, currents[neuron] as number, fraction, precision);
  });
  stepPopulation(population, currents, constants, spikes);
  for (const [neuron, value] of reached.entries())
    if (spikes[neuron] === 1) voltage[neuron] = precision.round(value - 1);
}
