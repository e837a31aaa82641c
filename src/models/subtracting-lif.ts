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
 * It is refractory like the neuron of the definition. If the excess is above 1, it fires again in the first step in which it is
 * active. A voltage that does not cross 1 in its step, because it starts above 1 or does not rise, fires at the end of the step.
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
      if (before.refractorySteps > 0) return { ...before, refractorySteps: before.refractorySteps - 1, fired: false };
      const after = step(before, current);
      if (!after.fired) return after;
      const reached = integrate(before.voltage, current, before.activeStepFraction, precision);
      const crosses = before.voltage <= 1 && reached < current;
      const refractory = crosses ? after : refractoryAfter(1, constants);
      return { ...after, ...refractory, voltage: precision.round(reached - 1), fired: true };
    },
  };
}

export interface SubtractingModel extends Model<LifState> {
  readonly subtracting: LifConstants;
}
