import type { FloatArray } from '../base/precision.ts';
import { requireAllFinite } from '../base/requirement.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { lifOf, type Model } from '../simulator/neuron/model.ts';
import { kernelNeuron } from './kernel-neurons.ts';
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
  const known = neurons.flatMap((model) => kernelNeuron(model) ?? []);
  if (known.length < layers.length) return 'the kernel does not have these neurons';
  if (new Set(known.map(({ rules }) => JSON.stringify(rules))).size > 1)
    return 'the time constants of the layers differ';
  if (known.some(({ rules }) => rules.refractoryPeriodSteps + point.steps >= mostSteps))
    return `neurons are refractory for ${mostSteps} steps or more`;
  if (known.some(({ minVoltage }) => Object.is(minVoltage, -0))) return 'a floor of −0 gives voltages of −0';
  // a neuron that does not leak adds the currents of all steps
  const largest =
    Math.max(...layers.map(largestCurrentOf), ...initialVoltage.map(largestOf)) *
    (lifOf(neurons[0] as Model) ? 1 : point.steps + 1);
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
