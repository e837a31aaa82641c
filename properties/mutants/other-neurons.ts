import { exp, expm1 } from '../../src/base/elementary.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Outsider } from './outsiders.ts';

/** A neuron with a second state variable in addition to its voltage. */
interface Cell {
  readonly voltage: number;
  /** Adaptation, a threshold or the rest of the refractory period. */
  readonly other: number;
}

/** A step of another neuron model: the new state, and whether it fires. */
type Step = (cell: Cell, current: number, input: NeuronInput) => Cell & { readonly fires?: boolean };

/**
 * Neurons of other models, scaled as an adapter would do it: they start and rest at 0 and fire near 1. None of them may
 * be identified as a LIF neuron.
 */
export const otherNeurons: readonly Outsider[] = [
  model(
    'adaptive-exponential',
    'rises exponentially near the threshold and adapts after each spike',
    (cell, current, input) => {
      const fraction = input.dtSeconds / input.tauRcSeconds;
      const climb = 0.1 * exp(Math.min((cell.voltage - 0.9) / 0.1, 5));
      return afterSpike(
        cell.voltage + fraction * (current - cell.voltage + climb - cell.other),
        0.95 * cell.other,
        0.1,
      );
    },
  ),
  model(
    'izhikevich',
    'follows the quadratic equation of Izhikevich with a recovery variable',
    (cell, current, input) => {
      const fraction = input.dtSeconds / input.tauRcSeconds;
      const slope = cell.voltage * (2 * cell.voltage - 1);
      const recovery = cell.other + 0.05 * fraction * (0.2 * cell.voltage - cell.other);
      return afterSpike(cell.voltage + fraction * (slope - recovery + current), recovery, 0.2);
    },
  ),
  model('quadratic', 'leaks as the square of its voltage', (cell, current, input) => {
    const fraction = input.dtSeconds / input.tauRcSeconds;
    return afterSpike(cell.voltage + fraction * (current - cell.voltage * cell.voltage), 0, 0);
  }),
  model('half-steps', 'takes two Euler steps per step and resets in between', (cell, current, input) => {
    const half = input.dtSeconds / input.tauRcSeconds / 2;
    const halfway = afterSpike(cell.voltage + half * (current - cell.voltage), 0, 0);
    const whole = afterSpike(halfway.voltage + half * (current - halfway.voltage), 0, 0);
    return { ...whole, fires: halfway.fires || whole.fires };
  }),
  model(
    'exponential-midpoint',
    'decays exactly and receives its current in the middle of the step',
    (cell, current, input) => {
      const x = input.dtSeconds / input.tauRcSeconds;
      return afterSpike(cell.voltage * exp(-x) + current * x * exp(-x / 2), 0, 0);
    },
  ),
  model(
    'leaks-while-refractory',
    'receives half of its current during the refractory period',
    (cell, current, input) => {
      const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
      const isRefractory = cell.other > 0.5 * input.dtSeconds;
      const voltage = cell.voltage + fraction * ((isRefractory ? current / 2 : current) - cell.voltage);
      if (isRefractory) return { voltage, other: cell.other - input.dtSeconds };
      return afterSpike(voltage, 0, input.tauRefSeconds);
    },
  ),
  model('synaptic-current', 'filters its current with an additional synapse', (cell, current, input) => {
    const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const arrived = cell.other + (1 - exp(-input.dtSeconds / 0.0005)) * (current - cell.other);
    return afterSpike(cell.voltage + fraction * (arrived - cell.voltage), arrived, 0);
  }),
  model(
    'conductance',
    'treats its current as a conductance, whose effect decreases with the voltage',
    (cell, current, input) => {
      const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
      return afterSpike(cell.voltage + fraction * (current * (1.5 - cell.voltage) - cell.voltage), 0, 0);
    },
  ),
  model('soft-reset', 'loses four fifths of its voltage with a spike', (cell, current, input) => {
    const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const voltage = cell.voltage + fraction * (current - cell.voltage);
    return { voltage: voltage > 1 ? 0.2 * voltage : voltage, other: 0, fires: voltage > 1 };
  }),
  model('undershoots', 'is reset to 0.1 below its resting voltage', (cell, current, input) => {
    const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const voltage = cell.voltage + fraction * (current - cell.voltage);
    return { voltage: voltage > 1 ? -0.1 : voltage, other: 0, fires: voltage > 1 };
  }),
  model('sleeps-a-millisecond', 'is refractory for 1 ms at every refractory period and dt', (cell, current, input) => {
    if (cell.other > 0.5 * input.dtSeconds) return { voltage: 0, other: cell.other - input.dtSeconds };
    const fraction = -expm1(-input.dtSeconds / input.tauRcSeconds);
    return afterSpike(cell.voltage + fraction * (current - cell.voltage), 0, 0.001);
  }),
  model('perfect', 'does not leak at all', (cell, current, input) =>
    afterSpike(cell.voltage + (input.dtSeconds / input.tauRcSeconds) * current, 0, 0),
  ),
];

/** If the voltage is above 1, the neuron fires: the voltage becomes 0, and `more` is added to its second variable. */
function afterSpike(voltage: number, other: number, more: number): Cell & { readonly fires: boolean } {
  return voltage > 1 ? { voltage: 0, other: other + more, fires: true } : { voltage, other, fires: false };
}

function model(name: string, difference: string, step: Step): Outsider {
  return { name, difference, precision: 'float64', neuron: (input) => run(input, step) };
}

function run(input: NeuronInput, step: Step): NeuronOutput {
  let cells: readonly Cell[] = input.initialVoltage.map((voltage) => ({ voltage, other: 0 }));
  const spikes = cells.map(() => [] as number[]);
  const voltage = input.current.map((currents, number) => {
    const after = cells.map((cell, neuron) => step(cell, currents[neuron] as number, input));
    for (const [neuron, { fires }] of after.entries()) if (fires) spikes[neuron]?.push(number);
    cells = after;
    return after.map((cell) => cell.voltage);
  });
  return { spikes, spikeHeight: input.amplitude / input.dtSeconds, voltage };
}
