import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { Probe } from '../../src/simulator/network/run.ts';
import type { LifConstants } from '../../src/simulator/neuron/lif.ts';
import { type Population, stepPopulation } from '../../src/simulator/neuron/population.ts';
import { type AssembledRun, type Pieces, type RunPosition, referencePieces, runAssembled } from './assembled-run.ts';

/** The decision whether a neuron fires in one step, with its margin. */
export interface Decision extends RunPosition {
  readonly neuron: number;
  /** v − 1 before the reset; above 0 the neuron fires. */
  readonly distance: number;
}

/**
 * Lists the decisions of a run that another order of summation could flip, the closest first.
 *
 * @param within - largest |v − 1| to list
 */
export function closeDecisions(network: EffectiveNetwork, image: Uint8Array, within: number): readonly Decision[] {
  const close: Decision[] = [];
  runAssembled(network, image, {
    ...referencePieces,
    step: (population, currents, { lif }, spikes, position) => {
      for (let neuron = 0; neuron < currents.length; neuron++) {
        const distance = voltageBeforeReset(population, neuron, currents[neuron] as number, lif) - 1;
        if (Math.abs(distance) <= within) close.push({ ...position, neuron, distance });
      }
      stepPopulation(population, currents, lif, spikes);
    },
  });
  return close.sort((one, other) => Math.abs(one.distance) - Math.abs(other.distance));
}

/** Runs a network like `runSpiking`, except that one neuron does the opposite in one step. */
export function runWithFlipped(
  network: EffectiveNetwork,
  image: Uint8Array,
  flipped: Decision,
  probes: readonly Probe[] = [],
): AssembledRun {
  const step: Pieces['step'] = (population, currents, { lif }, spikes, position) => {
    if (position.layer === flipped.layer && position.step === flipped.step) forceBeside(population, flipped, lif);
    stepPopulation(population, currents, lif, spikes);
  };
  return runAssembled(network, image, { ...referencePieces, step }, probes);
}

/** Moves the voltage just across the threshold and holds it there for the step. */
function forceBeside(population: Population, { neuron, distance }: Decision, { precision }: LifConstants): void {
  const justAbove = 1 + (precision.name === 'float32' ? 2 ** -23 : 2 ** -52);
  population.voltage[neuron] = distance > 0 ? 1 : justAbove;
  population.refractorySteps[neuron] = 0;
  population.firstStepFraction[neuron] = 0;
}

/** Voltage of a step before it is compared with the threshold. */
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
