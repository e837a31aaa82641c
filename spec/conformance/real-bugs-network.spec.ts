import { describe, expect, it } from 'vitest';
import { showInBatches } from '../../properties/mutants/continued.ts';
import { askStages } from '../../src/conformance/ask-stages.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { diagnoseStages, type Stages } from '../../src/conformance/choices/stages.ts';
import { stagesOf } from '../../src/conformance/choices/stages-of.ts';
import type { Implementation, NetworkInput, NetworkOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';

type Network = NonNullable<Implementation['network']>;
type Weights = NetworkInput['weights'];

const { network: right } = reference() as Required<Implementation>;

const asking =
  (change: (input: NetworkInput) => Partial<NetworkInput>): Network =>
  (input) =>
    right({ ...input, ...change(input) });

const answering =
  (change: (answer: NetworkOutput, input: NetworkInput) => Partial<NetworkOutput>): Network =>
  async (input) => {
    const answer = await right(input);
    return { ...answer, ...change(answer, input) };
  };

const changingLayers = (
  change: (layer: Weights['layers'][number], index: number, input: NetworkInput) => Partial<Weights['layers'][number]>,
): Network =>
  asking((input) => ({
    weights: {
      ...input.weights,
      layers: input.weights.layers.map((layer, index) => ({ ...layer, ...change(layer, index, input) })),
    },
  }));

const changingReadout = (change: (input: NetworkInput) => Partial<Weights['readout']>): Network =>
  asking((input) => ({ weights: { ...input.weights, readout: { ...input.weights.readout, ...change(input) } } }));

/** Shows one image after the other. */
const oneByOne =
  (ask: Parameters<typeof showInBatches>[2]): Network =>
  (input) =>
    showInBatches(input, 1, ask);

/** The values of an array in another order. */
const reordered = (values: ArrayLike<number>, from: (index: number) => number): Float32Array =>
  Float32Array.from(values, (_, index) => values[from(index)] as number);

/** The numbers of input and output channels of a layer. */
const channelsIn = (index: number, { architecture: { input, hidden } }: NetworkInput) =>
  [hidden[index - 1]?.channels ?? input.channels, hidden[index]?.channels ?? 0] as const;

/**
 * Real bugs in networks, rebuilt on the reference: what each is told; undefined if no set of choices explains it, empty if
 * no probe shows it, so that only the laws of a check do.
 */
const bugs: Readonly<Record<string, readonly [network: Network, told: string | undefined]>> = {
  'ml_genn#83: width and height confused': [
    asking(({ images, architecture: { input } }) => ({
      images: images.map((image) =>
        Uint8Array.from(image, (_, index) => {
          const position = Math.floor(index / input.channels);
          const [row, column] = [Math.floor(position / input.columns), position % input.columns];
          return image[(column * input.rows + row) * input.channels + (index % input.channels)] as number;
        }),
      ),
    })),
    'pixelOrder=column-row-channel',
  ],
  'spyx#17: kernels with the axes of another convention': [
    changingLayers(({ kernel }, layer, input) => {
      const [inputs, outputs] = channelsIn(layer, input);
      return {
        kernel: reordered(kernel, (index) => {
          const position = Math.floor(index / (inputs * outputs));
          const [own, output] = [Math.floor(index / outputs) % inputs, index % outputs];
          return (position * outputs + output) * inputs + own;
        }),
      };
    }),
    'kernelOrder=output-input',
  ],
  'snn_toolbox#126: kernels flipped wrongly': [
    changingLayers(({ kernel }, layer, input) => {
      const [inputs, outputs] = channelsIn(layer, input);
      const block = inputs * outputs;
      const positions = kernel.length / block;
      return {
        kernel: reordered(kernel, (n) => (positions - 1 - Math.floor(n / block)) * block + (n % block)),
      };
    }),
    'kernel=rotated',
  ],
  'snn_toolbox#48: weights after flattening permuted': [
    changingReadout(({ architecture, weights: { readout } }) => {
      const { rows, columns, channels } = planLayers(architecture).at(-1)?.output ?? {
        rows: 1,
        columns: 1,
        channels: 1,
      };
      const { classes } = architecture;
      return {
        weight: reordered(readout.weight, (index) => {
          // spike (row, column, channel) meets the weight that belongs at its index by channel, row, column
          const neuron = Math.floor(index / classes);
          const [position, channel] = [Math.floor(neuron / channels), neuron % channels];
          return (channel * rows * columns + position) * classes + (index % classes);
        }),
      };
    }),
    'flattening=channel-row-column',
  ],
  'snn_toolbox#47: read-out permuted the other way': [
    changingReadout(({ architecture, weights: { readout } }) => {
      const { rows, columns, channels } = planLayers(architecture).at(-1)?.output ?? architecture.input;
      const { classes } = architecture;
      return {
        weight: reordered(readout.weight, (index) => {
          // the neuron at an index by row, column, channel takes the weight of that index by channel, row, column
          const neuron = Math.floor(index / classes);
          const [channel, position] = [Math.floor(neuron / (rows * columns)), neuron % (rows * columns)];
          return (position * channels + channel) * classes + (index % classes);
        }),
      };
    }),
    'flattening=inverse',
  ],
  'snn_toolbox#45: kernel biases of overlapping ranges': [
    changingLayers(({ kernelBias, neuronBias }, _, { architecture: { neuron } }) => {
      const { gain } = tune(neuron, neuron);
      const [channels, positions] = [kernelBias.length, neuronBias.length / kernelBias.length];
      const listed = new Float32Array(neuronBias.length);
      for (const [channel, bias] of kernelBias.entries()) listed.fill(bias, channel, (channel + 1) * positions);
      const added = (own: number) => listed[(own % channels) * positions + Math.floor(own / channels)] as number;
      return {
        kernelBias: kernelBias.map(() => 0) as Float32Array,
        neuronBias: Float64Array.from(neuronBias, (bias, own) => bias + gain * added(own)) as never,
      };
    }),
    'kernelBias=of-overlapping-ranges',
  ],
  'syops-counter#4: only spikes of the first step counted': [
    async (input) => {
      const first = input.architecture.hidden.map((_, layer) => ({
        layer: `layer${layer + 1}`,
        stage: 'spikes' as const,
      }));
      const { probed = [], ...answer } = await right(input);
      const counts = input.images.map(async (image) => {
        const alone = await right({ ...input, images: [image], probes: first });
        return (alone.probed ?? []).map(([row = []]) => row.reduce((sum, one) => sum + one, 0));
      });
      return { ...answer, ...(input.probes && { probed }), spikeCounts: await Promise.all(counts) };
    },
    'counts=first-step-only',
  ],
  'nest#499: the change of a current recorded': [
    answering(({ probed = [] }, { probes = [] }) => ({
      probed: probed.map((rows, index) =>
        probes[index]?.stage === 'current'
          ? rows.map((row, step) => row.map((own, neuron) => own - (rows[step - 1]?.[neuron] ?? 0)))
          : rows,
      ),
    })),
    'recordedCurrent=change',
  ],
  'bindsnet#577: softmax over images': [
    answering(({ readout }) => ({
      predicted: readout.map((row) => {
        const scores = row.map((own, label) => {
          const column = readout.map((all) => all[label] as number);
          const largest = Math.max(...column);
          return Math.exp(own - largest) / column.reduce((sum, one) => sum + Math.exp(one - largest), 0);
        });
        return scores.indexOf(Math.max(...scores));
      }),
    })),
    'predicted=softmax-over-images',
  ],
  'nengo-loihi@4a40b07: weights with the wrong power of dt': [
    asking(({ amplitude, dtSeconds }) => ({ amplitude: amplitude * dtSeconds })),
    'spikeHeight=amplitude',
  ],
  'spikingjelly#323: no reset between images': [
    oneByOne((input, left) => ({ ...input, state: left })),
    'imageStart=continued',
  ],
  'genn#509: initial values wrong in batches': [
    oneByOne(({ initialVoltage, ...input }, left) => ({
      ...input,
      initialVoltage: left === null ? initialVoltage : initialVoltage.map((all) => new Float32Array(all.length)),
    })),
    'imageStart=zero',
  ],
  'brian2#766: of two sums only the second counts': [
    changingLayers(({ kernel }, layer, input) => {
      const [inputs, outputs] = channelsIn(layer, input);
      return {
        kernel: kernel.map((weight, n) =>
          Math.floor(n / outputs) % inputs === inputs - 1 ? weight : 0,
        ) as Float32Array,
      };
    }),
    'kernelOrder=last-input-only',
  ],
  'rockpool@v2.8: hidden biases for the output': [
    changingReadout(({ weights: { layers, readout } }) => ({
      bias: Float32Array.from(readout.bias, (_, label) => layers.at(-1)?.neuronBias[label] ?? 0),
    })),
    'readoutBias=of-the-last-layer',
  ],
  'genn#547: almost equal projections merged': [
    changingLayers(({ kernel }, _, { weights: { layers } }) => {
      const first = layers.find((layer) => layer.kernel.length === kernel.length);
      return { kernel: first?.kernel ?? kernel };
    }),
    '',
  ],
  'ml_genn#20: one image alone indexed wrongly': [
    answering(({ predicted }) => (predicted.length === 1 ? { predicted: [0] } : {})),
    '',
  ],
  'BindsNET#578: softmax over the axis of the images': [
    answering(({ readout, predicted }) => ({
      predicted: predicted.map((_, image) => {
        const column = readout.map((row) => row[image] ?? 0);
        return column.indexOf(Math.max(...column));
      }),
    })),
    undefined,
  ],
  'brian2#777: spikes recorded under wrong indices': [
    answering(({ probed = [] }, { probes = [] }) => ({
      probed: probed.map((rows, index) =>
        probes[index]?.stage === 'spikes' ? rows.map((row) => [...row.slice(1), ...row.slice(0, 1)]) : rows,
      ),
    })),
    undefined,
  ],
  'brian2#1119: counts per part indexed wrongly': [
    answering(({ spikeCounts }) => ({
      spikeCounts: spikeCounts.map((layers) => layers.map((_, layer) => layers[layer - 1] ?? 0)),
    })),
    undefined,
  ],
  'nengo-loihi#261: pixels outside all windows act': [
    asking(({ images, architecture: { input, hidden } }) => {
      const [{ kernelSize, stride, padding = 0 }] = hidden as [(typeof hidden)[number]];
      const rest = (input.rows + 2 * padding - kernelSize) % stride;
      return {
        images: images.map((image) => (rest > 0 ? image.map((value) => Math.min(255, value + 20)) : image)),
      };
    }),
    '',
  ],
  'nengo-loihi#7: probes discharge what they record': [
    asking(({ initialVoltage, probes = [] }) =>
      probes.length > 0 ? { initialVoltage: initialVoltage.map((all) => all.map(() => 0) as Float32Array) } : {},
    ),
    'initialVoltage=zero',
  ],
  'sPyNNaker#27: spikes lost between parts': [
    changingLayers(({ kernel }, layer, input) => {
      const [inputs, outputs] = channelsIn(layer, input);
      const isLost = (n: number) => layer > 0 && Math.floor(n / outputs) % inputs === 1;
      return { kernel: kernel.map((weight, n) => (isLost(n) ? 0 : weight)) as Float32Array };
    }),
    undefined,
  ],
};

describe('a real bug in a network', () => {
  it.each(Object.entries(bugs))('is told what is wrong, or nothing: %s', async (_, [network, told]) => {
    const program: Implementation = { name: 'one', precision: 'float64', network };
    const judgedBy = { precision: 'float64', conventions: nengoConventions } as const;
    const asked = await askStages(program, 'network');
    const found = diagnoseStages(stagesOf.network as Stages, asked, [], { judgedBy });
    const names = found.sets.map(({ choices }) => nameOf(choices));
    if (told === undefined) expect(names).toEqual([]);
    else expect(names).toContain(told);
  });
});
