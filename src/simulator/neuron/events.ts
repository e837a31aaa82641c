import { exp, expm1 } from '../../base/elementary.ts';
import { float64, type Precision } from '../../base/precision.ts';
import {
  Refusal,
  requireAllFinite,
  requireAtMost,
  requireFinite,
  requireLength,
  requireOneOf,
  requirePositive,
  requireWhole,
} from '../../base/requirement.ts';

/**
 * Runs LIF neurons that receive weighted, delayed events. Every step integrates, then receives events, then tests the
 * threshold; definition: E6.
 *
 *   v ← E·v + A·J + Σ (p·I + q·Y),   I ← β·(I + Y),   Y ← β·Y,   then the events,   then fires if v > 1
 *
 * @param state - of an earlier run with the same receptors and connections, which is continued
 * @throws {Refusal} if the network is invalid; definition: E8, I1
 * @example
 * const rest = { dtSeconds: 0.001, tauRcSeconds: 0.02, refractorySteps: 0, minVoltage: -Infinity, initialVoltage: [0] };
 * const one = { ...rest, receptors: [{ kind: 'delta' }], sources: [[0]], steps: 3 };
 * runEvents({ ...one, connections: [{ source: 0, target: 0, receptor: 0, weight: 0.5, delaySteps: 1 }] }).voltage
 * // [[0], [0.5], [0.475614712250357]]
 * @see NEST models/iaf_psc_delta.cpp, iaf_psc_exp.cpp, iaf_psc_alpha.cpp, which this equals in other units
 */
export function runEvents(network: EventNetwork, precision: Precision = float64, state?: EventState): EventRun {
  requireNetwork(network);
  const { initialVoltage, bias = initialVoltage.map(() => 0), sources, connections, steps, refractorySteps } = network;
  const { round } = precision;
  const constants = eventConstants(network, precision);
  const weights = connections.map(({ weight }) => round(weight));
  let neurons = state?.neurons ?? initialVoltage.map((voltage) => startingNeuron(round(voltage), network));
  // definition: E1: a source does not depend on the neurons, so all its events are on their way from the start
  const arrivals = [
    ...(state?.onTheWay ?? []),
    ...sources.flatMap((train, source) =>
      train.filter((step) => step < steps).flatMap((step) => sendEvents(connections, 'source', source, step)),
    ),
  ];
  const spikes = neurons.map((): number[] => []);
  const voltage: number[][] = [];

  for (let step = 0; step < steps; step++) {
    const arriving = arrivals.filter(({ inSteps }) => inSteps === step).map(({ connection }) => connection);
    const events = arriving.toSorted((one, other) => one - other);
    neurons = neurons.map((before, neuron) => {
      const integrated = integrateNeuron(before, bias[neuron] as number, constants);
      const received = receiveEvents(
        integrated,
        sumEvents(events, neuron, { connections, weights, network, round }),
        constants,
      );

      // definition: E5: a refractory voltage stays, and the deltas that arrive are lost
      if (before.refractorySteps > 0)
        return { ...received, voltage: before.voltage, refractorySteps: before.refractorySteps - 1 };

      // definition: N2, N3, E5
      if (received.voltage > 1) {
        spikes[neuron]?.push(step);
        arrivals.push(...sendEvents(connections, 'neuron', neuron, step));
        return { ...received, voltage: 0, refractorySteps };
      }

      // definition: N5
      return { ...received, voltage: Math.max(received.voltage, constants.minVoltage) };
    });
    voltage.push(neurons.map((neuron) => neuron.voltage));
  }
  const onTheWay = arrivals.flatMap(({ connection, inSteps }) =>
    inSteps < steps ? [] : [{ connection, inSteps: inSteps - steps }],
  );
  return { spikes, voltage, state: { neurons, onTheWay } };
}

/** A network of neurons, external sources of spikes, receptors and connections. Voltages are dimensionless: threshold 1, reset 0. */
export interface EventNetwork {
  /** Step length, seconds, above 0, at most 30 times each time constant. */
  readonly dtSeconds: number;
  /** Membrane time constant τ, seconds, above 0. */
  readonly tauRcSeconds: number;
  /** M, the steps after the one of a spike in which a neuron is inactive: a whole number of 0 or more. */
  readonly refractorySteps: number;
  /** Voltage floor, 0 or less; −Infinity means no floor. */
  readonly minVoltage: number;
  /** At most 1 [neuron]. */
  readonly initialVoltage: readonly number[];
  /** J, the constant current of each neuron [neuron]; 0 by default. */
  readonly bias?: readonly number[];
  /** Every neuron has a state of its own of each receptor. */
  readonly receptors: readonly Receptor[];
  /** The steps in which each source fires [source], ascending; a step listed twice means two spikes. */
  readonly sources: readonly (readonly number[])[];
  readonly connections: readonly Connection[];
  /** Number of steps. */
  readonly steps: number;
}

export const receptorKinds = ['delta', 'exponential', 'alpha'] as const;

/** What an event does to a neuron; definition: E2. */
export interface Receptor {
  readonly kind: (typeof receptorKinds)[number];
  /** Time constant τ_s of the current, seconds, above 0; a delta has none. */
  readonly tauSeconds?: number;
}

/** From a source or from a neuron, one of them, to any neuron; definition: E7. */
export interface Connection {
  readonly source?: number;
  readonly neuron?: number;
  readonly target: number;
  readonly receptor: number;
  /** In thresholds: of a delta, the jump of the voltage; of a current, its peak. Negative weights inhibit. */
  readonly weight: number;
  /** D, a whole number of steps of 1 or more. */
  readonly delaySteps: number;
}

/** A neuron between two steps; definition: E8. */
export interface EventNeuron {
  readonly voltage: number;
  /** Steps for which it is still inactive. */
  readonly refractorySteps: number;
  /** I, the current [receptor]; 0 for deltas. */
  readonly current: readonly number[];
  /** Y, from which an alpha current rises [receptor]; 0 for other kinds. */
  readonly rise: readonly number[];
}

/** Neurons between two steps, and the events on their way: the connection of each, and how many steps from now it arrives. */
export interface EventState {
  readonly neurons: readonly EventNeuron[];
  readonly onTheWay: readonly { readonly connection: number; readonly inSteps: number }[];
}

/** Spikes, voltages and the state after the last step. */
export interface EventRun {
  /** The steps in which each neuron fired [neuron]. */
  readonly spikes: number[][];
  /** Voltage after each step [step][neuron]. */
  readonly voltage: number[][];
  readonly state: EventState;
}

const startingNeuron = (voltage: number, { receptors }: EventNetwork): EventNeuron => {
  const zeros = receptors.map(() => 0);
  return { voltage, refractorySteps: 0, current: zeros, rise: zeros };
};

/** Constants of a step, computed in float64 and rounded once. */
interface EventConstants {
  /** E = e^(−dt/τ). */
  readonly decay: number;
  /** A = 1 − E. */
  readonly charge: number;
  readonly minVoltage: number;
  readonly receptors: readonly ReceptorConstants[];
  readonly precision: Precision;
}

interface ReceptorConstants {
  readonly kind: Receptor['kind'];
  /** β = e^(−dt/τ_s); 0 for deltas. */
  readonly decay: number;
  /** p: the voltage that a current of 1 adds in a step. */
  readonly ofCurrent: number;
  /** q: the voltage that Y = 1 adds in a step. */
  readonly ofRise: number;
  /** e·b: what a weight of 1 adds to Y, so that the current peaks at 1. */
  readonly peak: number;
}

function eventConstants({ dtSeconds, tauRcSeconds, ...network }: EventNetwork, precision: Precision): EventConstants {
  const { round } = precision;
  const a = dtSeconds / tauRcSeconds;
  return {
    decay: round(exp(-a)),
    charge: round(-expm1(-a)),
    minVoltage: round(network.minVoltage),
    receptors: network.receptors.map(({ kind, tauSeconds }) => {
      if (tauSeconds === undefined) return { kind, decay: 0, ofCurrent: 0, ofRise: 0, peak: 0 };
      const b = dtSeconds / tauSeconds;
      return {
        kind,
        decay: round(exp(-b)),
        ofCurrent: round(a * exp(-a) * phi(b - a)),
        ofRise: round(a * exp(-a) * psi(b - a)),
        peak: round(Math.E * b),
      };
    }),
    precision,
  };
}

/**
 * φ(δ) = (1 − e^(−δ))/δ, the factor of a current in the voltage after a step; definition: E3, E4.
 *
 * @example phi(0) // 1
 */
export const phi = (delta: number): number => (delta === 0 ? 1 : -expm1(-delta) / delta);

/**
 * ψ(δ) = (1 − (1 + δ)·e^(−δ))/δ², by its series near 0, where the quotient loses all digits; definition: E3, E4.
 *
 * @example psi(0) // 0.5
 */
export function psi(delta: number): number {
  if (Math.abs(delta) > 1) return (1 - (1 + delta) * exp(-delta)) / (delta * delta);
  let [sum, power] = [0, 1];
  for (let k = 0; k < 20; k++) {
    sum += power / (k + 2);
    power *= -delta / (k + 1);
  }
  return sum;
}

/** Advances voltage and currents by a step without events; definition: E3. */
function integrateNeuron(before: EventNeuron, bias: number, constants: EventConstants): EventNeuron {
  const { decay, charge, receptors, precision } = constants;
  const { round } = precision;
  const { current, rise } = before;
  let voltage = round(round(decay * before.voltage) + round(charge * round(bias)));
  for (const [index, { kind, ofCurrent, ofRise }] of receptors.entries()) {
    if (kind === 'delta') continue;
    voltage = round(voltage + round(ofCurrent * (current[index] as number)));
    if (kind === 'alpha') voltage = round(voltage + round(ofRise * (rise[index] as number)));
  }
  return {
    ...before,
    voltage,
    current: receptors.map((of, index) =>
      round(of.decay * round((current[index] as number) + (rise[index] as number))),
    ),
    rise: receptors.map((of, index) => round(of.decay * (rise[index] as number))),
  };
}

/** Adds the sum of the weights that arrive at each receptor [receptor]; definition: E2. */
function receiveEvents(before: EventNeuron, sums: readonly number[], constants: EventConstants): EventNeuron {
  const { round } = constants.precision;
  let { voltage } = before;
  const current = [...before.current];
  const rise = [...before.rise];
  for (const [index, sum] of sums.entries()) {
    const { kind, peak } = constants.receptors[index] as ReceptorConstants;
    if (kind === 'delta') voltage = round(voltage + sum);
    if (kind === 'exponential') current[index] = round((current[index] as number) + sum);
    if (kind === 'alpha') rise[index] = round((rise[index] as number) + round(sum * peak));
  }
  return { ...before, voltage, current, rise };
}

/** The sum of the weights that arrive at each receptor of a neuron, in the order of the connections; definition: E2. */
function sumEvents(
  events: readonly number[],
  target: number,
  of: Pick<EventNetwork, 'connections'> & {
    network: EventNetwork;
    weights: readonly number[];
    round: Precision['round'];
  },
): number[] {
  const sums = of.network.receptors.map(() => 0);
  for (const event of events) {
    const { target: own, receptor } = of.connections[event] as Connection;
    if (own === target) sums[receptor] = of.round((sums[receptor] as number) + (of.weights[event] as number));
  }
  return sums;
}

/** The events that a source or a neuron sends along its connections when it fires in a step; definition: E1. */
const sendEvents = (connections: readonly Connection[], kind: 'source' | 'neuron', from: number, step: number) =>
  connections.flatMap((one, connection) =>
    one[kind] === from ? [{ connection, inSteps: step + one.delaySteps }] : [],
  );

/** Refuses an invalid network; definition: E8, I1. */
function requireNetwork(network: EventNetwork): void {
  const { dtSeconds, tauRcSeconds, refractorySteps, minVoltage, initialVoltage, bias, steps } = network;
  requireTimeConstant('tauRcSeconds', tauRcSeconds, dtSeconds);
  requireWhole('refractorySteps', 0, refractorySteps);
  requireWhole('steps', 0, steps);
  requireAtMost('minVoltage', 0, minVoltage);
  for (const [neuron, voltage] of initialVoltage.entries()) {
    requireAtMost(`initialVoltage[${neuron}]`, 1, voltage);
    requireFinite(`initialVoltage[${neuron}]`, voltage);
  }
  if (bias !== undefined) {
    requireLength('bias', initialVoltage.length, bias);
    requireAllFinite('bias', bias);
  }
  for (const [index, receptor] of network.receptors.entries())
    requireReceptor(`receptors[${index}]`, receptor, dtSeconds);
  for (const [index, train] of network.sources.entries()) requireTrain(`sources[${index}]`, train);
  for (const [index, connection] of network.connections.entries())
    requireConnection(`connections[${index}]`, connection, network);
}

function requireTimeConstant(field: string, tauSeconds: number, dtSeconds: number): void {
  requirePositive(field, tauSeconds);
  requirePositive('dtSeconds', dtSeconds);
  requireAtMost(`dtSeconds / ${field}`, 30, dtSeconds / tauSeconds);
}

function requireReceptor(field: string, { kind, tauSeconds }: Receptor, dtSeconds: number): void {
  requireOneOf(`${field}.kind`, receptorKinds, kind);
  if ((kind === 'delta') !== (tauSeconds === undefined))
    throw new Refusal(`${field}.tauSeconds must be ${kind === 'delta' ? 'left out for a delta' : `given for ${kind}`}`);
  if (tauSeconds !== undefined) requireTimeConstant(`${field}.tauSeconds`, tauSeconds, dtSeconds);
}

function requireTrain(field: string, train: readonly number[]): void {
  for (const [spike, step] of train.entries()) {
    requireWhole(`${field}[${spike}]`, 0, step);
    const before = train[spike - 1] ?? 0;
    if (step < before) throw new Refusal(`${field} must be ascending, but ${step} follows ${before}`);
  }
}

function requireConnection(field: string, connection: Connection, network: EventNetwork): void {
  const { source, neuron, target, receptor, weight, delaySteps } = connection;
  if ((source === undefined) === (neuron === undefined))
    throw new Refusal(`${field} must have either source or neuron, and not both`);
  if (source !== undefined) requireIndex(`${field}.source`, source, network.sources);
  if (neuron !== undefined) requireIndex(`${field}.neuron`, neuron, network.initialVoltage);
  requireIndex(`${field}.target`, target, network.initialVoltage);
  requireIndex(`${field}.receptor`, receptor, network.receptors);
  requireFinite(`${field}.weight`, weight);
  requireWhole(`${field}.delaySteps`, 1, delaySteps);
}

function requireIndex(field: string, index: number, list: readonly unknown[]): void {
  requireWhole(field, 0, index);
  requireAtMost(field, list.length - 1, index);
}
