import type { LifConstants } from '../neuron/lif.ts';
import { stepPopulation } from '../neuron/population.ts';
import { stepSubtracting } from '../neuron/subtraction.ts';
import type { EffectiveNetwork } from './effective.ts';

/** Constants of the neurons of a layer, counted from 0: those of the network, without floor if the point says so. */
export function neuronsOf({ lif, point }: Pick<EffectiveNetwork, 'lif' | 'point'>, layer: number): LifConstants {
  const { flooredLayers } = point;
  if (flooredLayers === undefined || flooredLayers.includes(layer)) return lif;
  return { ...lif, minVoltage: Number.NEGATIVE_INFINITY };
}

/** What advances the neurons of a network by a step: by the rule of the reference, or with reset by subtraction. */
export function stepperOf({ point }: Pick<EffectiveNetwork, 'point'>): typeof stepPopulation {
  return point.reset === 'subtract' ? stepSubtracting : stepPopulation;
}
