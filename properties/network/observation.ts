import type { Implementation, NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf } from '../../src/conformance/law.ts';
import type { ExpectedAndGot } from '../../src/conformance/refutation.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { areEqual } from '../require.ts';

/** What was seen of a layer on the first image, each [step][neuron]. */
export interface LayerSeen {
  readonly currents: readonly (readonly number[])[];
  readonly voltages: readonly (readonly number[])[];
  readonly spikes: readonly (readonly number[])[];
}

/** Runs a network. */
export async function show(implementation: Implementation, input: NetworkInput): Promise<NetworkOutput> {
  return await capabilityOf(implementation, 'network')(input);
}

/** Runs a network and looks at every layer, at all that can be seen of it. */
export async function watch(implementation: Implementation, input: NetworkInput): Promise<readonly LayerSeen[]> {
  const { probed = [] } = await show(implementation, { ...input, probes: probesOf(input) });
  return input.architecture.hidden.map((_, layer) => ({
    currents: probed[3 * layer] ?? [],
    voltages: probed[3 * layer + 1] ?? [],
    spikes: probed[3 * layer + 2] ?? [],
  }));
}

/** A probe on current, voltage and spikes of every layer. */
export function probesOf({ architecture }: NetworkInput): NonNullable<NetworkInput['probes']> {
  return architecture.hidden.flatMap((_, index) => {
    const layer = `layer${index + 1}`;
    return [
      { layer, stage: 'current' },
      { layer, stage: 'voltage' },
      { layer, stage: 'spikes' },
    ] as const;
  });
}

/** Shape of every hidden layer: a kernel has as many places as fit. */
export function layerShapes({ input, hidden }: NetworkInput['architecture']): Shape[] {
  let { rows, columns } = input;
  return hidden.map(({ kernelSize, stride, channels }) => {
    rows = 1 + Math.floor((rows - kernelSize) / stride);
    columns = 1 + Math.floor((columns - kernelSize) / stride);
    return { rows, columns, channels };
  });
}

/** The train of the first neuron whose spikes are not as expected, as both have it; spikes are [step][neuron]. */
export function firstDifferentTrain(expected: LayerSeen['spikes'], got: LayerSeen['spikes']): ExpectedAndGot {
  const neurons = Math.max(expected[0]?.length ?? 0, got[0]?.length ?? 0);
  const trains = Array.from({ length: neurons }, (_, neuron) => ({
    expected: trainOf(expected, neuron),
    got: trainOf(got, neuron),
  }));
  return trains.find((pair) => !areEqual(pair.expected, pair.got)) ?? { expected, got };
}

function trainOf(spikes: LayerSeen['spikes'], neuron: number): SpikeTrain {
  const steps = spikes.flatMap((fired, step) => (fired[neuron] ? [step] : []));
  return new SpikeTrain(steps, spikes.length);
}

/** Current per unit of input: what makes a neuron fire at its maximum rate for input 1 and be silent up to its intercept. */
export function gainOf({ architecture }: Pick<NetworkInput, 'architecture'>): number {
  const { maxRateHz, intercept, tauRcSeconds, tauRefSeconds } = architecture.neuron;
  const inBetween = 1 / maxRateHz - tauRefSeconds;
  return 1 / Math.expm1(inBetween / tauRcSeconds) / (1 - intercept);
}
