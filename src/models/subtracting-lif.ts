import type { Precision } from '../base/precision.ts';
import { integrate, type LifParameters, type LifState } from '../simulator/neuron/lif.ts';
import { lif, type Model } from '../simulator/neuron/model.ts';

/**
 * A LIF neuron whose spike subtracts 1 from the voltage, so the excess over the threshold remains during the refractory
 * period.
 *
 *   v ← v − 1 in the step of a spike,   instead of v ← 0
 *
 * It is refractory like the neuron of the definition, but still fires in that time while its excess is above 1.
 *
 * @example
 * const { start, step } = subtractingLif(defaultLif, float64);
 * step(start(0.95), 3).voltage // 0.04997967977353612: 1.05 − 1
 */
export function subtractingLif(parameters: LifParameters, precision: Precision): Model<LifState> {
  const { step, start, voltage } = lif(parameters, precision);
  return {
    start,
    voltage,
    step: (before, current) => {
      const after = step(before, current);
      if (!after.fired) return after;
      const fraction = before.refractorySteps > 0 ? 0 : before.activeStepFraction;
      return { ...after, voltage: precision.round(integrate(before.voltage, current, fraction, precision) - 1) };
    },
  };
}
