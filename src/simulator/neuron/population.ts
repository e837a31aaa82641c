import type { FloatArray } from '../../base/precision.ts';
import { requireLength } from '../../base/requirement.ts';
import { type LifConstants, restingLif, stepLif } from './lif.ts';

/** Many LIF neurons between two steps: the fields of `LifState`, each an array [neuron]. */
export interface Population {
  /** Membrane voltage, each at most 1. */
  readonly voltage: FloatArray;
  /** Whole steps that each still sleeps. */
  readonly refractorySteps: Uint32Array;
  /** Share of the distance to the current that each covers in its first step awake. */
  readonly firstStepFraction: FloatArray;
}

/**
 * Neurons at the start, awake.
 *
 * @param initialVoltage - [neuron], each at most 1
 * @throws {RangeError} if a voltage is above 1 or not finite
 * @example restingPopulation([0, 0.9], lifConstants(defaultLif)).voltage // [0, 0.9]
 */
export function restingPopulation(initialVoltage: ArrayLike<number>, constants: LifConstants): Population {
  const { array } = constants.precision;
  const resting = Array.from(initialVoltage, (voltage) => restingLif(voltage, constants));
  return {
    voltage: array.from(resting, (neuron) => neuron.voltage),
    refractorySteps: Uint32Array.from(resting, (neuron) => neuron.refractorySteps),
    firstStepFraction: array.from(resting, (neuron) => neuron.firstStepFraction),
  };
}

/**
 * Advances every neuron by one step, in place; neurons do not influence each other.
 *
 * @param currents - input current of the step [neuron]
 * @param spikes - [neuron], receives 1 for a neuron that fired, else 0
 * @throws {RangeError} if there is not one current for each neuron
 * @example
 * const neurons = restingPopulation([0, 0.9], lifConstants(defaultLif));
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
