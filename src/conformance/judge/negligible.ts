import { unitRoundoff } from '../../base/precision.ts';
import { negligibleError } from '../choices/prediction.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import { spikeOff } from '../vectors/compare-neurons.ts';
import { isNear } from '../vectors/comparison.ts';
import type { Exchange } from './exchange.ts';
import type { Negligible } from './verdict.ts';

/** Roundings of amplitude/dt in another order, as in the published tolerance. */
const roundingsOfHeight = 4;

/**
 * How voltages differ from right ones, if every spike is right and rounding may explain the difference; undefined
 * otherwise.
 */
export function negligibleDifference(
  input: NeuronInput,
  right: NeuronOutput,
  got: NeuronOutput,
  precision: Implementation['precision'],
): Negligible | undefined {
  const { current, initialVoltage } = input;
  const [expected = [], shown] = [right.voltage, got.voltage];
  const roundoff = unitRoundoff[precision];
  const isHeightRight = isNear(right.spikeHeight, got.spikeHeight, roundingsOfHeight * roundoff * right.spikeHeight);
  if (shown === undefined || spikeOff(right, got) !== undefined || !isHeightRight) return undefined;
  const sizes = initialVoltage.map(Math.abs);
  let found: Negligible = { difference: 0, allowed: 0 };
  for (const [step, row] of expected.entries()) {
    for (const [neuron, voltage] of row.entries()) {
      const size = Math.max(sizes[neuron] ?? 0, Math.abs(current[step]?.[neuron] ?? 0), Math.abs(voltage));
      sizes[neuron] = size;
      const allowed = negligibleError(input, size, precision);
      const difference = Math.abs(voltage - (shown[step]?.[neuron] ?? Number.NaN));
      if (!(difference <= allowed)) return undefined;
      if (difference > found.difference) found = { difference, allowed };
    }
  }
  return found;
}

/** The largest negligible difference in the answers to requests; undefined if another one is not negligible or unknown. */
export async function negligibleIn(
  exchanges: readonly Exchange[],
  { neuron, precision }: Implementation,
): Promise<Negligible | undefined> {
  const found: Negligible[] = [];
  for (const { capability, input, output } of exchanges) {
    const isAlone = capability === 'neuron' && (input as NeuronInput).state === undefined;
    if (!isAlone || output === undefined || neuron === undefined) return undefined;
    const right = await neuron(input as NeuronInput);
    const one = negligibleDifference(input as NeuronInput, right, output as NeuronOutput, precision);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found.toSorted((a, b) => b.difference - a.difference)[0];
}
