import { expm1 } from '../../src/base/elementary.ts';
import type { Implementation, NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';

/** The recordings of a layer on the first image, each [step][neuron]. */
export interface LayerRecord {
  readonly currents: readonly (readonly number[])[];
  readonly voltages: readonly (readonly number[])[];
  readonly spikes: readonly (readonly number[])[];
}

export async function runNetwork(implementation: Implementation, input: NetworkInput): Promise<NetworkOutput> {
  return await capabilityOf(implementation, 'network')(input);
}

/** Runs a network with probes on everything in every layer. */
export async function recordLayers(
  implementation: Implementation,
  input: NetworkInput,
): Promise<readonly LayerRecord[]> {
  const { probed = [] } = await runNetwork(implementation, { ...input, probes: probesOf(input) });
  return layersOf(input, probed);
}

/** What the probes of `probesOf` recorded, by layer. */
export function layersOf(input: NetworkInput, probed: NonNullable<NetworkOutput['probed']>): readonly LayerRecord[] {
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

/** Shape of every hidden layer: as many kernel positions as fit into its input with the padding. */
export function layerShapes({ input, hidden }: NetworkInput['architecture']): Shape[] {
  let { rows, columns } = input;
  return hidden.map(({ kernelSize, stride, padding = 0, channels }) => {
    rows = 1 + Math.floor((rows + 2 * padding - kernelSize) / stride);
    columns = 1 + Math.floor((columns + 2 * padding - kernelSize) / stride);
    return { rows, columns, channels };
  });
}

/** Gain with which a neuron fires at its max rate for input 1 and is silent up to its intercept. */
export function gainOf({ architecture }: Pick<NetworkInput, 'architecture'>): number {
  const { maxRateHz, intercept, tauRcSeconds, tauRefSeconds } = architecture.neuron;
  const inBetween = 1 / maxRateHz - tauRefSeconds;
  return 1 / expm1(inBetween / tauRcSeconds) / (1 - intercept);
}
