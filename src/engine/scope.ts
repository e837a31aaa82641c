import type { FloatArray } from '../base/precision.ts';
import { requireAllFinite } from '../base/requirement.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { lifOf } from '../simulator/neuron/model.ts';
import { allocateSpiking } from './network-memory.ts';

/** Most bytes of memory for one network. The tutorial network needs 15 MB. */
const mostBytes = 2 ** 30;
/** The kernel counts steps in 32 bits. */
const mostSteps = 2 ** 30;
/** Below this, no sum of two currents or voltages overflows float32. */
const largestCurrent = 1e37;

/**
 * Requires that no weight or bias overflowed when the network was folded.
 *
 * @throws {Refusal} naming the first one that is not finite
 */
export function requireFiniteWeights({ layers, readout }: EffectiveNetwork): void {
  for (const { plan, weight, bias } of layers) {
    requireAllFinite(`${plan.kernelName} weight`, weight);
    requireAllFinite(`${plan.name} bias`, bias);
  }
  requireAllFinite('read-out weight', readout.weight);
  requireAllFinite('read-out bias', readout.bias);
}

/** The reason why the kernel cannot run a network, or undefined if it can. */
export function whyReadable(network: EffectiveNetwork): string | undefined {
  const { point, layers, neurons, initialVoltage } = network;
  const constants = neurons.flatMap((model) => lifOf(model) ?? []);
  if (constants.length < layers.length) return 'the kernel has only the neurons of the definition';
  if (new Set(constants.map((one) => JSON.stringify({ ...one, minVoltage: 0 }))).size > 1)
    return 'the time constants of the layers differ';
  if (constants.some(({ refractoryPeriodSteps }) => refractoryPeriodSteps + point.steps >= mostSteps))
    return `neurons are refractory for ${mostSteps} steps or more`;
  if (constants.some(({ minVoltage }) => Object.is(minVoltage, -0))) return 'a floor of −0 gives voltages of −0';
  const largest = Math.max(...layers.map(largestCurrentOf), ...initialVoltage.map(largestOf));
  if (!(largest < largestCurrent)) return `currents or voltages may reach ${largest} and overflow`;
  const { bytes } = allocateSpiking(network);
  if (bytes > mostBytes) return `the kernel would need ${Math.ceil(bytes / 2 ** 20)} MB of memory`;
  return undefined;
}

/** Bound of the currents of a layer: |bias| + Σ |weight| · 255. Inputs are at most 255, the brightest pixel. */
function largestCurrentOf({ plan, weight, bias }: EffectiveLayer): number {
  const sums = new Float64Array(plan.channels);
  for (let term = 0; term < weight.length; term++) {
    const channel = term % plan.channels;
    sums[channel] = (sums[channel] as number) + Math.abs(weight[term] as number);
  }
  return largestOf(bias) + 255 * largestOf(sums);
}

function largestOf(values: FloatArray): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
