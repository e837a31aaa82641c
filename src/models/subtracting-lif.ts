import type { Precision } from '../base/precision.ts';
import {
  integrate,
  type LifConstants,
  type LifParameters,
  type LifState,
  refractoryAfter,
} from '../simulator/neuron/lif.ts';
import { lif, type Model } from '../simulator/neuron/model.ts';

/**
 * A LIF neuron whose spike subtracts 1 from the voltage, so the excess over the threshold remains during the refractory
 * period.
 *
 *   v ← v − 1 in the step of a spike,   instead of v ← 0
 *
 * It is refractory like the neuron of the definition, but still fires in that time while its excess is above 1. A voltage
 * that does not rise, but is still above 1, fires at the end of the step.
 *
 * @example
 * const { start, step } = subtractingLif(defaultLif, float64);
 * step(start(0.95), 3).voltage // 0.04997967977353612: 1.05 − 1
 */
export function subtractingLif(parameters: LifParameters, precision: Precision): SubtractingModel {
  const { constants, step, start, voltage } = lif(parameters, precision);
  return {
    subtracting: constants,
    start,
    voltage,
    step: (before, current) => {
      const after = step(before, current);
      if (!after.fired) return after;
      const fraction = before.refractorySteps > 0 ? 0 : before.activeStepFraction;
      const reached = integrate(before.voltage, current, fraction, precision);
      const refractory = reached < current ? after : refractoryAfter(1, constants);
      return { ...after, ...refractory, voltage: precision.round(reached - 1), fired: true };
    },
  };
}

export interface SubtractingModel extends Model<LifState> {
  readonly subtracting: LifConstants;
}
