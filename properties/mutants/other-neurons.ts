import { exp, expm1 } from '../../src/base/elementary.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Outsider } from './outsiders.ts';

/** A neuron that has more to it than a voltage. */
interface Cell {
  readonly voltage: number;
  /** Whatever else it remembers: adaptation, a threshold, time asleep. */
  readonly other: number;
}

/** How a neuron of another model takes a step: where it comes to, and whether it fires. */
type Step = (cell: Cell, current: number, input: NeuronInput) => Cell & { readonly fires?: boolean };

/**
 * Neurons of other models, scaled so that they start and rest at 0 and fire near 1, as an adapter would show them: whoever
 * asks which LIF they are has to be told that they are none.
 */
export const otherNeurons: readonly Outsider[] = [
  model(
    'adaptive-exponential',
    'climbs ever faster above a half, and is held back after each spike',
    (cell, current, input) => {
      const share = input.dtSeconds / input.tauRcSeconds;
      const climb = 0.1 * exp(Math.min((cell.voltage - 0.9) / 0.1, 5));
      return afterSpike(cell.voltage + share * (current - cell.voltage + climb - cell.other), 0.95 * cell.other, 0.1);
    },
  ),
  model('izhikevich', 'has the quadratic equation of Izhikevich with its recovery variable', (cell, current, input) => {
    const share = input.dtSeconds / input.tauRcSeconds;
    const slope = cell.voltage * (2 * cell.voltage - 1);
    const recovery = cell.other + 0.05 * share * (0.2 * cell.voltage - cell.other);
    return afterSpike(cell.voltage + share * (slope - recovery + current), recovery, 0.2);
  }),
  model('quadratic', 'leaks as the square of its voltage', (cell, current, input) => {
    const share = input.dtSeconds / input.tauRcSeconds;
    return afterSpike(cell.voltage + share * (current - cell.voltage * cell.voltage), 0, 0);
  }),
  model('half-steps', "takes two steps of Euler's in each, and resets in between", (cell, current, input) => {
    const half = input.dtSeconds / input.tauRcSeconds / 2;
    const halfway = afterSpike(cell.voltage + half * (current - cell.voltage), 0, 0);
    const whole = afterSpike(halfway.voltage + half * (current - halfway.voltage), 0, 0);
    return { ...whole, fires: halfway.fires || whole.fires };
  }),
  model(
    'exponential-midpoint',
    'decays exactly, and meets its current in the middle of the step',
    (cell, current, input) => {
      const x = input.dtSeconds / input.tauRcSeconds;
      return afterSpike(cell.voltage * exp(-x) + current * x * exp(-x / 2), 0, 0);
    },
  ),
  model(
    'leaks-while-refractory',
    'sleeps for the refractory time, and half of its current leaks in',
    (cell, current, input) => {
      const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
      const isAsleep = cell.other > 0.5 * input.dtSeconds;
      const voltage = cell.voltage + share * ((isAsleep ? current / 2 : current) - cell.voltage);
      if (isAsleep) return { voltage, other: cell.other - input.dtSeconds };
      return afterSpike(voltage, 0, input.tauRefSeconds);
    },
  ),
  model('synaptic-current', 'filters its current by a synapse of its own', (cell, current, input) => {
    const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const arrived = cell.other + (1 - exp(-input.dtSeconds / 0.0005)) * (current - cell.other);
    return afterSpike(cell.voltage + share * (arrived - cell.voltage), arrived, 0);
  }),
  model(
    'conductance',
    'takes its current as a conductance: the higher its voltage, the less of it',
    (cell, current, input) => {
      const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
      return afterSpike(cell.voltage + share * (current * (1.5 - cell.voltage) - cell.voltage), 0, 0);
    },
  ),
  model('soft-reset', 'loses four fifths of its voltage with a spike', (cell, current, input) => {
    const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const voltage = cell.voltage + share * (current - cell.voltage);
    return { voltage: voltage > 1 ? 0.2 * voltage : voltage, other: 0, fires: voltage > 1 };
  }),
  model('undershoots', 'is reset to a tenth below rest', (cell, current, input) => {
    const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
    const voltage = cell.voltage + share * (current - cell.voltage);
    return { voltage: voltage > 1 ? -0.1 : voltage, other: 0, fires: voltage > 1 };
  }),
  model(
    'sleeps-a-millisecond',
    'sleeps for 1 ms, whatever the refractory time and the step',
    (cell, current, input) => {
      if (cell.other > 0.5 * input.dtSeconds) return { voltage: 0, other: cell.other - input.dtSeconds };
      const share = -expm1(-input.dtSeconds / input.tauRcSeconds);
      return afterSpike(cell.voltage + share * (current - cell.voltage), 0, 0.001);
    },
  ),
  model('perfect', 'does not leak at all', (cell, current, input) =>
    afterSpike(cell.voltage + (input.dtSeconds / input.tauRcSeconds) * current, 0, 0),
  ),
];

/** A spike above 1 resets the voltage to 0, and adds to what else is remembered. */
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
