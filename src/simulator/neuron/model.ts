import type { Precision } from '../../base/precision.ts';
import { requireAllFinite, requireLength } from '../../base/requirement.ts';
import { type LifConstants, type LifParameters, type LifState, lifConstants, startingLif, stepLif } from './lif.ts';

/** A model of a neuron. A network can run any model. */
export interface Model<State = unknown> {
  /** The neuron before its first step, at a voltage of at most 1. */
  start(initialVoltage: number): State;
  /** The neuron after a step with a constant current. */
  step(before: State, current: number): State & Fired;
  /** The voltage that a probe records. */
  voltage(state: State): number;
  /** What a constant input adds up to, per unit of it, if not 1. The rate network multiplies currents by it. */
  readonly steadyInput?: number;
}

/** What a neuron sends. */
export interface Fired {
  /** Whether the neuron fired in the step, or how often, if it can fire several times per step. */
  readonly fired: boolean | number;
}

/** The parameters of a kind of neuron. The amplitude matters only to neurons on which their own spikes act. */
export interface NeuronParameters extends LifParameters {
  /** Area of a spike, above 0. */
  readonly amplitude: number;
}

/** A kind of neuron: gives the model of the neurons of a layer, whose index is 0 for the first layer. */
export type NeuronType = (parameters: NeuronParameters, precision: Precision, layer: number) => Model;

/** The model of the definition. */
export interface LifModel extends Model<LifState> {
  readonly constants: LifConstants;
}

/**
 * The LIF neuron of the definition as a model.
 *
 * @throws {Refusal} if a parameter is outside its range
 * @example
 * const model = lif(defaultLif, float64);
 * model.step(model.start(0.9), 4).fired // true
 */
export function lif(parameters: LifParameters, precision: Precision): LifModel {
  const constants = lifConstants(parameters, precision);
  return {
    constants,
    start: (initialVoltage) => startingLif(initialVoltage, constants),
    step: (before, current) => stepLif(before, current, constants),
    voltage: ({ voltage }) => voltage,
  };
}

/** The constants of a model, if it is that of the definition. */
export function lifOf(model: Model): LifConstants | undefined {
  return (model as Partial<LifModel>).constants;
}

/**
 * Advances neurons by one step. They do not affect each other; definition: N13.
 *
 * @param before - the neurons before the step [neuron]
 * @param currents - [neuron]
 * @throws {Refusal} if the number of currents is not that of the neurons
 * @example
 * const model = lif(defaultLif, float64);
 * stepNeurons(model, [0, 0.9].map(model.start), [3, 3]).map(({ fired }) => fired) // [false, true]
 */
export function stepNeurons<State>(
  model: Model<State>,
  before: readonly State[],
  currents: ArrayLike<number>,
): (State & Fired)[] {
  requireLength('currents', before.length, currents);
  return before.map((state, neuron) => model.step(state, currents[neuron] as number));
}

/** Spikes and voltages of neurons. */
export interface NeuronRun<State> {
  /** The steps in which each neuron fired [neuron]. A step is repeated if it fired several times in it. */
  readonly spikes: number[][];
  /** Voltage after each step [step][neuron]. */
  readonly voltage: number[][];
  /** The neurons after the last step [neuron]. */
  readonly state: readonly State[];
}

/**
 * Runs neurons on given currents.
 *
 * @param start - the neurons before the first step [neuron]
 * @param currents - [step][neuron], each rounded to the precision
 * @throws {Refusal} if a row of currents has the wrong length or a current that is not finite
 */
export function runModel<State>(
  model: Model<State>,
  start: readonly State[],
  currents: readonly (readonly number[])[],
  { round }: Precision,
): NeuronRun<State> {
  let state: readonly State[] = start;
  const spikes = start.map((): number[] => []);
  const voltage = currents.map((row, step) => {
    requireAllFinite(`current[${step}]`, row);
    const after = stepNeurons(model, state, row.map(round));
    for (const [neuron, { fired }] of after.entries())
      for (let spike = 0; spike < Number(fired); spike++) spikes[neuron]?.push(step);
    state = after;
    return after.map(model.voltage);
  });
  return { spikes, voltage, state };
}
