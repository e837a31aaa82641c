import { float64, type Precision, smallestNormal, unitRoundoff } from '../../base/precision.ts';
import type { NirInput, NirOutput } from '../implementation.ts';
import type { NirNeuron, NirNeuronType } from '../nir/neurons.ts';
import { type Chosen, choicesWithin, findingActs } from './choice.ts';
import { itself, type NirActs, type NirParameters, nirFieldsOf } from './nir.ts';
import { exactly, type Rounded, spread } from './rounded.ts';

const findings = Object.fromEntries(
  Object.entries(nirFieldsOf).map(([type, fields]) => [type, findingActs(fields)]),
) as unknown as Readonly<Record<NirNeuronType, (chosen: Chosen) => NirActs>>;

/** The functions and values of a set of choices of a type of neuron. */
const nirActs = (type: NirNeuronType, chosen: Chosen): NirActs => findings[type](chosen);

/** The type of the neurons of a graph. */
export const typeOf = ({ nodes }: NirInput): NirNeuronType => (nodes.at(-1) as NirNeuron).type;

/** Runs a graph as an importer with a set of choices would. */
export function simulateNir(chosen: Chosen, input: NirInput, precision: Precision = float64): NirOutput {
  const spikes = (input.nodes.at(-1) as NirNeuron).r.map((): number[] => []);
  const voltage = input.inputs.map((): number[] => []);
  for (const one of followNir(choicesWithin(nirFieldsOf[typeOf(input)], chosen), input, precision)) {
    for (let spike = 0; spike < one.spikes; spike++) spikes[one.neuron]?.push(one.step);
    voltage[one.step]?.push(one.voltage.value);
  }
  return { spikes, voltage };
}

/** What a neuron of a graph shows of a step. */
export interface FollowedNir {
  readonly neuron: number;
  readonly step: number;
  readonly spikes: number;
  /** Whether rounding could decide whether it fires. */
  readonly isOpen: boolean;
  readonly voltage: Rounded;
}

/** A neuron is not followed beyond a rounding error of this part of the distance from v_reset to v_threshold. */
const mostError = 0.01;

/**
 * Follows a graph neuron by neuron, step by step. Where rounding could decide a spike, the neuron does as an answer says, and is not
 * followed further if the answer does not show that.
 *
 * @param answered - spikes of an answer [neuron][step]; without them, neurons are followed whatever rounding decides
 */
export function* followNir(
  chosen: Chosen,
  input: NirInput,
  precision: Precision,
  answered?: readonly (readonly number[])[],
): Generator<FollowedNir> {
  const prepared = prepareNir(nirActs(typeOf(input), chosen), input, precision);
  const { report } = prepared.acts;
  for (let index = 0; index < prepared.neurons; index++) {
    const neuron = prepared.neuronOf(index);
    const { v_threshold, v_reset } = neuron.parameters;
    const most = mostError * Math.abs(v_threshold - v_reset);
    const counts: number[] = [];
    let before = startNir(prepared, neuron);
    for (const step of input.inputs.keys()) {
      const at = reachNir(prepared, neuron, before, step);
      const isOpen = answered !== undefined && isUndecided(prepared, neuron, at);
      const given = isOpen && report?.late !== undefined ? answered[index]?.[step + report.late] : undefined;
      if (isOpen && (given === undefined || at.error > most)) break;
      const after = finishNir(prepared, neuron, before, at, given);
      counts.push(after.spikes);
      if (answered && !(Number.isFinite(after.error) && Number.isFinite(after.voltage))) break;
      const voltage = { value: after.shown, error: after.shownError };
      yield { neuron: index, step, spikes: report?.shown(counts, step) ?? 0, isOpen, voltage };
      before = after;
    }
  }
}

/** A neuron of a graph as an importer reads it. */
interface PreparedNeuron {
  readonly parameters: NirParameters;
  /** What arrives in each step, before w_in and r. */
  readonly arriving: (step: number) => Rounded;
  /** dt/tau and dt/tau_syn. */
  readonly x: number;
  readonly ofSynapse: number;
  readonly covered: number;
  readonly coveredBySynapse: number;
  /** Factors of a step: of the voltage, of v_leak, of r·I, and of what arrives at the synapse. */
  readonly keep: number;
  readonly leak: number;
  readonly drive: number;
  readonly intake: number;
}

interface PreparedNir {
  readonly acts: NirActs;
  readonly type: NirNeuronType;
  readonly precision: Precision;
  readonly neurons: number;
  readonly neuronOf: (index: number) => PreparedNeuron;
}

/** What a neuron keeps from step to step, with bounds on rounding errors. */
interface NirState {
  readonly voltage: number;
  readonly error: number;
  readonly current: number;
  readonly currentError: number;
  readonly remaining: number;
  readonly isResetDue: boolean;
}

/** What a step has computed when the voltage is compared with the threshold. */
interface ReachedNir {
  readonly reached: number;
  readonly error: number;
  readonly current: number;
  readonly currentError: number;
  /** Whether it is awake, and receives what it needs to fire. */
  readonly mayFire: boolean;
}

interface NirStep extends NirState {
  readonly spikes: number;
  readonly shown: number;
  readonly shownError: number;
}

const absent: { -readonly [Name in keyof NirParameters]: number } = {
  tau: Number.POSITIVE_INFINITY,
  tau_syn: Number.POSITIVE_INFINITY,
  r: 1,
  w_in: 1,
  v_leak: 0,
  v_threshold: Number.POSITIVE_INFINITY,
  v_reset: 0,
};

/** What an importer reads in a graph; neurons and their input are read when they are needed. */
function prepareNir(acts: NirActs, input: NirInput, precision: Precision): PreparedNir {
  const { round } = precision;
  const node = input.nodes.at(-1) as NirNeuron;
  const dt = round(acts.step(input.dtSeconds));
  const values = node as unknown as Readonly<Record<string, readonly number[]>>;
  const parametersOf = (neuron: number): NirParameters => {
    const own = { ...absent };
    for (const name of names)
      own[name] = round((values[name] ?? values[inNode[name] ?? name])?.[neuron] ?? absent[name]);
    return own;
  };
  const first = parametersOf(0);
  const arriving = weighing(acts, input, dt, precision);
  const late: number = acts.order ?? 0;
  const neuronOf = (neuron: number): PreparedNeuron => {
    const given = parametersOf(neuron);
    const parameters = { ...given };
    for (const name of names) {
      const act: NirActs['r'] | undefined = acts[name];
      if (act && act !== itself)
        parameters[name] = round(act(given[name], { first: first[name], given, dtSeconds: dt }));
    }
    const [x, ofSynapse] = [dt / parameters.tau, dt / parameters.tau_syn];
    const covered = acts.integrator?.(x) ?? 0;
    const coveredBySynapse = acts.synapse?.(ofSynapse) ?? 1;
    const keep = acts.memory(covered, dt);
    return {
      parameters,
      x,
      ofSynapse,
      covered,
      coveredBySynapse,
      keep,
      arriving: (step) => (step < late ? nothing : arriving(step - late, neuron)),
      leak: keep === 1 ? 0 : covered,
      drive: acts.drive(covered, dt),
      intake: acts.intake?.(coveredBySynapse, dt) ?? 1,
    };
  };
  return { acts, type: node.type, precision, neurons: node.r.length, neuronOf };
}

const names = Object.keys(absent) as (keyof NirParameters)[];
const inNode: Readonly<Record<string, string>> = { tau: 'tau_mem' };

const nothing = exactly(0);

/** What arrives at a neuron in a step. */
function weighing(acts: NirActs, { nodes, inputs }: NirInput, dt: number, { name, round }: Precision) {
  const rows = acts.input(inputs);
  const roundoff = unitRoundoff[name];
  if (nodes.length === 1)
    return (step: number, neuron: number): Rounded => {
      const value = rows[step]?.[neuron] as number;
      return { value: round(value), error: roundoff * Math.abs(value) };
    };
  const [node] = nodes;
  return (step: number, neuron: number): Rounded => {
    const row = rows[step] as readonly number[];
    const bias = node.type === 'Affine' ? acts.bias(node.bias, neuron, dt) : 0;
    let [value, size] = [round(bias), Math.abs(bias)];
    for (const [channel, own] of row.entries()) {
      const term = acts.weights(node.weight, neuron, channel) * own;
      value = round(value + round(term));
      size += Math.abs(term);
    }
    return { value, error: (row.length + 3) * roundoff * size };
  };
}

function startNir({ acts, type, precision }: PreparedNir, { parameters }: PreparedNeuron): NirState {
  const voltage = acts.start(parameters, type !== 'IF');
  const error = unitRoundoff[precision.name] * Math.abs(voltage);
  return { voltage, error, current: 0, currentError: 0, remaining: 0, isResetDue: false };
}

/**
 * Roundings of a step in any form: dt and tau in another unit, the exponential, differences, products and sums, and the
 * parameters themselves. They are relative to the largest term, because 1 − e^(−dt/tau) may be computed from the exponential.
 */
const roundingsPerStep = 12;

/** A step up to the comparison with the threshold. */
function reachNir(
  { acts, type, precision: { name, round } }: PreparedNir,
  neuron: PreparedNeuron,
  before: NirState,
  step: number,
): ReachedNir {
  const { parameters, covered, coveredBySynapse, keep, leak, drive, intake, x, ofSynapse } = neuron;
  const { r, v_leak, w_in } = parameters;
  const roundings = roundingsPerStep * unitRoundoff[name];
  const input = neuron.arriving(step);
  // a neuron without a synapse may be one whose synapse covers everything
  const ofSwitching = roundings * Math.abs(before.current);
  let [current, currentError, own] = [input.value, input.error + ofSwitching, input.value];
  if (type === 'CubaLIF') {
    const arriving = acts.arriving(round(w_in * input.value), parameters);
    const remains = 1 - coveredBySynapse;
    const held = acts.held(before.current, before.voltage);
    const heldError = held === before.current ? before.currentError : before.error;
    own = round(round(remains * held) + round(intake * arriving));
    const sizes = Math.abs(held) + Math.abs(arriving) * Math.max(1, Math.abs(intake));
    currentError = Math.abs(remains) * heldError + Math.abs(intake * w_in) * input.error + roundings * sizes;
    const of = { arriving, before: held, after: own, x: ofSynapse, ofMembrane: x, keep: remains };
    current = round(acts.current(of));
  }
  const isAwake = before.remaining <= 0;
  const mayFire = isAwake && acts.trigger?.(input.value) !== false;
  if (!isAwake) return { reached: before.voltage, error: before.error, current: own, currentError, mayFire };
  const push = drive * r * current;
  const isIdle = acts.idle && before.voltage === 0 && input.value === 0 && current === 0;
  let reached = isIdle ? 0 : round(round(keep * before.voltage) + round(round(leak * v_leak) + round(push)));
  // in a form with differences, the voltage is rounded relative to what it approaches
  const sizes = Math.abs(before.voltage) + Math.abs(v_leak) + Math.max(Math.abs(push), Math.abs(covered * r * current));
  let error = Math.abs(keep) * before.error + Math.abs(drive * r) * currentError + roundings * sizes;
  if (before.isResetDue) {
    const reset = (value: number) => acts.reset(value, { ...parameters, spikes: 1 });
    error = spread(reset, reached, error) + roundings * Math.abs(reset(reached));
    reached = reset(reached);
  }
  error += smallestNormal[name];
  return { reached, error, current: own, currentError, mayFire };
}

/** The rest of a step, with as many spikes as its voltage gives, or as given. */
function finishNir(
  { acts, precision }: PreparedNir,
  { parameters, covered }: PreparedNeuron,
  before: NirState,
  { reached, error, current, currentError, mayFire }: ReachedNir,
  given?: number,
): NirStep {
  const { v_threshold, v_leak } = parameters;
  const roundoff = unitRoundoff[precision.name];
  const spikes = given ?? (mayFire ? (acts.spikes?.(reached, v_threshold) ?? 0) : 0);
  const fired = spikes > 0;
  const isReset = fired && acts.resetTime === 0;
  const reset = (value: number) => precision.round(acts.reset(value, { ...parameters, spikes }));
  const floored = fired ? reached : (acts.floor?.(reached, parameters) ?? reached);
  const voltage = isReset ? reset(reached) : floored;
  const after = isReset
    ? spread(reset, reached, error) + 2 * roundoff * (Math.abs(voltage) + Math.abs(parameters.v_reset))
    : error;
  const shown = acts.shown(before.voltage, reached, voltage, v_threshold);
  const moved = acts.shown(before.voltage + before.error, reached + error, voltage + after, v_threshold);
  return {
    voltage,
    error: after,
    current: acts.carried?.(current, { fired, covered }) ?? current,
    currentError,
    remaining: fired ? acts.refractory : before.remaining - 1,
    isResetDue: fired && acts.resetTime === 1,
    spikes,
    shown,
    shownError: Math.abs(moved - shown) + 4 * roundoff * (Math.abs(shown) + Math.abs(v_leak)),
  };
}

/** Whether rounding could decide how often a neuron fires. */
function isUndecided({ acts, precision }: PreparedNir, { parameters }: PreparedNeuron, at: ReachedNir): boolean {
  if (acts.spikes === undefined || !at.mayFire) return false;
  const { v_threshold } = parameters;
  const margin = at.error + 4 * unitRoundoff[precision.name] * Math.abs(v_threshold) + smallestNormal[precision.name];
  const low = acts.spikes(at.reached - margin, v_threshold);
  const high = acts.spikes(at.reached + margin, v_threshold);
  return low !== high || !Number.isFinite(margin);
}
