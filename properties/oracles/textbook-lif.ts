import { expm1, log1p } from '../../src/base/elementary.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { checkNeuronInput } from './neuron-input.ts';

/** A neuron of the textbook form between two steps. */
export interface TextbookState {
  readonly voltage: number;
  /** Time for which it is still refractory, seconds, seen from the start of the step; may run below 0. */
  readonly refractorySeconds: number;
}

/**
 * The stages of a LIF neuron in the order in which a step passes through them. Each can be replaced by itself: that is
 * how the wrong neurons are made.
 */
export interface LifStages {
  /** Refuses an input that makes no neuron. */
  readonly check: (input: NeuronInput) => void;
  /** The parameters that are really used. */
  readonly parameters: (input: NeuronInput) => NeuronInput;
  /** Voltage at the start. */
  readonly start: (initialVoltage: number) => number;
  /** Current that reaches the membrane. */
  readonly drive: (current: number, input: NeuronInput) => number;
  /** Seconds of the step in which it is awake, given for how long it is refractory once the step is over. */
  readonly awake: (refractorySeconds: number, input: NeuronInput) => number;
  /** Share of the distance to the current that it covers in so many seconds. */
  readonly share: (seconds: number, input: NeuronInput) => number;
  /** Voltage after covering that share. */
  readonly integrate: (voltage: number, current: number, share: number, input: NeuronInput) => number;
  readonly fires: (voltage: number, input: NeuronInput) => boolean;
  /** Seconds from the start of the step to the spike. */
  readonly spikeTime: (voltage: number, current: number, input: NeuronInput) => number;
  /** Seconds, from the start of the step, for which the spike makes it refractory. */
  readonly refractory: (spikeSeconds: number, input: NeuronInput, step: number) => number;
  /** Voltage after a spike. */
  readonly reset: (voltage: number, input: NeuronInput) => number;
  /** Voltage after a step without spike. */
  readonly floor: (voltage: number, minVoltage: number) => number;
  readonly height: (input: NeuronInput) => number;
  /** Steps in which it says that it fired. */
  readonly report: (spikes: readonly number[], input: NeuronInput) => readonly number[];
}

/**
 * The LIF neuron as textbooks and Nengo write it, stage by stage. Independent of the reference simulator, which never
 * takes a logarithm and counts whole steps.
 *
 *   r ← r − dt,   δ = clip(dt − r, 0, dt),   v ← v + (J − v)(1 − e^(−δ/τ_rc))
 *   if v > 1:  t = dt + τ_rc · ln(1 − (v − 1)/(J − 1)),   r ← τ_ref + t,   v ← 0;   else v ← max(v, v_min)
 *
 * @see Nengo nengo/neurons.py `LIF.step`
 */
export const textbookStages: LifStages = {
  check: checkNeuronInput,
  parameters: (input) => input,
  start: (initialVoltage) => initialVoltage,
  drive: (current) => current,
  awake: (refractorySeconds, { dtSeconds }) => Math.min(Math.max(dtSeconds - refractorySeconds, 0), dtSeconds),
  share: (seconds, { tauRcSeconds }) => -expm1(-seconds / tauRcSeconds),
  integrate: (voltage, current, share) => voltage + (current - voltage) * share,
  fires: (voltage) => voltage > 1,
  spikeTime: (voltage, current, { dtSeconds, tauRcSeconds }) =>
    dtSeconds + tauRcSeconds * log1p(-(voltage - 1) / (current - 1)),
  refractory: (spikeSeconds, { tauRefSeconds }) => tauRefSeconds + spikeSeconds,
  reset: () => 0,
  floor: (voltage, minVoltage) => Math.max(voltage, minVoltage),
  height: ({ amplitude, dtSeconds }) => amplitude / dtSeconds,
  report: (spikes) => spikes,
};

/** A step of the textbook form, with what its stages came to. */
export interface TextbookStep extends TextbookState {
  readonly fired: boolean;
  /** Voltage before reset and floor: what was compared with the threshold. */
  readonly reached: number;
  /** Share of the distance to the current that was covered. */
  readonly share: number;
}

/** Advances a neuron of the textbook form by one step; a right neuron does not look at which. */
export function stepTextbook(
  { voltage, refractorySeconds }: TextbookState,
  current: number,
  input: NeuronInput,
  step = 0,
  stages: LifStages = textbookStages,
): TextbookStep {
  const remaining = refractorySeconds - input.dtSeconds;
  const share = stages.share(stages.awake(remaining, input), input);
  const reached = stages.integrate(voltage, current, share, input);
  if (stages.fires(reached, input)) {
    const refractory = stages.refractory(stages.spikeTime(reached, current, input), input, step);
    return { voltage: stages.reset(reached, input), refractorySeconds: refractory, fired: true, reached, share };
  }
  const floored = stages.floor(reached, input.minVoltage ?? Number.NEGATIVE_INFINITY);
  return { voltage: floored, refractorySeconds: remaining, fired: false, reached, share };
}

/** Runs neurons of the textbook form, or of other stages, on given currents. */
export function runTextbook(asked: NeuronInput, stages: LifStages = textbookStages): NeuronOutput {
  stages.check(asked);
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
