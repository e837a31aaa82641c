import type { LifConstants } from './lif.ts';
import { type Population, stepPopulation } from './population.ts';

/**
 * Advances every neuron as `stepPopulation` does, but a spike takes 1 from the voltage instead of all of it: what exceeded
 * the threshold stays, through the refractory time. Another neuron than Nengo's, to compare with.
 *
 *   v ← v − 1 in the step of a spike,   not v ← 0
 *
 * @param currents - input current of the step [neuron]
 * @param spikes - [neuron], receives 1 for a neuron that fired, else 0
 * @throws {RangeError} if there is not one current for each neuron
 * @example
 * const neurons = restingPopulation([0.95], lifConstants(defaultLif));
 * stepSubtracting(neurons, [3], lifConstants(defaultLif), new Uint8Array(1));
 * neurons.voltage // [0.04997967977353612]: of 1.05, 1 is taken away
 */
export function stepSubtracting(
  population: Population,
  currents: ArrayLike<number>,
  constants: LifConstants,
  spikes: Uint8Array,
): void {
  const { voltage, refractorySteps, firstStepFraction } = population;
  const { round } = constants.precision;
  const reached = voltage.map((before, neuron) => {
    const share = (refractorySteps[neuron] as number) > 0 ? 0 : (firstStepFraction[neuron] as number);
    return round(before + round(round((currents[neuron] as number) - before) * share));
  });
  stepPopulation(population, currents, constants, spikes);
  for (const [neuron, value] of reached.entries()) if (spikes[neuron] === 1) voltage[neuron] = round(value - 1);
}
