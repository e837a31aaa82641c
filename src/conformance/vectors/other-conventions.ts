import { type PrecisionName, precisions, unitRoundoff } from '../../base/precision.ts';
import { Refusal } from '../../base/requirement.ts';

import { type Assumption, areNengos } from '../assumption.ts';
import type { Conventions } from '../choices/conventions.ts';
import { anyForm } from '../choices/neuron.ts';
import { neuronActs, prepareNeuron, simulate } from '../choices/neuron-step.ts';
import { simulatorOf } from '../chosen-simulator.ts';
import type { NetworkOutput, NeuronOutput } from '../implementation.ts';
import type { NetworkVector, NeuronVector, Vector } from './vector.ts';

/** Tolerance for orders that are not known, as a multiple of the rounding of the largest voltage. */
const timesRounding = 32;

/** Tolerance for other orders of operations, as a multiple of the difference between the known ones. */
const timesDifference = 8;

/**
 * A vector with the values that implementations with other conventions should return. Only neurons follow conventions,
 * including the neurons of networks, so other vectors stay unchanged. Undefined if the spikes depend on the order of
 * operations or on the precision, or are too many to list.
 */
export function expectUnder(vector: Vector, conventions: Conventions, precision: PrecisionName): Vector | undefined {
  if (areNengos(conventions)) return vector;
  try {
    if (vector.capability === 'neuron') return expectNeurons(vector, conventions, precision);
    return vector.capability === 'network' ? expectNetwork(vector, conventions, precision) : vector;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * The runs of a vector's input under conventions, in every order of operations: the expected one first, then all that an
 * implementation of the precision may give. Undefined if what is decided depends on the order or the precision.
 */
function runsUnder<Run>(
  run: (precision: PrecisionName, form: string) => Run,
  decidedBy: (run: Run) => unknown,
  precision: PrecisionName,
): readonly [Run, ...Run[]] | undefined {
  const [own, other] = [precision, otherThan(precision)].map((name) => anyForm.map((form) => run(name, form)));
  const decisions = new Set([...(own ?? []), ...(other ?? [])].map((one) => JSON.stringify(decidedBy(one))));
  if (decisions.size > 1) return undefined;
  // an implementation declared as float32 may compute some or all of it in float64
  return (precision === 'float32' ? [...(own ?? []), ...(other ?? [])] : own) as [Run, ...Run[]];
}

/** The published tolerance of neurons, widened by the difference between orders of operations, or by rounding. */
function expectNeurons(vector: NeuronVector, conventions: Conventions, precision: PrecisionName) {
  const { input, tolerance } = vector;
  const allowed = runsUnder<NeuronOutput>(
    (name, form) => simulate({ ...conventions, form }, input, precisions[name]),
    ({ spikes }) => spikes,
    precision,
  );
  if (allowed === undefined) return undefined;
  const [expected] = allowed;
  const voltages = allowed.map(({ voltage = [] }) => voltage.flat());
  const largest = (voltages[0] ?? []).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const rounding = timesRounding * unitRoundoff[precision] * largest;
  const voltage = tolerance[precision].voltage + Math.max(timesDifference * largestDifference(voltages), rounding);
  const larger = { voltage, spikeHeight: 4 * unitRoundoff[precision] * expected.spikeHeight };
  return { ...vector, expected, tolerance: { ...tolerance, [precision]: larger } };
}

/**
 * The published tolerance of a network, widened by the difference between orders of operations. Where neurons scale their
 * input by more than 1 − decay, an error of the current counts as much more in the voltage.
 */
function expectNetwork(vector: NetworkVector, conventions: Conventions, precision: PrecisionName) {
  const { input, tolerance } = vector;
  const isSpikes = (probe: number) => input.probes?.[probe]?.stage === 'spikes';
  const allowed = runsUnder<NetworkOutput>(
    (name, form) => simulatorOf({ ...conventions, form }, name).network(input) as NetworkOutput,
    ({ predicted, spikeCounts, probed = [] }) => [predicted, spikeCounts, probed.filter((_, probe) => isSpikes(probe))],
    precision,
  );
  if (allowed === undefined) return undefined;
  const numbers = (run: NetworkOutput) => [...run.readout.flat(), ...(run.probed ?? []).flat(2)];
  const more = timesDifference * largestDifference(allowed.map(numbers));
  const { current, voltage, readout } = tolerance[precision];
  const { rest, scale } = prepareNeuron(neuronActs(conventions), { ...input, ...input.architecture.neuron }).whole;
  const inVoltage = Math.max(1, scale / (1 - rest)) * current;
  const larger = { current: current + more, voltage: Math.max(voltage, inVoltage) + more, readout: readout + more };
  return { ...vector, expected: allowed[0], tolerance: { ...tolerance, [precision]: larger } };
}

const otherThan = (precision: PrecisionName): PrecisionName => (precision === 'float64' ? 'float32' : 'float64');

function largestDifference([first = [], ...others]: readonly (readonly number[])[]): number {
  const differences = others.flatMap((values) => values.map((value, index) => Math.abs(value - (first[index] ?? 0))));
  return differences.reduce((most, one) => Math.max(most, one), 0);
}

/** Clauses that do not apply to an implementation without an amplitude. */
const clausesOfAmplitude = ['spike-height', 'folding', 'rate-network'];

/**
 * The conventions that a vector assumes. `expectUnder` adapts the expected values of neurons, so such a vector assumes
 * only that the tested feature exists. An implementation without a floor, for example, would pass every vector about it.
 */
export function assumptionsOf(vector: Vector): Assumption[] {
  const { capability, clause, input } = vector;
  const assumes: Assumption[] = clausesOfAmplitude.includes(clause) ? ['amplitude'] : [];
  if (capability !== 'neuron') return assumes;
  if (clause === 'floor' && Number.isFinite(input.minVoltage)) assumes.push('floor');
  if (clause === 'refractory' && input.tauRefSeconds > 0) assumes.push('refractoryTime');
  return assumes;
}
