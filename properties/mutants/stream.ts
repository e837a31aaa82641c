import { argmax } from '../../src/simulator/network/dense.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import { type Probe, runSpiking, runStream, type SpikingRun } from '../../src/simulator/network/run.ts';
import { stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import type { StreamUnderTest } from '../network/stream.ts';
import { type Pieces, type Population, referencePieces, runAssembled } from '../oracles/assembled-run.ts';
import { synapsesWith } from '../oracles/assembled-synapse.ts';
import type { Mutant } from './mutant.ts';

/** A network that treats streams wrongly in one respect. */
export interface StreamMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'>, StreamUnderTest {}

type Stream = StreamUnderTest['runStream'];

const stream = (name: string, difference: string, wrong: Stream, cites?: string): StreamMutant => ({
  name: `stream-${name}`,
  difference,
  ...(cites !== undefined && { cites }),
  runSpiking,
  runStream: wrong,
});

/** Runs a stream from pieces that receive the populations left by the previous image. */
function assembled(changed: Partial<Pieces>): Stream {
  return (network, images, probes) => {
    const pieces = { ...referencePieces, start: kept, connect: keepingSynapses(), ...changed };
    let left: readonly Population[] = [];
    return images.map((image) => {
      const run = runAssembled(network, image, pieces, probes, left);
      left = run.left;
      return runOnly(run);
    });
  };
}

const kept: Pieces['start'] = (network, left) => (left.length > 0 ? left : referencePieces.start(network, left));
const keepingSynapses = () => synapsesWith((zeros, left) => left ?? zeros);
const runOnly = ({ predicted, readout, filtered, spikeCounts, probed }: SpikingRun): SpikingRun => ({
  predicted,
  readout,
  filtered,
  spikeCounts,
  probed,
});

/** Filters the read-outs of all images as one signal. */
function filteredAsOne(network: EffectiveNetwork, images: readonly Uint8Array[], probes: readonly Probe[] = []) {
  let value = network.readout.bias.map(() => 0);
  return runStream(network, images, probes).map((run) => {
    const filtered = run.readout.map((readout) => {
      const shown = value;
      value = value.map((before, label) => stepLowPass(before, readout[label] as number, network.lowPass));
      return shown;
    });
    return { ...run, filtered, predicted: argmax(filtered.at(-1) ?? []) };
  });
}

/** A correct network that computes differently; it breaks no law. */
export const assembledStream: StreamUnderTest = { runSpiking, runStream: assembled({}) };

export const streamMutants: readonly StreamMutant[] = [
  stream('resets-state', 'starts every image from the initial state', (network, images, probes) =>
    images.map((image) => runSpiking(network, image, probes)),
  ),
  stream('warms-up', 'shows the first image twice and reports the second time only', (network, images, probes) =>
    runStream(network, [...images.slice(0, 1), ...images], probes).slice(1),
  ),
  stream('keeps-read-out-filter', 'filters the read-outs of all images as one signal', filteredAsOne),
  stream(
    'empties-synapses',
    'starts every image with empty synapses',
    assembled({ connect: (network) => synapsesWith()(network) }),
  ),
  stream('shows-first-image-again', 'shows the first image in place of all others', (network, images, probes) =>
    runStream(
      network,
      images.map(() => images[0] as Uint8Array),
      probes,
    ),
  ),
];
