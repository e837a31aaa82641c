import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import type { Implementation, NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type EffectiveNetwork, foldForSpikes, type OperatingPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { summarizeRun } from '../../src/simulator/network/run.ts';
import { type AssembledRun, type Pieces, referencePieces, runAssembled } from './assembled-run.ts';

/** The pieces of an implementation of networks. */
export interface NetworkPieces extends Pieces {
  /** Images that run together: an image starts with what the image that many before it left. */
  readonly batchSize: number;
  readonly fold: (network: Network, point: OperatingPoint) => EffectiveNetwork;
}

const referenceNetworkPieces: NetworkPieces = {
  ...referencePieces,
  batchSize: 1,
  fold: foldForSpikes,
};

/** The reference with some pieces of its network replaced. */
export function assembledNetwork(
  name: string,
  changed: Partial<NetworkPieces>,
  precision: PrecisionName = 'float64',
): Implementation {
  const pieces = { ...referenceNetworkPieces, ...changed };
  return { ...reference(precision), name, network: (input) => showImages(input, pieces, precision) };
}

function showImages(input: NetworkInput, pieces: NetworkPieces, precisionName: PrecisionName): NetworkOutput {
  const { architecture, initialVoltage, amplitude, steps, dtSeconds, synapseSeconds = 0 } = input;
  const minVoltage = input.minVoltage;
  const precision = precisions[precisionName];
  const point = { amplitude, minVoltage, steps, dtSeconds, synapseSeconds, rescaling: 1, precision };
  const network = pieces.fold({ architecture, trainedAmplitude: amplitude, initialVoltage, ...input.weights }, point);
  const runs: AssembledRun[] = [];
  for (const [index, image] of input.images.entries()) {
    const left = runs[index - pieces.batchSize]?.left;
    runs.push(runAssembled(network, image, pieces, index === 0 ? input.probes : [], left));
  }
  return {
    predicted: runs.map(({ predicted }) => predicted),
    readout: runs.map((run) => Array.from(run.filtered.at(-1) ?? [])),
    spikeCounts: runs.map((run) => [...summarizeRun(run).spikeCounts]),
    probed: runs[0]?.probed.map((steps) => steps.map((values) => Array.from(values))) ?? [],
  };
}
