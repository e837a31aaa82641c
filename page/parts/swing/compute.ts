import { tilePlans } from '../../chart/layer.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { SwingInput, Watched } from '../../worker/jobs/swing.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** The input of the job: the original amplitude, then the larger one with the floor and without. */
export function swingInputOf(values: Values): SwingInput {
  const { digit, amplitude, synapse: synapseMilliseconds } = values;
  return {
    digit,
    ...neuronOf(values),
    points: [
      { amplitude: 0.01, floor: 'zero', synapseMilliseconds },
      { amplitude, floor: 'zero', synapseMilliseconds },
      { amplitude, floor: 'none', synapseMilliseconds },
    ],
  };
}

/** The chosen neuron; layer 3 has fewer of them. */
export function neuronOf({ layer, neuron }: Values): Pick<SwingInput, 'layer' | 'neuron'> {
  const index = Number(layer) - 1;
  const { rows, columns, channels } = tilePlans[index] as (typeof tilePlans)[number];
  return { layer: index, neuron: Math.min(neuron, rows * columns * channels - 1) };
}

/** How far the floor raises the voltage [step]; rounding differences count as 0. */
export function cutsOf({ voltages, pushedTo }: Watched): number[] {
  return voltages.map((voltage, step) => {
    const cut = voltage - (pushedTo[step] as number);
    return cut > 1e-6 ? cut : 0;
  });
}

/** The voltage before each step [step]. */
export function beforeSteps({ start, voltages }: Watched): number[] {
  return [start, ...voltages.slice(0, -1)];
}

/** Sums over the steps so far: all pushes that the neuron received, and those that the floor did not discard [step]. */
export function sumsOf(watched: Watched): { readonly received: number[]; readonly counted: number[] } {
  const before = beforeSteps(watched);
  const cuts = cutsOf(watched);
  const pushes = watched.pushedTo.map((voltage, step) => voltage - (before[step] as number));
  const add = (values: readonly number[]) => {
    let sum = 0;
    return values.map((value) => {
      sum += value;
      return sum;
    });
  };
  return { received: add(pushes), counted: add(pushes.map((push, step) => push + (cuts[step] as number))) };
}

/** Names the three settings. */
export function nameSettings({ amplitude }: Values): readonly [string, string, string] {
  return ['amplitude 0.01', `amplitude ${amplitude}, floor at 0`, `amplitude ${amplitude}, no floor`];
}

/** Describes the run with the floor and the one without. */
export function describeSwing(watched: readonly Watched[], label: number, { synapse, amplitude }: Values): string {
  const [, floored, free] = watched as readonly [Watched, Watched, Watched];
  const how = synapse === 0 ? '' : `, every spike spread over ${synapse} ms`;
  const answer = ({ predicted }: Watched) => (predicted === label ? `${predicted}, right` : `${predicted}, wrong`);
  const cuts = cutsOf(floored).filter((cut) => cut > 0);
  const most = cuts.length === 0 ? '' : `, by up to ${Number(Math.max(...cuts).toPrecision(2))}`;
  return `Amplitude ${amplitude}${how}: the floor cuts the voltage in ${cuts.length} of 30 ms${most}. The neuron fires ${floored.spikes.length} times, without the floor ${free.spikes.length} times. The network answers ${answer(floored)}; without the floor ${answer(free)}.`;
}
