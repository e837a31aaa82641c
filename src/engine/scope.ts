import type { FloatArray } from '../base/precision.ts';
import { requireAllFinite, requireAtMost, requireLength, requirePositive, requireWhole } from '../base/requirement.ts';
import { sizeOf } from '../simulator/network/architecture.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { lifOf } from '../simulator/neuron/model.ts';
import { allocateSpiking } from './spiking-memory.ts';

/** Most bytes of memory for one network. The tutorial network needs 15 MB. */
const mostBytes = 2 ** 30;
/** The kernel counts steps in 32 bits. */
const mostSteps = 2 ** 30;
/** Below this, no sum of two currents or voltages overflows float32. */
const largestCurrent = 1e37;

/**
 * Requires that all arrays of a network have the lengths of its layers and contain finite numbers.
 *
 * @throws {RangeError} naming the first array that is not valid
 */
export function requireEffective({ layers, point, readout, initialVoltage }: EffectiveNetwork): void {
  requireWhole('steps', 2, point.steps);
  requirePositive('amplitude', point.amplitude);
  requireWhole('number of layers', 1, layers.length);
  requireLength('initialVoltage', layers.length, initialVoltage);
  for (const [index, { plan, weight, bias }] of layers.entries()) {
    const before = layers[index - 1]?.plan.output;
    if (before !== undefined) requireLength(`${plan.name} input`, sizeOf(before), { length: sizeOf(plan.input) });
    requireNumbers(`${plan.kernelName} weight`, plan.weights, weight);
    requireNumbers(`${plan.name} bias`, plan.neurons, bias);
    const voltages = initialVoltage[index] as FloatArray;
    requireNumbers(`${plan.name} initial voltage`, plan.neurons, voltages);
    for (const voltage of voltages) requireAtMost(`${plan.name} initial voltage`, 1, voltage);
  }
  const neurons = layers.at(-1)?.plan.neurons ?? 0;
  requireWhole('classes', 2, readout.bias.length);
  requireNumbers('read-out weight', neurons * readout.bias.length, readout.weight);
  requireNumbers('read-out bias', readout.bias.length, readout.bias);
}

function requireNumbers(field: string, length: number, values: FloatArray): void {
  requireLength(field, length, values);
  requireAllFinite(field, values);
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
