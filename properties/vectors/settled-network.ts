import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import { areNengos } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { neuronActs, prepareNeuron } from '../../src/conformance/choices/neuron-step.ts';
import { predictRun } from '../../src/conformance/choices/prediction.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { NetworkVector } from '../../src/conformance/vectors/vector.ts';
import { expectedCurrents } from '../network/layers.ts';
import { probesOf, runNetwork } from '../network/observation.ts';
import { definedReadout } from '../network/read-out.ts';
import { allowedFor, roundingsOfAFilterStep, roundingsOfCurrent, roundingsOfReadout } from '../network/rounding.ts';
import { predict } from '../oracles/prediction.ts';

/** Bounds on the rounding errors of a network, for any order of summation. */
export interface Settled {
  /** The largest differences. */
  readonly allowed: NetworkVector['tolerance']['float64'];
  /** The smallest |v − 1| of any neuron in any step. */
  readonly margin: number;
}

/** Bounds, and the right output for which they hold. */
export interface SettledRun extends Settled {
  readonly output: NetworkOutput;
}

/** The roundings of the gain and the filters of a network, in addition to those of sums. */
interface Roundings {
  readonly ofReadout: (input: NetworkInput) => number;
  readonly ofCurrent: (input: NetworkInput, layer: number, steps: number) => number;
}

/** The roundings of equations in any form. */
export const inAnyForm: Roundings = { ofReadout: roundingsOfReadout, ofCurrent: roundingsOfCurrent };

const withoutCancellation: Roundings = {
  ofReadout: ({ steps }) => roundingsOfAFilterStep * steps,
  ofCurrent: ({ synapseSeconds }, _, steps) => (synapseSeconds ? roundingsOfAFilterStep * steps : 0),
};

/** The right output under given conventions. */
async function networkOutputUnder(conventions: Conventions, input: NetworkInput): Promise<NetworkOutput> {
  return areNengos(conventions)
    ? await runNetwork(reference('float64'), input)
    : simulatorOf(conventions).network(input);
}

/**
 * Bounds the rounding error of every neuron in every layer. Undefined if rounding could decide whether a neuron fires
 * or which class wins.
 *
 * @param roundings - of the filters of a network in a number of steps; by default those of filters that lose no digits
 *   of 1 − a, because published vectors with long time constants would otherwise not be decided in float32
 */
export async function settle(
  whole: NetworkInput,
  precision: PrecisionName,
  conventions: Conventions = nengoConventions,
  roundings: Roundings = withoutCancellation,
): Promise<SettledRun | undefined> {
  const runs: SettledRun[] = [];
  for (const image of whole.images) {
    const one = await settleImage({ ...whole, images: [image] }, precision, conventions, roundings);
    if (one === undefined) return undefined;
    runs.push(one);
  }
  const outputs = runs.map(({ output }) => output);
  const output = {
    predicted: outputs.flatMap(({ predicted }) => predicted),
    readout: outputs.flatMap(({ readout }) => readout),
    spikeCounts: outputs.flatMap(({ spikeCounts }) => spikeCounts),
  };
  return { ...runs.reduce<Settled>(widest, nothing), output };
}

const nothing: Settled = { allowed: { current: 0, voltage: 0, readout: 0 }, margin: Number.POSITIVE_INFINITY };

function widest(one: Settled, other: Settled): Settled {
  const stages = ['current', 'voltage', 'readout'] as const;
  const [current, voltage, readout] = stages.map((stage) => Math.max(one.allowed[stage], other.allowed[stage]));
  const allowed = { current: current as number, voltage: voltage as number, readout: readout as number };
  return { allowed, margin: Math.min(one.margin, other.margin) };
}

async function settleImage(
  input: NetworkInput,
  precision: PrecisionName,
  conventions: Conventions,
  { ofReadout, ofCurrent }: Roundings,
): Promise<SettledRun | undefined> {
  const output = await networkOutputUnder(conventions, { ...input, probes: probesOf(input) });
  const { probed = [], readout } = output;
  let settled = nothing;
  for (const layer of input.architecture.hidden.keys()) {
    const currents = probed[3 * layer] ?? [];
    const sums = expectedCurrents(input, layer, probed[3 * layer - 1] ?? []);
    const more = ofCurrent(input, layer, input.steps);
    const errors = sums.map((step) => step.map((sum) => allowedFor(sum, { precision }, more)));
    const one = settleLayer(input, layer, currents, errors, { precision, conventions });
    if (one === undefined) return undefined;
    settled = widest(settled, one);
  }
  const spikes = probed.at(-1) ?? [];
  const sums = definedReadout(input, spikes);
  const errors = sums.map((sum) => allowedFor(sum, { precision }, ofReadout(input)));
  const allowed = { ...settled.allowed, readout: Math.max(...errors) };
  return isClassSettled(readout[0] ?? [], allowed.readout, input) ? { ...settled, allowed, output } : undefined;
}

function settleLayer(
  input: NetworkInput,
  layer: number,
  current: readonly (readonly number[])[],
  errors: readonly (readonly number[])[],
  { precision, conventions }: { readonly precision: PrecisionName; readonly conventions: Conventions },
): Settled | undefined {
  const { tauRcSeconds, tauRefSeconds } = input.architecture.neuron;
  const { dtSeconds, minVoltage } = input;
  const initialVoltage = Array.from(input.initialVoltage[layer] ?? []);
  const neurons = { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude: 1, minVoltage, initialVoltage, current };
  const chosen = areNengos(conventions)
    ? undefined
    : prepareNeuron(neuronActs(conventions), neurons, precisions[precision]);
  const predictions = initialVoltage.map((_, neuron) => {
    const ofCurrent = errors.map((step) => step[neuron] ?? 0);
    return chosen === undefined
      ? predict(neurons, neuron, precision, ofCurrent)
      : predictRun(chosen, neurons, neuron, { precision, currentErrors: ofCurrent });
  });
  if (predictions.some(({ comparableSteps }) => comparableSteps < input.steps)) return undefined;
  return {
    allowed: {
      current: Math.max(...errors.map((step) => Math.max(...step))),
      voltage: Math.max(...predictions.map(({ voltageError }) => Math.max(...voltageError))),
      readout: 0,
    },
    margin: Math.min(...predictions.map(({ margin }) => margin)),
  };
}

/** Whether rounding cannot decide the class. Classes with equal weights tie bit for bit in any order of summation. */
function isClassSettled(readout: readonly number[], allowed: number, { weights, architecture }: NetworkInput): boolean {
  const winner = readout.indexOf(Math.max(...readout));
  const weightsOf = (label: number) => [
    weights.readout.bias[label],
    ...weights.readout.weight.filter((_, index) => index % architecture.classes === label),
  ];
  const isTwin = (label: number) => weightsOf(label).join() === weightsOf(winner).join();
  return readout.every(
    (value, label) => label === winner || Math.abs(value - (readout[winner] as number)) > 2 * allowed || isTwin(label),
  );
}
