import { unitRoundoff } from '../../src/base/precision.ts';
import type { Prediction } from '../../src/conformance/choices/prediction.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { capabilityOf } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import type { LifSettings } from '../arbitraries/lif.ts';
import { requireThat } from '../require.ts';

/** The neuron of the tutorial network: steps of 1 ms, τ_rc 20 ms, τ_ref 2 ms, floor 0. */
export const tutorialSettings: LifSettings = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  minVoltage: 0,
};

export async function run(implementation: Implementation, input: NeuronInput): Promise<NeuronOutput> {
  return capabilityOf(implementation, 'neuron')(input);
}

/** Input of one neuron of amplitude 1. */
export function oneNeuron(settings: LifSettings, voltage: number, trace: readonly number[]): NeuronInput {
  return { ...settings, amplitude: 1, initialVoltage: [voltage], current: trace.map((current) => [current]) };
}

export function standing(current: number, steps: number): number[] {
  return Array.from({ length: steps }, () => current);
}

/** The spike train of a neuron. */
export function trainOf(output: NeuronOutput, neuron = 0): readonly number[] {
  return output.spikes[neuron] ?? [];
}

/** The voltages of a neuron after each step, if the implementation returns them. */
export function voltagesOf({ voltage }: NeuronOutput, neuron = 0): readonly number[] | undefined {
  return voltage?.map((voltages) => voltages[neuron] ?? Number.NaN);
}

/** Refutes unless a neuron fires exactly in the expected steps. */
export function requireTrain(
  law: Pick<Law, 'clause' | 'statement'>,
  expected: readonly number[],
  got: readonly number[],
  steps: number,
  note = '',
): void {
  const same = expected.length === got.length && expected.every((step, index) => step === got[index]);
  requireThat(same, law, () => ({
    expected: new SpikeTrain(expected, steps, note),
    got: new SpikeTrain(got, steps),
  }));
}

/** Refutes unless every neuron fires exactly in the expected steps. */
export function requireTrains(
  law: Pick<Law, 'clause' | 'statement'>,
  expected: NeuronOutput,
  got: NeuronOutput,
  steps: number,
): void {
  for (const [neuron, train] of expected.spikes.entries()) {
    requireTrain(law, train, trainOf(got, neuron), steps, `neuron ${neuron}`);
  }
}

/** Refutes unless two runs have the same spikes and, if voltages are returned, exactly the same voltages. */
export function requireSameRun(
  law: Pick<Law, 'clause' | 'statement'>,
  expected: NeuronOutput,
  got: NeuronOutput,
  steps: number,
): void {
  requireTrains(law, expected, got, steps);
  for (const neuron of expected.spikes.keys()) {
    const voltages = voltagesOf(got, neuron);
    const context = { expectedTrain: trainOf(expected, neuron), train: trainOf(got, neuron), steps };
    if (voltages) requireVoltages(law, voltagesOf(expected, neuron) ?? [], voltages, context);
  }
}

/** One rounding of the threshold. A voltage that should be 0 or at the floor may deviate from it by this much. */
export function thresholdRounding({ precision }: Pick<Implementation, 'precision'>): number {
  return unitRoundoff[precision];
}

/** What a neuron did. */
export interface PredictedRun {
  readonly train: readonly number[];
  /** After each step, if the implementation returns them. */
  readonly voltages: readonly number[] | undefined;
}

/** Refutes unless spikes and voltages are as predicted, up to the step in which rounding could decide. */
export function requirePredicted(
  law: Pick<Law, 'clause' | 'statement'>,
  got: PredictedRun,
  { comparableSteps, spikes, voltage, voltageError, note }: Omit<Prediction, 'margin'> & { readonly note: string },
): void {
  const train = got.train.filter((step) => step < comparableSteps);
  const context = { expectedTrain: spikes, train, steps: comparableSteps };
  if (got.voltages) requireVoltages(law, voltage, got.voltages, context, (step) => voltageError[step] as number);
  requireTrain(law, spikes, train, comparableSteps, note);
}

/** The context that is printed with a voltage under test. */
export interface VoltageContext {
  readonly expectedTrain: readonly number[];
  readonly train: readonly number[];
  readonly steps: number;
}

/** Refutes unless every voltage is within the error allowed at its step. */
export function requireVoltages(
  law: Pick<Law, 'clause' | 'statement'>,
  expected: readonly number[],
  got: readonly number[],
  { expectedTrain, train, steps }: VoltageContext,
  allowed: (step: number) => number = () => 0,
): void {
  const agrees = (voltage: number, step: number) =>
    Object.is(voltage, got[step]) || Math.abs(voltage - (got[step] as number)) <= allowed(step);
  const wrong = expected.findIndex((voltage, step) => !agrees(voltage, step));
  requireThat(wrong === -1, law, () => ({
    expected: new SpikeTrain(
      expectedTrain,
      steps,
      `voltage ${expected[wrong]}${within(allowed(wrong))} after step ${wrong}`,
    ),
    got: new SpikeTrain(train, steps, `voltage ${got[wrong]} after step ${wrong}`),
  }));
}

/** The error that is allowed: ` ± 1.1e-16`. */
export function within(allowed: number): string {
  return allowed > 0 ? ` ± ${allowed.toPrecision(2)}` : '';
}

/** The number of spikes in each step of a run. */
export function countsIn(train: readonly number[], steps: number): (step: number) => number | undefined {
  const counts = new Map<number, number>();
  for (const step of train) counts.set(step, (counts.get(step) ?? 0) + 1);
  return (step) => (step < steps ? (counts.get(step) ?? 0) : undefined);
}
