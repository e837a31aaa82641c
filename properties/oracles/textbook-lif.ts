import { expm1, log1p } from '../../src/base/elementary.ts';
import { Refusal } from '../../src/base/requirement.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';

/** A neuron of the textbook form between two steps. */
export interface TextbookState {
  readonly voltage: number;
  /** Refractory period that remains at the start of the step, in seconds; may be negative. */
  readonly refractorySeconds: number;
}

/** The stages of a LIF neuron in the order of a step. Mutants replace one of them. */
export interface LifStages {
  /** The parameters that are used. */
  readonly parameters: (input: NeuronInput) => NeuronInput;
  /** Voltage at the start. */
  readonly start: (initialVoltage: number) => number;
  /** Current that reaches the membrane. */
  readonly drive: (current: number, input: NeuronInput) => number;
  /** Seconds of the step in which it is active, given the refractory period that remains after the step. */
  readonly active: (refractorySeconds: number, input: NeuronInput) => number;
  /** Fraction of the distance to the current that it covers in a given time. */
  readonly fraction: (seconds: number, input: NeuronInput) => number;
  /** Voltage after covering that fraction. */
  readonly integrate: (voltage: number, current: number, fraction: number, input: NeuronInput) => number;
  readonly fires: (voltage: number, input: NeuronInput) => boolean;
  /** Time of the spike from the start of the step, in seconds. */
  readonly spikeTime: (voltage: number, current: number, input: NeuronInput) => number;
  /** Refractory period from the start of the step, in seconds. */
  readonly refractory: (spikeSeconds: number, input: NeuronInput, step: number) => number;
  /** Voltage after a spike. */
  readonly reset: (voltage: number, input: NeuronInput) => number;
  /** Voltage after a step without a spike. */
  readonly floor: (voltage: number, minVoltage: number) => number;
  readonly height: (input: NeuronInput) => number;
  /** Steps that it reports as spikes. */
  readonly report: (spikes: readonly number[], input: NeuronInput) => readonly number[];
}

/**
 * The LIF neuron as textbooks and Nengo write it, stage by stage. It is independent of the reference simulator, which
 * takes no logarithm and counts whole steps.
 *
 *   r ← r − dt,   δ = clip(dt − r, 0, dt),   v ← v + (J − v)(1 − e^(−δ/τ_rc))
 *   if v > 1:  t = dt + τ_rc · ln(1 − (v − 1)/(J − 1)),   r ← τ_ref + t,   v ← 0;   else v ← max(v, v_min)
 *
 * @see Nengo nengo/neurons.py `LIF.step`
 */
export const textbookStages: LifStages = {
  parameters: (input) => input,
  start: (initialVoltage) => initialVoltage,
  drive: (current) => current,
  active: (refractorySeconds, { dtSeconds }) => Math.min(Math.max(dtSeconds - refractorySeconds, 0), dtSeconds),
  fraction: (seconds, { tauRcSeconds }) => -expm1(-seconds / tauRcSeconds),
  integrate: (voltage, current, fraction) => voltage + (current - voltage) * fraction,
  fires: (voltage) => voltage > 1,
  spikeTime: (voltage, current, { dtSeconds, tauRcSeconds }) =>
    dtSeconds + tauRcSeconds * log1p(-(voltage - 1) / (current - 1)),
  refractory: (spikeSeconds, { tauRefSeconds }) => tauRefSeconds + spikeSeconds,
  reset: () => 0,
  floor: (voltage, minVoltage) => Math.max(voltage, minVoltage),
  height: ({ amplitude, dtSeconds }) => amplitude / dtSeconds,
  report: (spikes) => spikes,
};

/** A step of the textbook form with its intermediate results. */
export interface TextbookStep extends TextbookState {
  readonly fired: boolean;
  /** Voltage before reset and floor, which is compared with the threshold. */
  readonly reached: number;
  /** Fraction of the distance to the current that was covered. */
  readonly fraction: number;
}

/** Advances a neuron of the textbook form by one step. Only mutants use the number of the step. */
export function stepTextbook(
  { voltage, refractorySeconds }: TextbookState,
  current: number,
  input: NeuronInput,
  step = 0,
  stages: LifStages = textbookStages,
): TextbookStep {
  const remaining = refractorySeconds - input.dtSeconds;
  const fraction = stages.fraction(stages.active(remaining, input), input);
  const reached = stages.integrate(voltage, current, fraction, input);
  if (stages.fires(reached, input)) {
    const refractory = stages.refractory(stages.spikeTime(reached, current, input), input, step);
    return { voltage: stages.reset(reached, input), refractorySeconds: refractory, fired: true, reached, fraction };
  }
  const floored = stages.floor(reached, input.minVoltage);
  return { voltage: floored, refractorySeconds: remaining, fired: false, reached, fraction };
}

/** @throws {Refusal} if a number of the input is invalid */
function refuseInvalid({ minVoltage, initialVoltage, current, ...input }: NeuronInput): void {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude } = input;
  const isValid =
    [dtSeconds, tauRcSeconds, amplitude].every((value) => value > 0 && Number.isFinite(value)) &&
    tauRefSeconds >= 0 &&
    Number.isFinite(tauRefSeconds) &&
    dtSeconds <= 30 * tauRcSeconds &&
    minVoltage <= 0 &&
    initialVoltage.every((voltage) => voltage <= 1 && Number.isFinite(voltage)) &&
    current.every((currents) => currents.every(Number.isFinite));
  if (!isValid) throw new Refusal('the input contains an invalid number');
}

/** Runs neurons of the textbook form, or of changed stages, on given currents. */
export function runTextbook(asked: NeuronInput, stages: LifStages = textbookStages): NeuronOutput {
  refuseInvalid(asked);
  const input = stages.parameters(asked);
  let states: TextbookState[] =
    (input.state as TextbookState[] | undefined) ??
    input.initialVoltage.map((voltage) => ({ voltage: stages.start(voltage), refractorySeconds: 0 }));
  const spikes = states.map(() => [] as number[]);
  const voltage = input.current.map((currents, step) => {
    const after = states.map((state, neuron) =>
      stepTextbook(state, stages.drive(currents[neuron] as number, input), input, step, stages),
    );
    for (const [neuron, { fired }] of after.entries()) if (fired) spikes[neuron]?.push(step);
    states = after.map(({ voltage, refractorySeconds }) => ({ voltage, refractorySeconds }));
    return after.map((state) => state.voltage);
  });
  return {
    spikes: spikes.map((train) => stages.report(train, input)),
    spikeHeight: stages.height(input),
    voltage,
    state: states,
  };
}
