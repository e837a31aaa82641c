import { argmax } from '../../src/simulator/network/dense.ts';
import type { EffectiveNetwork } from '../../src/simulator/network/effective.ts';
import {
  continueSpiking,
  type NetworkState,
  type Probe,
  runSpiking,
  runStream,
} from '../../src/simulator/network/run.ts';
import { stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import type { StreamUnderTest } from '../network/stream.ts';
import { zeros } from './continued.ts';
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

type LayerState = NetworkState['layers'][number];

/** Runs a stream by continuing the run of the image before, whose layers may be changed. Only the read-out starts again. */
const continued =
  (change = (layer: LayerState): LayerState => layer): Stream =>
  (network, images, probes) => {
    let before: NetworkState | undefined;
    return images.map((image) => {
      const { run, state } = continueSpiking(network, image, before, probes);
      before = { layers: state.layers.map(change), filtered: zeros(state.filtered) };
      return run;
    });
  };

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

/** Runs that continue one another, which are a correct stream. */
export const continuedStream: StreamUnderTest = { runSpiking, runStream: continued() };

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
    continued((layer) => ({ ...layer, synaptic: zeros(layer.synaptic) })),
  ),
  stream('shows-first-image-again', 'shows the first image in place of all others', (network, images, probes) =>
    runStream(
      network,
      images.map(() => images[0] as Uint8Array),
      probes,
    ),
  ),
];
