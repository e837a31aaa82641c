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

/** The neurons of a layer between two steps. They do not affect each other; definition: N13. */
export interface Neurons {
  /** Advances every neuron by one step, given its current [neuron]. Returns the number of spikes [neuron]. */
  step(currents: ArrayLike<number>): Uint8Array;
  voltage(neuron: number): number;
  /** The state of every neuron, from which a run can be continued; definition: N12. */
  states(): unknown[];
}

/**
 * The neurons of a layer before their first step. Arrays for those of the definition halve the time.
 *
 * @param before - the states of neurons that ran before, in place of initial voltages
 * @example Array.from(startNeurons(lif(defaultLif, float64), [0, 0.9]).step([3, 3])) // [0, 1]
 */
export function startNeurons(
  model: Model,
  initialVoltage: ArrayLike<number>,
  before: readonly unknown[] = Array.from(initialVoltage, (voltage) => model.start(voltage)),
): Neurons {
  const constants = lifOf(model);
  if (constants !== undefined) return lifArrays(before as readonly LifState[], constants);
  const states = [...before];
  return {
    step: (currents) => {
      requireLength('currents', states.length, currents);
      const spikes = new Uint8Array(states.length);
      for (let neuron = 0; neuron < states.length; neuron++) {
        const after = model.step(states[neuron], currents[neuron] as number);
        states[neuron] = after;
        spikes[neuron] = Number(after.fired);
      }
      return spikes;
    },
    voltage: (neuron) => model.voltage(states[neuron]),
    states: () => [...states],
  };
}

/** Neurons of the definition, with an array [neuron] for each field of `LifState`. */
function lifArrays(states: readonly LifState[], constants: LifConstants): Neurons {
  const { array } = constants.precision;
  const { length } = states;
  const voltages = array.from(states, ({ voltage }) => voltage);
  const refractorySteps = Float64Array.from(states, (state) => state.refractorySteps);
  const activeStepFractions = array.from(states, (state) => state.activeStepFraction);
  const stateOf = (neuron: number): LifState => ({
    voltage: voltages[neuron] as number,
    refractorySteps: refractorySteps[neuron] as number,
    activeStepFraction: activeStepFractions[neuron] as number,
  });
  return {
    step: (currents) => {
      requireLength('currents', length, currents);
      const spikes = new Uint8Array(length);
      for (let neuron = 0; neuron < length; neuron++) {
        const after = stepLif(stateOf(neuron), currents[neuron] as number, constants);
        voltages[neuron] = after.voltage;
        refractorySteps[neuron] = after.refractorySteps;
        activeStepFractions[neuron] = after.activeStepFraction;
        spikes[neuron] = after.fired ? 1 : 0;
      }
      return spikes;
    },
    voltage: (neuron) => voltages[neuron] as number,
    states: () => Array.from(voltages, (_, neuron) => stateOf(neuron)),
  };
}

/** Spikes and voltages of neurons. */
export interface NeuronRun<State> {
  /** The steps in which each neuron fired [neuron]. A step is repeated if it fired several times in it. */
  readonly spikes: number[][];
  /** Voltage after each step [step][neuron]. */
  readonly voltage: number[][];
  /** The neurons after the last step [neuron]. */
  readonly state: State[];
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
  const state = [...start];
  const spikes = state.map((): number[] => []);
  const voltage = currents.map((row, step) => {
    requireAllFinite(`current[${step}]`, row);
    requireLength('currents', state.length, row);
    for (const [neuron, current] of row.entries()) {
      const after = model.step(state[neuron] as State, round(current));
      state[neuron] = after;
      for (let spike = 0; spike < Number(after.fired); spike++) spikes[neuron]?.push(step);
    }
    return state.map(model.voltage);
  });
  return { spikes, voltage, state };
}
