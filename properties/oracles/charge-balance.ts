import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { stepTextbook, type TextbookState, textbookStages } from './textbook-lif.ts';

/** What brings charge to a neuron and what takes it away, along its trace, in units of the threshold. */
export interface ChargeBalance {
  /** Σ A · J: what the current brings to a neuron that is always active. */
  readonly current: number;
  /** What the floor adds, in the steps that would end below it. */
  readonly floor: number;
  /** Σ A · v: what leaks. */
  readonly leak: number;
  /** What spikes take: the voltage they reach, which is 1 and the overshoot. */
  readonly spikes: number;
  /** Σ (A − a) · (J − v): what the neuron does not receive in its refractory periods. */
  readonly refractory: number;
  /** v_N − v_0: what remains. */
  readonly stored: number;
}

/**
 * Adds up the charge of a neuron from its voltages and spikes, of which none is predicted. In a step, an active neuron
 * covers the fraction A of its distance to the current, a refractory one a = 0, and in between as the end of the
 * refractory period says. If the neuron follows its equations,
 *
 *   current + floor = leak + spikes + refractory + stored
 *
 * up to rounding. `spikeBounds` needs no voltages, but gives bounds only.
 */
export function balanceCharge(
  input: NeuronInput,
  neuron: number,
  { spikes, voltage: voltages }: Pick<NeuronOutput, 'spikes' | 'voltage'>,
): ChargeBalance {
  const fired = new Set(spikes[neuron]);
  const charge = textbookStages.fraction(input.dtSeconds, input);
  const start = input.initialVoltage[neuron] as number;
  let [voltage, refractorySeconds] = [start, 0];
  const sum = { current: 0, floor: 0, leak: 0, spikes: 0, refractory: 0 };
  for (const [step, currents] of input.current.entries()) {
    const current = currents[neuron] as number;
    const hasFired = fired.has(step);
    // the spikes of the trace count, not those of the textbook form
    const after = stepTextbook({ voltage, refractorySeconds }, current, input, step, {
      ...textbookStages,
      fires: () => hasFired,
    });
    sum.current += charge * current;
    sum.leak += charge * voltage;
    sum.refractory += (charge - after.fraction) * (current - voltage);
    if (hasFired) sum.spikes += after.reached;
    else sum.floor += Math.max((input.minVoltage ?? Number.NEGATIVE_INFINITY) - after.reached, 0);
    voltage = voltages?.[step]?.[neuron] as number;
    ({ refractorySeconds } = after satisfies TextbookState);
  }
  return { ...sum, stored: voltage - start };
}
