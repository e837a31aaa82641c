import type { LifConstants, LifState, LifStep } from '../../src/simulator/neuron/lif.ts';
import { exactOperations, fractionOf, nearestFloat32 } from './float32.ts';

type Operation = (a: number, b: number) => number;

const roundedOnce =
  (operation: keyof typeof exactOperations): Operation =>
  (a, b) =>
    nearestFloat32(exactOperations[operation](fractionOf(a), fractionOf(b)));

/**
 * The operations of binary32: exact in integers of any size, then rounded once. No floating-point operation is used.
 */
const arithmetic32: Readonly<Record<'add' | 'subtract' | 'multiply' | 'divide', Operation>> = {
  add: roundedOnce('+'),
  subtract: roundedOnce('−'),
  multiply: roundedOnce('×'),
  divide: roundedOnce('÷'),
};

const { add, subtract, multiply, divide } = arithmetic32;

/**
 * A step of the reference as a list of binary32 operations: d = J − v; v ← v + d·a; fired = v > 1;
 * u = (J − v)/(J − 1); f = u·c, max(f, E), a = 1 − f; if not fired, v ← max(v, v_min).
 */
export function stepInBinary32(
  { voltage, refractorySteps, firstStepFraction }: LifState,
  current: number,
  constants: LifConstants,
): LifStep {
  const distance = subtract(current, voltage);
  const covered = refractorySteps > 0 ? 0 : multiply(distance, firstStepFraction);
  const reached = add(voltage, covered);
  if (reached > 1) {
    const decaySinceSpike = divide(subtract(current, reached), subtract(current, 1));
    const sooner = multiply(decaySinceSpike, constants.decayToStepM);
    const isSooner = constants.refractoryPeriodSteps >= 1 && sooner < 1;
    const rest = isSooner ? sooner : multiply(decaySinceSpike, constants.decayToStepAfterM);
    const steps = constants.refractoryPeriodSteps - (isSooner ? 1 : 0);
    return {
      voltage: 0,
      refractorySteps: steps,
      firstStepFraction: subtract(1, Math.max(rest, constants.decay)),
      fired: true,
    };
  }
  return {
    voltage: Math.max(reached, constants.minVoltage),
    refractorySteps: Math.max(refractorySteps - 1, 0),
    firstStepFraction: refractorySteps > 0 ? firstStepFraction : constants.charge,
    fired: false,
  };
}
