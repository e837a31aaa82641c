import type { Decimal } from 'decimal.js';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { decimal as exact } from './exact.ts';

/**
 * Voltages of one neuron after each step, computed from the equations with 50 decimal digits. Spike times are real
 * numbers, the exponential is that of decimal.js, and no code is shared with a simulator.
 *
 *   v(t) = J − (J − v)·e^(−t/τ_rc) while active
 *   v = 1 at t = τ_rc · ln((J − v)/(J − 1)), then refractory for τ_ref, then v = 0
 *
 * @returns [step], rounded to float64 at the end
 */
export function highPrecisionVoltages(input: NeuronInput, neuron: number, steps: number): number[] {
  const [dt, tauRc, tauRef] = [input.dtSeconds, input.tauRcSeconds, input.tauRefSeconds].map(exact) as Three;
  const one = exact(1);
  const floor = Number.isFinite(input.minVoltage) ? exact(input.minVoltage) : undefined;
  const decayOver = (seconds: Decimal) => seconds.div(tauRc).neg().exp();
  const decayOverStep = decayOver(dt);

  let voltage = exact(input.initialVoltage[neuron] as number);
  let activeFrom = exact(0); // counted from the start of the step
  return input.current.slice(0, steps).map((currents) => {
    const current = exact(currents[neuron] as number);
    const decay = activeFrom.lte(0) ? decayOverStep : activeFrom.gte(dt) ? one : decayOver(dt.minus(activeFrom));
    const reached = current.minus(current.minus(voltage).times(decay));
    activeFrom = activeFrom.minus(dt);
    voltage = floor && reached.lt(floor) ? floor : reached;
    if (reached.gt(1)) {
      // back from the end of the step to the time at which the voltage was 1
      const secondsSince = tauRc.times(current.minus(one).div(current.minus(reached)).ln());
      activeFrom = tauRef.minus(secondsSince);
      voltage = exact(0);
    }
    return voltage.toNumber();
  });
}

type Three = [Decimal, Decimal, Decimal];
