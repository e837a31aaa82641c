import { rateHz } from '../../simulator/neuron/rate.ts';
import type { Capability, NeuronInput, NeuronOutput } from '../implementation.ts';

/**
 * Runs neurons in one piece or, if `continuedAt` is given, in two: the steps before it, then the others from the state
 * that was left. Undefined if that state is not given.
 */
export async function runInPieces(
  neuron: Capability<NeuronInput, NeuronOutput>,
  input: NeuronInput,
  continuedAt: number | undefined,
): Promise<NeuronOutput | undefined> {
  if (continuedAt === undefined) return await neuron(input);
  const before = await neuron({ ...input, current: input.current.slice(0, continuedAt) });
  if (before.state === undefined) return undefined;
  const after = await neuron({ ...input, current: input.current.slice(continuedAt), state: before.state });
  const spikes = before.spikes.map((train, neuron) => [
    ...train,
    ...(after.spikes[neuron] ?? []).map((step) => step + continuedAt),
  ]);
  const { spikeHeight, voltage } = after;
  return { spikes, spikeHeight, ...(voltage && before.voltage && { voltage: [...before.voltage, ...voltage] }) };
}

/**
 * Spikes a step of each neuron to which the count law applies: from rest, at a constant current that is not just above
 * 1, in steps that are no longer than the refractory time. Undefined for the others [neuron].
 */
export function steadyRatesPerStep(input: NeuronInput): (number | undefined)[] {
  const { dtSeconds, tauRefSeconds, initialVoltage, current } = input;
  return initialVoltage.map((start, neuron) => {
    const constant = current[0]?.[neuron] ?? Number.NaN;
    const isSteady = start === 0 && current.every((currents) => currents[neuron] === constant);
    const isCovered = constant <= 1 || (constant >= 1.001 && constant <= 1e4);
    return isSteady && isCovered && dtSeconds <= tauRefSeconds ? rateHz(constant, input) * dtSeconds : undefined;
  });
}
