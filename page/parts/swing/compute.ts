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

/** Distance between the largest and the smallest current. */
export function swingOf({ currents }: Watched): number {
  return Math.max(...currents) - Math.min(...currents);
}

/** How far the floor raises the voltage [step]; rounding differences count as 0. */
export function cutsOf({ voltages, uncut }: Watched): number[] {
  return voltages.map((voltage, step) => {
    const cut = voltage - (uncut[step] as number);
    return cut > 1e-6 ? cut : 0;
  });
}

/** Names the three settings. */
export function nameSettings({ amplitude }: Values): readonly [string, string, string] {
  return ['amplitude 0.01', `amplitude ${amplitude}, floor at 0`, `amplitude ${amplitude}, no floor`];
}

/** Describes the three runs. */
export function describeSwing(watched: readonly Watched[], label: number, { synapse, amplitude }: Values): string {
  const [small, floored, free] = watched as readonly [Watched, Watched, Watched];
  const how = synapse === 0 ? 'Without a synapse' : `With a synapse of ${synapse} ms`;
  const answer = (predicted: number) => (predicted === label ? `${predicted}, correct` : `${predicted}, wrong`);
  return `${how}, the current swings by ${swingOf(small).toFixed(1)} at amplitude 0.01 and by ${swingOf(floored).toFixed(1)} at ${amplitude}. The neuron fires ${small.spikes.length}, ${floored.spikes.length} (with the floor) and ${free.spikes.length} times (without). The floor cuts the voltage in ${nameCuts(small)} at 0.01, and in ${nameCuts(floored)} at ${amplitude}. The network answers ${answer(small.predicted)}; ${answer(floored.predicted)}; ${answer(free.predicted)}.`;
}

function nameCuts(watched: Watched): string {
  const cuts = cutsOf(watched).filter((cut) => cut > 0);
  return cuts.length === 0 ? '0 ms' : `${cuts.length} ms, by up to ${Math.max(...cuts).toPrecision(2)}`;
}
