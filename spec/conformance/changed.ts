import { float64 } from '../../src/base/precision.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { runNeurons } from '../../src/conformance/reference.ts';

/** What is different about neurons: how they run, what reaches them, or what becomes of their answers. */
export interface Changes {
  readonly run?: (input: NeuronInput) => NeuronOutput;
  readonly ask?: (input: NeuronInput) => NeuronInput;
  readonly answer?: (output: NeuronOutput, input: NeuronInput) => NeuronOutput;
}

/** An implementation that supports neurons only; without changes, those of the reference. */
export function changed({
  run = (input) => runNeurons(input, float64),
  ask = (input) => input,
  answer = (output) => output,
}: Changes): Implementation {
  return { name: 'changed', precision: 'float64', neuron: (input) => answer(run(ask(input)), input) };
}

/** Changes every voltage of an answer. */
export function withVoltages(change: (voltage: number) => number): (output: NeuronOutput) => NeuronOutput {
  return ({ voltage = [], ...output }) => ({ ...output, voltage: voltage.map((row) => row.map(change)) });
}

/** A state of 8 MB. */
export const largeState = (): unknown => Buffer.alloc(2 ** 23, 's').toString('latin1');
