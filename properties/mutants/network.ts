import { float64 } from '../../src/base/precision.ts';
import { choiceOf, nameOf } from '../../src/conformance/choices/choice.ts';
import type { Layer } from '../../src/conformance/choices/network.ts';
import { neuronFields } from '../../src/conformance/choices/neuron.ts';
import { networkOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { NetworkState } from '../../src/simulator/network/run.ts';
import type { LifState } from '../../src/simulator/neuron/lif.ts';
import { lif } from '../../src/simulator/neuron/model.ts';
import { networkChoiceMutants } from './choices.ts';
import { showInBatches } from './continued.ts';
import { describeMutant, type Mutant, withMemory } from './mutant.ts';

const { network: right } = reference() as Required<Implementation>;

/** Behaves like a loop over amplitudes that multiplies the stored weights. */
function weightsMultipliedInPlace(): Mutant {
  const factors = new Map<string, number>();
  const difference = 'multiplies the stored weights of its read-out once more in each run of the same network';
  return {
    ...describeMutant('network-multiplies-weights-in-place', difference),
    network: (input) => {
      const { layers, readout } = input.weights;
      const key = `${readout.weight} ${layers[0]?.kernel}`;
      const factor = factors.get(key) ?? 1;
      factors.set(key, factor * 1.5);
      const weight = readout.weight.map((one) => one * factor);
      return right({ ...input, weights: { layers, readout: { ...readout, weight } } });
    },
  };
}

/**
 * A network whose neurons follow a choice that is a common mistake. Programs that offer no neurons alone are
 * asked no probes, so their networks must show it.
 */
function neuronsOf(field: string, name: string): Mutant {
  const { words, cites } = choiceOf(neuronFields, field, name);
  const chosen = { [field]: name };
  const difference = `${words} in all layers of its networks`;
  const about = describeMutant(`network-${nameOf(chosen)}`, difference, cites);
  return { ...about, network: networkOf(chosen), isTextbook: true };
}

const neuronMutants: readonly Mutant[] = [
  neuronsOf('integrator', 'euler'),
  neuronsOf('reset', 'subtract'),
  neuronsOf('refractory', 'none'),
  neuronsOf('refractoryExtra', 'one-step-more'),
  neuronsOf('floor', 'none'),
  neuronsOf('spikeHeight', '1/dt'),
  neuronsOf('spikeHeight', 'amplitude'),
];

const startMutants: readonly Mutant[] = [
  keepsAfter('network-stays-refractory-after-8-images', 8, 'keeps the refractory periods', ({ refractorySteps }) => ({
    refractorySteps,
  })),
  keepsAfter('network-stays-charged-after-16-images', 16, 'keeps the voltages', ({ voltage }) => ({ voltage })),
];

/** Runs images in batches, and keeps a part of what neurons hold for the next batch. */
function keepsAfter(
  name: string,
  batchSize: number,
  difference: string,
  kept: (left: LifState) => Partial<LifState>,
): Mutant {
  return {
    ...describeMutant(name, `${difference} of a batch of ${batchSize} images for the next batch`),
    network: (input) => {
      const starts = startsOf(input);
      const keep = ({ filtered, layers }: NetworkState): NetworkState => ({
        filtered,
        layers: layers.map(({ neurons, synaptic }, layer) => ({
          synaptic,
          neurons: neurons.map((own, neuron) => ({ ...starts[layer]?.[neuron], ...kept(own as LifState) })),
        })),
      });
      return showInBatches(input, batchSize, (batch, left) => ({
        ...batch,
        state: left?.slice(0, batch.images.length).map(keep) ?? null,
      }));
    },
  };
}

/** The states of the neurons of each layer before the first step [layer][neuron]. */
function startsOf({ architecture: { neuron }, initialVoltage, ...settings }: NetworkInput): readonly LifState[][] {
  const { start } = lif({ ...settings, ...neuron }, float64);
  return initialVoltage.map((voltages) => Array.from(voltages, start));
}

/** Networks that ignore the padding of large convolutions. */
const paddingMutants: readonly Mutant[] = [
  ignoresPadding('network-pads-three-channels', 'layers of more than three channels', ({ channels }) => channels > 3),
  ignoresPadding('network-pads-small-kernels', 'kernels above 3 × 3', ({ kernelSize }) => kernelSize > 3),
  ignoresPadding('network-pads-one-row', 'more than one row', ({ padding = 0 }) => padding > 1),
];

function ignoresPadding(name: string, of: string, isLarge: (layer: Layer) => boolean): Mutant {
  const wrong = networkOf({ padding: 'biases-only' });
  return {
    ...describeMutant(name, `ignores all padding of a network with a padding of ${of}`),
    network: (input) => {
      const isWrong = input.architecture.hidden.some((layer) => (layer.padding ?? 0) > 0 && isLarge(layer));
      return (isWrong ? wrong : right)(input);
    },
  };
}

export const networkMutants: readonly Mutant[] = [
  ...networkChoiceMutants,
  ...neuronMutants,
  ...startMutants,
  ...paddingMutants,
  withMemory(weightsMultipliedInPlace),
];
