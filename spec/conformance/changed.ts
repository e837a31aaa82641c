import { float64 } from '../../src/base/precision.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { probes, verifications } from '../../src/conformance/choices/probes.ts';
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

type Run = (input: NeuronInput) => NeuronOutput;

/** Inputs that no probe is. */
export const freshInputs: readonly NeuronInput[] = [...probes, ...verifications].map(({ input }) => ({
  ...input,
  tauRcSeconds: 1.37 * input.tauRcSeconds,
  tauRefSeconds: 1.3 * input.tauRefSeconds,
  current: input.current.map((row) => row.map((current) => 1.21 * current)),
}));

/** Whether two neurons also agree on inputs that no probe is: then their difference has no effect there. */
export const agreeOnFresh = (one: Run, other: Run): boolean =>
  freshInputs.every((input) => {
    const [a, b] = [outcomeOf(one, input), outcomeOf(other, input)];
    return JSON.stringify(a.spikes) === JSON.stringify(b.spikes) && areClose(a.voltage ?? [], b.voltage ?? [], 1e-7);
  });

/** The answer of a neuron, or no spikes at all if it refuses to list so many. */
function outcomeOf(run: Run, input: NeuronInput): Partial<NeuronOutput> {
  try {
    return run(input);
  } catch (error) {
    if (error instanceof Refusal) return {};
    throw error;
  }
}

/** Whether two answers have the same numbers, apart from rounding: absolute up to 1, relative above. */
export function areClose(one: unknown, other: unknown, tolerance: number): boolean {
  const others = numbersIn(other);
  return numbersIn(one).every((value, index) => {
    const distance = Math.abs(value - (others[index] as number));
    return Object.is(value, others[index]) || distance <= tolerance * Math.max(1, Math.abs(value));
  });
}

/** All numbers of an answer, in order. */
function numbersIn(value: unknown): number[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [Number(value)];
}

/** Rounding errors of answers to small requests stay below. */
export const roundingErrors = { float64: 1e-8, float32: 1e-4 };
