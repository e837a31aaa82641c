import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { Probe } from '../../src/simulator/network/run.ts';
import type { LifConstants } from '../../src/simulator/neuron/lif.ts';
import { type Population, stepPopulation } from '../../src/simulator/neuron/population.ts';
import { type AssembledRun, type Pieces, type Place, rightPieces, runAssembled } from './assembled-run.ts';

/** A neuron's decision, in one step, to fire or not. */
export interface Decision extends Place {
  readonly neuron: number;
  /** v − 1 before the neuron is reset; above 0 it fires. */
  readonly distance: number;
}

/**
 * Lists the decisions of a run that came close to the threshold, the closest first: those that another order of
 * summation could turn.
 *
 * @param within - those with |v − 1| up to this are listed
 */
export function closeDecisions(network: EffectiveNetwork, image: Uint8Array, within: number): readonly Decision[] {
  const close: Decision[] = [];
  runAssembled(network, image, {
    ...rightPieces,
    step: (population, currents, { lif }, spikes, place) => {
      for (let neuron = 0; neuron < currents.length; neuron++) {
        const distance = voltageBeforeReset(population, neuron, currents[neuron] as number, lif) - 1;
        if (Math.abs(distance) <= within) close.push({ ...place, neuron, distance });
      }
      stepPopulation(population, currents, lif, spikes);
    },
  });
  return close.sort((one, other) => Math.abs(one.distance) - Math.abs(other.distance));
}

/** Runs a network as `runSpiking` does, but for one decision: there the neuron does the opposite. */
export function runWithTurned(
  network: EffectiveNetwork,
  image: Uint8Array,
  turned: Decision,
  probes: readonly Probe[] = [],
): AssembledRun {
  const step: Pieces['step'] = (population, currents, { lif }, spikes, place) => {
    if (place.layer === turned.layer && place.step === turned.step) forceBeside(population, turned, lif);
    stepPopulation(population, currents, lif, spikes);
  };
  return runAssembled(network, image, { ...rightPieces, step }, probes);
}

/** Puts the voltage to the other side of the threshold, as near as numbers allow, and lets it stand still there. */
function forceBeside(population: Population, { neuron, distance }: Decision, { precision }: LifConstants): void {
  const justAbove = 1 + (precision.name === 'float32' ? 2 ** -23 : 2 ** -52);
  population.voltage[neuron] = distance > 0 ? 1 : justAbove;
  population.refractorySteps[neuron] = 0;
  population.firstStepFraction[neuron] = 0;
}

/** What the voltage comes to in a step before it is compared with the threshold. */
function voltageBeforeReset(
  { voltage, refractorySteps, firstStepFraction }: Population,
  neuron: number,
  current: number,
  { precision: { round } }: LifConstants,
): number {
  const before = voltage[neuron] as number;
  if ((refractorySteps[neuron] as number) > 0) return before;
  return round(before + round(round(current - before) * (firstStepFraction[neuron] as number)));
}
