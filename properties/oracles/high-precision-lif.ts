import type { Decimal } from 'decimal.js';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { exactDecimal as exact } from './exact.ts';

/**
 * Voltages of one neuron after each step, by the equations in 50 decimal digits: the times of spikes are real numbers,
 * the exponential is that of decimal.js, and nothing is shared with a simulator.
 *
 *   v(t) = J − (J − v)·e^(−t/τ_rc) while awake;   v = 1 at t = τ_rc · ln((J − v)/(J − 1)), then asleep for τ_ref, then v = 0
 *
 * @returns [step], rounded to float64 in the end
 */
export function highPrecisionVoltages(input: NeuronInput, neuron: number, steps: number): number[] {
  const [dt, tauRc, tauRef] = [input.dtSeconds, input.tauRcSeconds, input.tauRefSeconds].map(exact) as Three;
  const one = exact(1);
  const floor = input.minVoltage === null ? undefined : exact(input.minVoltage);
  const decayOver = (seconds: Decimal) => seconds.div(tauRc).neg().exp();
  const decayOverStep = decayOver(dt);

  let voltage = exact(input.initialVoltage[neuron] as number);
  let wakesAt = exact(0); // counted from the start of the step
  return input.current.slice(0, steps).map((currents) => {
    const current = exact(currents[neuron] as number);
    const decay = wakesAt.lte(0) ? decayOverStep : wakesAt.gte(dt) ? one : decayOver(dt.minus(wakesAt));
    const reached = current.minus(current.minus(voltage).times(decay));
    wakesAt = wakesAt.minus(dt);
    voltage = floor && reached.lt(floor) ? floor : reached;
    if (reached.gt(1)) {
      // from the end of the step back to where the voltage was 1
      const secondsSince = tauRc.times(current.minus(one).div(current.minus(reached)).ln());
      wakesAt = tauRef.minus(secondsSince);
      voltage = exact(0);
    }
    return voltage.toNumber();
  });
}

type Three = [Decimal, Decimal, Decimal];
