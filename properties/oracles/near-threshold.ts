import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import type { LifConstants, LifState } from '../../src/simulator/neuron/lif.ts';
import { stepNeurons } from '../../src/simulator/neuron/model.ts';
import {
  type AssembledRun,
  type Pieces,
  type Population,
  type RunPosition,
  referencePieces,
  runAssembled,
} from './assembled-run.ts';

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
    step: (population, currents, model, position) => {
      for (const [neuron, state] of population.entries()) {
        const distance = voltageBeforeReset(state, currents[neuron] as number, model.constants) - 1;
        if (Math.abs(distance) <= within) close.push({ ...position, neuron, distance });
      }
      return stepNeurons(model, population, currents);
    },
  });
  return close.sort((one, other) => Math.abs(one.distance) - Math.abs(other.distance));
}

/** Runs a network like `runSpiking`, except that one neuron does the opposite in one step. */
export function runWithFlipped(network: EffectiveNetwork, image: Uint8Array, flipped: Decision): AssembledRun {
  const step: Pieces['step'] = (population, currents, model, position) => {
    if (position.layer === flipped.layer && position.step === flipped.step)
      forceBeside(population, flipped, model.constants);
    return stepNeurons(model, population, currents);
  };
  return runAssembled(network, image, { ...referencePieces, step });
}

/** Moves the voltage just across the threshold and holds it there for the step. */
function forceBeside(population: Population, { neuron, distance }: Decision, { precision }: LifConstants): void {
  const justAbove = 1 + (precision.name === 'float32' ? 2 ** -23 : 2 ** -52);
  population[neuron] = { voltage: distance > 0 ? 1 : justAbove, refractorySteps: 0, firstStepFraction: 0 };
}

/** Voltage of a step before it is compared with the threshold. */
function voltageBeforeReset(
  { voltage: before, refractorySteps, firstStepFraction }: LifState,
  current: number,
  { precision: { round } }: LifConstants,
): number {
  if (refractorySteps > 0) return before;
  return round(before + round(round(current - before) * firstStepFraction));
}
