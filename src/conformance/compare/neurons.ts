import type { PrecisionName } from '../../base/precision.ts';
import { ask, type Response } from '../ask.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { type Agreement, agreementOf, type Place } from './agreement.ts';
import type { OverallAgreement, SeparationShown } from './findings.ts';
import { forBoth, mapPair, type Pair } from './pair.ts';

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
