import type { PrecisionName } from '../../base/precision.ts';
import { ask, type Response } from '../ask.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { compareNeurons, spikeOff } from '../vectors/compare-neurons.ts';
import { type Divergence, voltageTolerance } from '../vectors/comparison.ts';
import type { OverallAgreement, SeparationShown } from './findings.ts';
import { forBoth, mapPair, type Pair } from './pair.ts';

interface Agreement {
  /** Whether all numbers are equal, including voltages and the spike height. */
  readonly isBitIdentical: boolean;
  /** The first step in which the spikes differ; A's are the expected ones. */
  readonly spikes?: Divergence;
  /** The first step in which a voltage differs by more than rounding. */
  readonly voltage?: Divergence;
}

/**
 * Compares spikes and voltages. The spike height is no difference: it is multiplied into the weights when a network is
 * moved.
 */
function agreementOf({ a, b }: Pair<NeuronOutput>, precision: PrecisionName): Agreement {
  const largest = [a, b]
    .flatMap(({ voltage = [] }) => voltage.flat())
    .reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  const tolerance = { voltage: voltageTolerance[precision] * largest, spikeHeight: Number.POSITIVE_INFINITY };
  const divergence = compareNeurons(a, b, tolerance);
  const spikes = spikeOff(a, b);
  const areShown = a.voltage !== undefined && b.voltage !== undefined;
  return {
    isBitIdentical: areShown && compareNeurons(a, b, { voltage: 0, spikeHeight: 0 }) === undefined,
    ...(spikes && { spikes }),
    ...(divergence?.stage === 'voltage' && { voltage: divergence }),
  };
}

export interface Place {
  readonly step: number;
  readonly neuron: number;
}

/** Where two answers first differ, in spikes or in voltages. */
export function placeOfDifference(answers: Pair<NeuronOutput>, precision: PrecisionName): Place | undefined {
  const { spikes, voltage } = agreementOf(answers, precision);
  const all = [spikes, voltage].flatMap((off) => off ?? []);
  const [first] = all.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return first?.step === undefined ? undefined : { step: first.step, neuron: first.neuron ?? 0 };
}

/** The largest difference between voltages, relative above 1. */
export function largestVoltageDifference({ a, b }: Pair<NeuronOutput>): number {
  let largest = 0;
  for (const [step, row] of (a.voltage ?? []).entries()) {
    for (const [neuron, voltage] of row.entries()) {
      const difference = Math.abs(voltage - (b.voltage?.[step]?.[neuron] ?? voltage)) / Math.max(1, Math.abs(voltage));
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}

export interface AskedNeurons {
  readonly input: NeuronInput;
  readonly responses: Pair<Response<NeuronOutput>>;
  /** If both answered. */
  readonly answers?: Pair<NeuronOutput>;
  readonly agreement?: Agreement;
}

/**
 * Sends an input to both, and compares their answers.
 *
 * @param precision - the coarser of the two
 * @throws {ImplementationFault} if one of them has stopped
 */
export async function askNeurons(
  pair: Pair<Implementation>,
  input: NeuronInput,
  precision: PrecisionName,
): Promise<AskedNeurons> {
  const responses = await forBoth((side) => ask(pair[side].neuron as NonNullable<Implementation['neuron']>, input));
  const { a, b } = responses;
  if (a.is !== 'answer' || b.is !== 'answer') return { input, responses };
  const answers = { a: a.output, b: b.output };
  return { input, responses, answers, agreement: agreementOf(answers, precision) };
}

/** What a comparison keeps of answers: voltages, and whether each neuron fired. Spikes and states can be large. */
export function withoutTrains({ responses, answers, ...asked }: AskedNeurons): AskedNeurons {
  const kept = ({ spikes, spikeHeight, voltage }: NeuronOutput): NeuronOutput => ({
    spikes: spikes.map((train) => train.slice(0, 1)),
    spikeHeight,
    ...(voltage && { voltage }),
  });
  const shortened = (one: Response<NeuronOutput>) => (one.is === 'answer' ? { ...one, output: kept(one.output) } : one);
  return {
    ...asked,
    responses: mapPair((side) => shortened(responses[side])),
    ...(answers && { answers: mapPair((side) => kept(answers[side])) }),
  };
}

/** Where the answers to an input differ in spikes or in voltages. */
export function placeOf({ agreement }: AskedNeurons, what: SeparationShown['what']): Place | undefined {
  const off = agreement?.[what];
  return off && { step: off.step ?? 0, neuron: off.neuron ?? 0 };
}

/** Whether it refused the input, answered with an error, or its answer is invalid. */
const isFailed = ({ is }: Response<NeuronOutput>): boolean => is !== 'answer' && is !== 'skip';

const isFailedByOne = ({ responses: { a, b } }: AskedNeurons): boolean =>
  (isFailed(a) && b.is === 'answer') || (a.is === 'answer' && isFailed(b));

/** How two simulators agree. */
export function summarizeNeurons(asked: readonly AskedNeurons[]): OverallAgreement {
  const compared = asked.filter((one) => one.agreement || isFailedByOne(one));
  const sameSpikes = compared.filter(({ agreement }) => agreement && !agreement.spikes).length;
  const hasFired = compared.some(({ answers }) => [answers?.a, answers?.b].some((one) => one?.spikes.flat().length));
  return {
    agrees: compared.length === 0 ? null : hasFired && sameSpikes === compared.length,
    inputs: asked.length,
    compared: compared.length,
    sameSpikes,
    bitIdentical: compared.filter(({ agreement }) => agreement?.isBitIdentical).length,
    failed: mapPair((side) => asked.filter(({ responses }) => isFailed(responses[side])).length),
    skipped: mapPair((side) => asked.filter(({ responses }) => responses[side].is === 'skip').length),
  };
}
