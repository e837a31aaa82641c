import { square } from '../../src/base/elementary.ts';
import { choiceOf, nameOf } from '../../src/conformance/choices/choice.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { argmax } from '../../src/simulator/network/dense.ts';
import { type EffectiveLayer, type EffectiveNetwork, foldForSpikes } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { type LifState, spikeHeight } from '../../src/simulator/neuron/lif.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { assembledNetwork, type NetworkPieces } from '../oracles/assembled-network.ts';
import { referencePieces } from '../oracles/assembled-run.ts';
import { describeMutant, type Mutant, withMemory } from './mutant.ts';

function mutant(name: string, difference: string, changed: Partial<NetworkPieces>, cites?: string): Mutant {
  return { ...assembledNetwork(name, changed), name, difference, ...(cites === undefined ? {} : { cites }) };
}

/** Changes layers after folding. */
function folding(
  change: (layer: EffectiveLayer, index: number, network: Network, folded: EffectiveNetwork) => Partial<EffectiveLayer>,
): Partial<NetworkPieces> {
  return {
    fold: (network, point) => {
      const folded = foldForSpikes(network, point);
      const layers = folded.layers.map((layer, index) => ({ ...layer, ...change(layer, index, network, folded) }));
      return { ...folded, layers };
    },
  };
}

const heightOf = ({ point }: EffectiveNetwork) => spikeHeight(point.amplitude, point.dtSeconds, point.precision);
const gainOf = ({ architecture }: Network) => tune(architecture.neuron, architecture.neuron).gain;

const amplitudeMutants: readonly Mutant[] = [
  mutant(
    'network-ignores-amplitude',
    'sends spikes of height 1/dt at every amplitude',
    {
      fold: (network, point) =>
        foldForSpikes(network, { ...point, amplitude: point.amplitude > 0 ? 1 : point.amplitude }),
    },
    'nengo#1390',
  ),
  mutant(
    'network-scales-bias-with-amplitude',
    'multiplies the biases of kernels that receive spikes by the height of a spike',
    folding(({ plan, bias }, index, network, folded) => {
      const { kernelBias } = network.layers[index] as Network['layers'][number];
      const more = gainOf(network) * (heightOf(folded) - 1);
      return index === 0
        ? {}
        : { bias: bias.map((value, n) => value + more * (kernelBias[n % plan.channels] as number)) };
    }),
  ),
  mutant('network-reads-out-ones', 'reads out spikes as ones at every amplitude', {
    fold: (network, point) => {
      const folded = foldForSpikes(network, point);
      const weight = point.precision.array.from(network.readout.weight);
      return { ...folded, readout: { ...folded.readout, weight } };
    },
  }),
  withMemory(weightsMultipliedInPlace),
];

/** Behaves like a loop over amplitudes that multiplies the stored weights. */
function weightsMultipliedInPlace(): Mutant {
  const factors = new Map<string, number>();
  const difference = 'multiplies the stored weights of its read-out once more in each run of the same network';
  return mutant('network-multiplies-weights-in-place', difference, {
    fold: (network, point) => {
      const folded = foldForSpikes(network, point);
      const key = `${network.readout.weight} ${network.layers[0]?.kernel}`;
      const factor = factors.get(key) ?? 1;
      factors.set(key, factor * 1.5);
      return { ...folded, readout: { ...folded.readout, weight: folded.readout.weight.map((one) => one * factor) } };
    },
  });
}

const layerMutants: readonly Mutant[] = [
  mutant(
    'network-forgets-gain',
    'applies the gain only in the first layer',
    folding(({ weight }, index, network) => {
      return index === 0 ? {} : { weight: weight.map((value) => value / gainOf(network)) };
    }),
  ),
  mutant('network-flips-kernels', 'rotates every kernel by 180 degrees, as a convolution in the strict sense does', {
    convolve: (layer, input, weight, bias, precision) => {
      const block = layer.input.channels * layer.channels;
      const positions = square(layer.kernelSize);
      const flipped = weight.map((_, index) => {
        return weight[(positions - 1 - Math.floor(index / block)) * block + (index % block)] as number;
      });
      return convolve(layer, input, flipped, bias, precision);
    },
  }),
  mutant('network-ignores-stride', 'moves every kernel by one position instead of the stride', {
    convolve: (layer, ...rest) => convolve({ ...layer, stride: 1 }, ...rest),
  }),
  mutant('network-reads-channels-first', 'reads images and spikes in the order channel, row, column', {
    convolve: (layer, input, ...rest) => convolve(layer, channelsLast(input, layer.input), ...rest),
  }),
  mutant('network-normalises-pictures', 'divides the values of an image by 255', {
    input: (image) => Array.from(image, (value) => value / 255),
  }),
  mutant(
    'network-shares-neuron-biases',
    'gives all neurons of a channel the bias of the first one',
    folding(({ plan, bias }) => ({ bias: bias.map((_, neuron) => bias[neuron % plan.channels] as number) })),
  ),
  mutant('network-hands-spikes-on-late', 'passes spikes to the next layer one step late', {
    relay: (_, before) => before,
  }),
];

/**
 * A network whose neurons follow a choice that is a common mistake. Programs that offer no neurons alone are
 * asked no probes, so their networks must show it.
 */
function neuronsOf(field: string, name: string): Mutant {
  const { words, cites } = choiceOf(neuronFields, field, name);
  const chosen = { [field]: name };
  const difference = `${words} in all neurons of its networks`;
  return { ...describeMutant(`network-${nameOf(chosen)}`, difference, cites), network: simulatorOf(chosen).network };
}

const neuronMutants: readonly Mutant[] = [
  neuronsOf('integrator', 'euler'),
  neuronsOf('reset', 'subtract'),
  neuronsOf('refractory', 'none'),
  neuronsOf('refractoryExtra', 'one-step-more'),
  neuronsOf('floor', 'none'),
];

const startMutants: readonly Mutant[] = [
  mutant(
    'network-keeps-state-between-images',
    'starts every image where the last one ended',
    { start: (network, left) => (left.length > 0 ? left : referencePieces.start(network, left)) },
    'spikingjelly#323',
  ),
  keepsAfter('network-stays-refractory-after-8-images', 8, 'keeps the refractory periods', ({ refractorySteps }) => ({
    refractorySteps,
  })),
  keepsAfter('network-stays-charged-after-16-images', 16, 'keeps the voltages', ({ voltage }) => ({ voltage })),
];

/** Runs images in batches, and keeps a part of what neurons hold for the next batch. */
function keepsAfter(name: string, batchSize: number, difference: string, kept: (left: LifState) => Partial<LifState>) {
  return mutant(name, `${difference} of a batch of ${batchSize} images for the next batch`, {
    batchSize,
    start: (network, left) =>
      referencePieces
        .start(network, left)
        .map((population, layer) =>
          population.map((state, neuron) => ({ ...state, ...kept(left[layer]?.[neuron] ?? state) })),
        ),
  });
}

const answerMutants: readonly Mutant[] = [
  mutant('network-reads-out-without-lag', 'includes the last step in the filtered read-out', {
    show: (_, after) => after,
  }),
  mutant('network-answers-highest-index', 'answers with the highest class of a tie', {
    argmax: (readout) => readout.length - 1 - argmax(Array.from(readout).reverse()),
  }),
  mutant('network-takes-near-ties-for-ties', 'answers with the first class within 0.01 % of the largest read-out', {
    argmax: (readout) => {
      const values = Array.from(readout);
      const largest = Math.max(...values);
      return values.findIndex((value) => value >= largest - 1e-4 * Math.abs(largest));
    },
  }),
  mutant('network-counts-each-neuron-in-a-byte', 'counts the spikes of each neuron in 8 bits', {
    answer: ({ predicted, spikeCounts }) => ({
      predicted,
      spikeCounts: spikeCounts.map((counts) => counts.reduce((sum, count) => sum + (count % 256), 0)),
    }),
  }),
  mutant(
    'network-is-touched-by-probes',
    'discharges a layer when a probe records it',
    {
      record: (values, population) => {
        const recorded = Array.from(values);
        for (const [neuron, state] of population.entries()) population[neuron] = { ...state, voltage: 0 };
        return recorded;
      },
    },
    'nengo-loihi#7',
  ),
];

function channelsLast(input: ArrayLike<number>, { rows, columns, channels }: Shape): number[] {
  return Array.from({ length: rows * columns * channels }, (_, index) => {
    return input[(index % channels) * rows * columns + Math.floor(index / channels)] as number;
  });
}

export const networkMutants: readonly Mutant[] = [
  ...amplitudeMutants,
  ...layerMutants,
  ...neuronMutants,
  ...startMutants,
  ...answerMutants,
];
