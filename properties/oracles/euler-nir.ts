import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import { type NirNeuron, runNir } from '../../src/conformance/nir/neurons.ts';

/** The choices that NIR leaves open, and the possible mistakes of an importer. */
export interface EulerChoices {
  /** The factor of r·I, which is dt/τ in a correct importer. */
  readonly scale: (dtOverTau: number) => number;
  readonly start: (leak: number) => number;
  readonly fires: (voltage: number, threshold: number) => boolean;
  readonly reset: (voltage: number, threshold: number, reset: number) => number;
  /** Voltage after a step without a spike, before which it was `before`. */
  readonly keep: (before: number, reached: number, of: KeptVoltage) => number;
  /** Steps by which a spike is reported late. */
  readonly delaySteps: 0 | 1;
}

interface KeptVoltage {
  readonly reset: number;
  /** What arrives in the step, and the synaptic current. */
  readonly input: number;
  readonly current: number;
}

/**
 * Choices that are as valid as those of the reference: the voltage starts at 0, and a voltage at the threshold fires.
 */
export const eulerChoices: EulerChoices = {
  scale: (dtOverTau) => dtOverTau,
  start: () => 0,
  fires: (voltage, threshold) => voltage >= threshold,
  reset: (_, __, reset) => reset,
  keep: (_, reached) => reached,
  delaySteps: 0,
};

/** Runs a graph by forward Euler, its weights by the reference. */
export function runEulerNir(input: NirInput, choices: EulerChoices): NirOutput {
  const { spikes } = runNir(input.nodes, input.inputs.slice(0, 1), input.dtSeconds); // refuses an invalid graph
  const node = input.nodes.at(-1) as NirNeuron;
  const runs = spikes.map((_, neuron) => runNeuron(node, neuron, currentsOf(input, neuron), input.dtSeconds, choices));
  const last = input.inputs.length;
  return {
    spikes: runs.map(({ train }) => train.map((step) => step + choices.delaySteps).filter((step) => step < last)),
    voltage: input.inputs.map((_, step) => runs.map(({ trace }) => trace[step] as number)),
  };
}

function currentsOf({ nodes, inputs }: NirInput, neuron: number): number[] {
  if (nodes.length === 1) return inputs.map((row) => row[neuron] as number);
  const [weights] = nodes;
  const bias = weights.type === 'Affine' ? (weights.bias[neuron] as number) : 0;
  return inputs.map((row) =>
    row.reduce((sum, value, channel) => sum + value * (weights.weight[neuron]?.[channel] as number), bias),
  );
}

function runNeuron(node: NirNeuron, neuron: number, currents: readonly number[], dt: number, choices: EulerChoices) {
  const { scale, start, fires, reset, keep } = choices;
  const of = (name: string, absent: number) =>
    (node as unknown as Readonly<Record<string, readonly number[]>>)[name]?.[neuron] ?? absent;
  const step = node.type === 'IF' ? dt : dt / of('tau', of('tau_mem', 1));
  const [leak, threshold] = [of('v_leak', 0), of('v_threshold', Number.POSITIVE_INFINITY)];
  const resetTo = of('v_reset', 0);
  const train: number[] = [];
  let [voltage, current] = [start(leak), 0];
  const trace = currents.map((input, index) => {
    const arriving = of('w_in', 1) * input;
    current = node.type === 'CubaLIF' ? current + ((arriving - current) * dt) / of('tau_syn', 1) : arriving;
    const pull = node.type === 'IF' ? 0 : (leak - voltage) * step;
    const own = { reset: resetTo, input, current };
    const reached = keep(voltage, voltage + pull + of('r', 1) * current * scale(step), own);
    const hasFired = fires(reached, threshold);
    if (hasFired) train.push(index);
    voltage = hasFired ? reset(reached, threshold, resetTo) : reached;
    return voltage;
  });
  return { train, trace };
}
