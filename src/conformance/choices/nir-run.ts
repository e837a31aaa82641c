import { float64, type Precision, smallestNormal, unitRoundoff } from '../../base/precision.ts';
import type { NirInput, NirOutput } from '../implementation.ts';
import type { NirNeuron, NirNeuronType } from '../nir/neurons.ts';
import { type Chosen, findingActs } from './choice.ts';
import { type NirActs, type NirParameters, nirFieldsOf } from './nir.ts';

const findings = Object.fromEntries(
  Object.entries(nirFieldsOf).map(([type, fields]) => [type, findingActs(fields)]),
) as unknown as Readonly<Record<NirNeuronType, (chosen: Chosen) => NirActs>>;

/** The functions and values of a set of choices of a type of neuron. */
export const nirActs = (type: NirNeuronType, chosen: Chosen): NirActs => findings[type](chosen);

/** The type of the neurons of a graph. */
export const typeOf = ({ nodes }: NirInput): NirNeuronType => (nodes.at(-1) as NirNeuron).type;

/** Runs a graph as an importer with a set of choices would. */
export function simulateNir(chosen: Chosen, input: NirInput, precision: Precision = float64): NirOutput {
  const prepared = prepareNir(nirActs(typeOf(input), chosen), input, precision);
  const runs = prepared.neurons.map((neuron) => {
    const counts: number[] = [];
    const train: number[] = [];
    const voltage: number[] = [];
    let before = startNir(prepared, neuron);
    for (const step of input.inputs.keys()) {
      const after = finishNir(prepared, neuron, before, reachNir(prepared, neuron, before, step));
      counts.push(after.spikes);
      const shown = prepared.acts.report?.shown(counts, step) ?? 0;
      for (let spike = 0; spike < shown; spike++) train.push(step);
      voltage.push(after.shown);
      before = after;
    }
    return { train, voltage };
  });
  return {
    spikes: runs.map(({ train }) => train),
    voltage: input.inputs.map((_, step) => runs.map(({ voltage }) => voltage[step] as number)),
  };
}

/** A number with a bound on its rounding error in any order of operations. */
interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** A neuron of a graph as an importer reads it. */
export interface PreparedNeuron {
  readonly parameters: NirParameters;
  /** What arrives in each step, before w_in and r. */
  readonly arriving: readonly Bounded[];
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

export interface PreparedNir {
  readonly acts: NirActs;
  readonly type: NirNeuronType;
  readonly precision: Precision;
  readonly neurons: readonly PreparedNeuron[];
}

/** What a neuron keeps from step to step, with bounds on rounding errors. */
export interface NirState {
  readonly voltage: number;
  readonly error: number;
  readonly current: number;
  readonly currentError: number;
  readonly remaining: number;
  readonly isResetDue: boolean;
}

/** What a step has computed when the voltage is compared with the threshold. */
export interface ReachedNir {
  readonly reached: number;
  readonly error: number;
  readonly current: number;
  readonly currentError: number;
  readonly isAwake: boolean;
}

export interface NirStep extends NirState {
  readonly spikes: number;
  readonly shown: number;
  readonly shownError: number;
}

const absent: NirParameters = {
  ...{ tau: Number.POSITIVE_INFINITY, tau_syn: Number.POSITIVE_INFINITY, r: 1, w_in: 1 },
  ...{ v_leak: 0, v_threshold: Number.POSITIVE_INFINITY, v_reset: 0 },
};

/** What an importer reads in a graph. */
export function prepareNir(acts: NirActs, input: NirInput, precision: Precision): PreparedNir {
  const { round } = precision;
  const node = input.nodes.at(-1) as NirNeuron;
  const dt = round(acts.step(input.dtSeconds));
  const parametersOf = (neuron: number): NirParameters => {
    const all = { ...node, ...('tau_mem' in node && { tau: node.tau_mem }) };
    const own = Object.entries(absent).map(([name, value]) => [
      name,
      round((all as unknown as Readonly<Record<string, readonly number[]>>)[name]?.[neuron] ?? value),
    ]);
    return Object.fromEntries(own) as NirParameters;
  };
  const first = parametersOf(0);
  const sums = weighAll(acts, input, dt, precision);
  const neurons = node.r.map((_, neuron) => {
    const given = parametersOf(neuron);
    const read = Object.entries(given).map(([name, own]) => {
      const act = acts[name as keyof NirParameters] as NirActs['r'] | undefined;
      const of = { first: first[name as keyof NirParameters], given, dtSeconds: dt };
      return [name, act ? round(act(own, of)) : own];
    });
    const parameters = Object.fromEntries(read) as NirParameters;
    const [x, ofSynapse] = [dt / parameters.tau, dt / parameters.tau_syn];
    const covered = acts.integrator?.(x) ?? 0;
    const coveredBySynapse = acts.synapse?.(ofSynapse) ?? 1;
    const keep = acts.memory(covered, dt);
    return {
      ...{ parameters, x, ofSynapse, covered, coveredBySynapse, keep },
      arriving: sums.map((row) => row[neuron] as Bounded),
      leak: keep === 1 ? 0 : covered,
      drive: acts.drive(covered, dt),
      intake: acts.intake?.(coveredBySynapse, dt) ?? 1,
    };
  });
  return { acts, type: node.type, precision, neurons };
}

/** What arrives at each neuron [step][neuron]. */
function weighAll(acts: NirActs, { nodes, inputs }: NirInput, dt: number, { name, round }: Precision): Bounded[][] {
  const rows = acts.input(inputs);
  const roundoff = unitRoundoff[name];
  if (nodes.length === 1)
    return rows.map((row) => row.map((value) => ({ value: round(value), error: roundoff * Math.abs(value) })));
  const [node] = nodes;
  const weights = node.weight.map((row, neuron) => row.map((_, channel) => acts.weights(node.weight, neuron, channel)));
  const biases = node.weight.map((_, neuron) => (node.type === 'Affine' ? acts.bias(node.bias, neuron, dt) : 0));
  return rows.map((row) =>
    weights.map((own, neuron) => {
      let [value, size] = [round(biases[neuron] as number), Math.abs(biases[neuron] as number)];
      for (const [channel, weight] of own.entries()) {
        const term = weight * (row[channel] as number);
        value = round(value + round(term));
        size += Math.abs(term);
      }
      return { value, error: (own.length + 3) * roundoff * size };
    }),
  );
}

export function startNir({ acts, type, precision }: PreparedNir, { parameters }: PreparedNeuron): NirState {
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
export function reachNir(
  { acts, type, precision: { name, round } }: PreparedNir,
  neuron: PreparedNeuron,
  before: NirState,
  step: number,
): ReachedNir {
  const { parameters, covered, coveredBySynapse, keep, leak, drive, intake, x, ofSynapse } = neuron;
  const { r, v_leak, w_in } = parameters;
  const roundings = roundingsPerStep * unitRoundoff[name];
  const input = neuron.arriving[step] as Bounded;
  let [current, currentError, own] = [input.value, input.error, input.value];
  if (type === 'CubaLIF') {
    const arriving = acts.arriving(round(w_in * input.value), parameters);
    const remains = 1 - coveredBySynapse;
    own = round(round(remains * before.current) + round(intake * arriving));
    const sizes = Math.abs(before.current) + Math.abs(arriving) * Math.max(1, Math.abs(intake));
    currentError =
      Math.abs(remains) * before.currentError + Math.abs(intake * w_in) * input.error + roundings * sizes;
    const of = { arriving, before: before.current, after: own, x: ofSynapse, ofMembrane: x, keep: remains };
    current = round(acts.current(of));
  }
  const isAwake = before.remaining <= 0;
  if (!isAwake) return { reached: before.voltage, error: before.error, current: own, currentError, isAwake };
  const push = drive * r * current;
  const isIdle = acts.idle && before.voltage === 0 && input.value === 0 && before.current === 0;
  let reached = isIdle ? 0 : round(round(keep * before.voltage) + round(round(leak * v_leak) + round(push)));
  // in a form with differences, the voltage is rounded relative to what it approaches
  const sizes = Math.abs(before.voltage) + Math.abs(v_leak) + Math.max(Math.abs(push), Math.abs(covered * r * current));
  let error = Math.abs(keep) * before.error + Math.abs(drive * r) * currentError + roundings * sizes;
  if (before.isResetDue) {
    const reset = (value: number) => acts.reset(value, { ...parameters, spikes: 1 });
    const value = reset(reached);
    error = Math.max(Math.abs(reset(reached + error) - value), Math.abs(reset(reached - error) - value)) + roundings * Math.abs(value);
    reached = value;
  }
  error += smallestNormal[name];
  return { reached, error, current: own, currentError, isAwake };
}

/** The rest of a step, with as many spikes as its voltage gives, or as given. */
export function finishNir(
  { acts, precision }: PreparedNir,
  { parameters, covered }: PreparedNeuron,
  before: NirState,
  { reached, error, current, currentError, isAwake }: ReachedNir,
  given?: number,
): NirStep {
  const { v_threshold, v_leak } = parameters;
  const roundoff = unitRoundoff[precision.name];
  const spikes = given ?? (isAwake ? (acts.spikes?.(reached, v_threshold) ?? 0) : 0);
  const fired = spikes > 0;
  const isReset = fired && acts.resetTime === 0;
  const reset = (value: number) => precision.round(acts.reset(value, { ...parameters, spikes }));
  const floored = fired ? reached : (acts.floor?.(reached, parameters) ?? reached);
  const voltage = isReset ? reset(reached) : floored;
  const after = isReset
    ? Math.max(Math.abs(reset(reached + error) - voltage), Math.abs(reset(reached - error) - voltage)) +
      2 * roundoff * (Math.abs(voltage) + Math.abs(parameters.v_reset))
    : error;
  const showing = (values: { before: number; reached: number; after: number }) =>
    acts.shown({ ...values, v_leak, v_threshold });
  const shown = showing({ before: before.voltage, reached, after: voltage });
  const moved = showing({ before: before.voltage + before.error, reached: reached + error, after: voltage + after });
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
export function isUndecided({ acts, precision }: PreparedNir, { parameters }: PreparedNeuron, at: ReachedNir): boolean {
  if (acts.spikes === undefined || !at.isAwake) return false;
  const { v_threshold } = parameters;
  const margin = at.error + 4 * unitRoundoff[precision.name] * Math.abs(v_threshold) + smallestNormal[precision.name];
  const low = acts.spikes(at.reached - margin, v_threshold);
  const high = acts.spikes(at.reached + margin, v_threshold);
  return low !== high || !Number.isFinite(margin);
}
