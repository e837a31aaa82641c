import { exactly, product, type Rounded, RoundedSum, sumOf } from '../../src/conformance/choices/rounded.ts';
import type { TrainingInput } from '../../src/conformance/implementation.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { layerShapes } from '../network/observation.ts';
import { type TrainingStages, textbookTraining } from './training-stages.ts';

/** Parameters in the order kernel, kernel bias and neuron bias of each layer, then read-out weight and bias. */
export type RoundedParameters = readonly (readonly Rounded[])[];

/** Lists all arrays of parameters, each value exact. */
export function exactParameters({ layers, readout }: ParameterArrays): RoundedParameters {
  const hidden = layers.flatMap(({ kernel, kernelBias, neuronBias }) => [kernel, kernelBias, neuronBias]);
  return [...hidden, readout.weight, readout.bias].map((values) => Array.from(values, exactly));
}

/** Weights and biases, as lists or typed arrays. */
export interface ParameterArrays {
  readonly layers: readonly {
    readonly [Name in 'kernel' | 'kernelBias' | 'neuronBias']: ArrayLike<number>;
  }[];
  readonly readout: { readonly [Name in 'weight' | 'bias']: ArrayLike<number> };
}

/**
 * Trains from given weights, with every image in the given order, and bounds the error of every weight for any order of
 * sums and any form of the equations. Errors are carried from operation to operation: those of the operands times the
 * derivatives, and the rounding of the result. Where a function is monotone, both ends of its operand are computed, so
 * that a current that rounding could move across the threshold has a slope of any size.
 *
 * @param roundoff - of the implementation
 * @param stages - the equations; those of the definition by default
 */
export function trainRounded(
  initial: ParameterArrays,
  input: TrainingInput,
  roundoff: number,
  stages: TrainingStages = textbookTraining,
): RoundedParameters {
  const network = new RoundedNetwork(input, roundoff, stages);
  let parameters = exactParameters(initial);
  let squares: RoundedParameters = parameters.map((values) => values.map(() => exactly(stages.memory)));
  for (let epoch = 0; epoch < input.epochs; epoch++) {
    for (const batch of inOrder(input)) {
      const gradient = network
        .gradient(parameters, input, batch)
        .map((one, array) => stages.gradient(one, array, input));
      const steps = parameters.map((values, array) =>
        values.map((weight, index) => {
          const [slope, before] = [gradient[array]?.[index], squares[array]?.[index]] as [Rounded, Rounded];
          return stages.step(weight, slope, before, input.optimizer, roundoff);
        }),
      );
      parameters = steps.map((values) => values.map(({ weight }) => weight));
      squares = steps.map((values) => values.map(({ square }) => square));
    }
  }
  return parameters;
}

/** Full batches in the given order, except for the last. */
function inOrder({ images, batchSize }: Pick<TrainingInput, 'images' | 'batchSize'>): number[][] {
  const order = [...images.keys()];
  const starts = order.filter((image) => image % batchSize === 0);
  return starts.map((first) => order.slice(first, first + batchSize));
}

/** The network and images of a training. */
type Lesson = Pick<TrainingInput, 'architecture' | 'amplitude' | 'images' | 'labels'>;

/** The class of each image with the largest read-out of the rate network; undefined if rounding could decide. */
export function settledRateClasses(
  parameters: RoundedParameters,
  lesson: Lesson,
  roundoff: number,
): (number | undefined)[] {
  const network = new RoundedNetwork(lesson, roundoff);
  return lesson.images.map((image) => settledClass(network.run(parameters, image).logits));
}

function settledClass(logits: readonly Rounded[]): number | undefined {
  const winner = logits.reduce((best, { value }, label) => (value > (logits[best]?.value ?? 0) ? label : best), 0);
  const { value: most, error } = logits[winner] as Rounded;
  const isSettled = logits.every((one, label) => label === winner || most - one.value > error + one.error);
  return isSettled ? winner : undefined;
}

/** The rate network of an architecture, one neuron at a time. */
class RoundedNetwork {
  readonly #architecture: TrainingInput['architecture'];
  readonly #amplitude: Rounded;
  readonly #gain: Rounded;
  readonly #roundoff: number;
  readonly #stages: TrainingStages;
  /** The inputs of each neuron's kernel; −1 in the padding [layer][position][term]. */
  readonly #sources: readonly (readonly (readonly number[])[])[];

  constructor({ architecture, amplitude }: Lesson, roundoff: number, stages = textbookTraining) {
    this.#architecture = architecture;
    this.#amplitude = exactly(amplitude);
    this.#roundoff = roundoff;
    this.#stages = stages;
    this.#gain = stages.gain(architecture, roundoff);
    const shapes = [architecture.input, ...layerShapes(architecture)];
    this.#sources = architecture.hidden.map((layer, index) =>
      stages.sources(layer, shapes[index] as Shape, shapes[index + 1] as Shape),
    );
  }

  /** Shows an image. */
  run(parameters: RoundedParameters, image: ArrayLike<number>): { layers: RoundedLayer[]; logits: Rounded[] } {
    const { classes } = this.#architecture;
    let inputs: readonly Rounded[] = Array.from(image, exactly);
    const layers = this.#architecture.hidden.map((_, index) => {
      const layer = this.#runLayer(parameters, index, inputs);
      inputs = layer.outputs;
      return layer;
    });
    const [weight, bias] = parameters.slice(-2) as [Rounded[], Rounded[]];
    const logits = bias.map((offset, label) =>
      sumOf(
        [offset, ...inputs.map((sent, from) => product(sent, weight[from * classes + label] as Rounded))],
        this.#roundoff,
      ),
    );
    return { layers, logits };
  }

  #runLayer(parameters: RoundedParameters, layer: number, inputs: readonly Rounded[]): RoundedLayer {
    const [kernel, kernelBias, neuronBias] = parameters.slice(3 * layer) as [Rounded[], Rounded[], Rounded[]];
    const channels = kernelBias.length;
    const weights = kernel.map((weight) => product(this.#gain, weight));
    const currents = neuronBias.map((bias, neuron) => {
      const channel = neuron % channels;
      const sources = this.#sources[layer]?.[Math.floor(neuron / channels)] as readonly number[];
      const sum = new RoundedSum();
      sum.add(bias);
      sum.addProduct(this.#gain, kernelBias[channel] as Rounded);
      for (const [term, source] of sources.entries())
        if (source >= 0) sum.addProduct(weights[term * channels + channel] as Rounded, inputs[source] as Rounded);
      return sum.result(this.#roundoff);
    });
    const rates = currents.map((current) => this.#stages.rate(current, this.#architecture.neuron, this.#roundoff));
    const outputs = rates.map(({ rate }) => product(this.#amplitude, rate));
    return { inputs, outputs, slopes: rates.map(({ slope }) => product(this.#amplitude, slope)) };
  }

  /** The gradient of the mean loss of a batch. */
  gradient(parameters: RoundedParameters, { images, labels }: Lesson, batch: readonly number[]): RoundedParameters {
    const sums = parameters.map((values) => values.map(() => new RoundedSum()));
    for (const image of batch) {
      const run = this.run(parameters, images[image] as Uint8Array);
      const errors = this.#stages.lossGradient(run.logits, labels[image] as number, batch.length, this.#roundoff);
      this.#backpropagate(parameters, run.layers, errors, sums);
    }
    return sums.map((values) => values.map((sum) => sum.result(this.#roundoff)));
  }

  #backpropagate(
    parameters: RoundedParameters,
    layers: readonly RoundedLayer[],
    ofLogits: readonly Rounded[],
    sums: readonly (readonly RoundedSum[])[],
  ): void {
    const last = layers.length;
    const weight = parameters[3 * last] as readonly Rounded[];
    for (const [label, error] of ofLogits.entries()) sums[3 * last + 1]?.[label]?.add(error);
    const { outputs } = layers[last - 1] as RoundedLayer;
    let gradient = outputs.map((sent, from) => {
      const place = (label: number) => from * ofLogits.length + label;
      for (const [label, error] of ofLogits.entries()) sums[3 * last]?.[place(label)]?.addProduct(sent, error);
      const terms = ofLogits.map((error, label) => product(weight[place(label)] as Rounded, error));
      return sumOf(terms, this.#roundoff);
    });
    for (let layer = last - 1; layer >= 0; layer--)
      gradient = this.#backpropagateLayer(parameters, layer, layers[layer] as RoundedLayer, gradient, sums);
  }

  #backpropagateLayer(
    parameters: RoundedParameters,
    layer: number,
    { inputs, slopes }: RoundedLayer,
    ofOutputs: readonly Rounded[],
    sums: readonly (readonly RoundedSum[])[],
  ): Rounded[] {
    const kernel = parameters[3 * layer] as readonly Rounded[];
    const [ofKernel, ofKernelBias, ofNeuronBias] = sums.slice(3 * layer) as [RoundedSum[], RoundedSum[], RoundedSum[]];
    const channels = ofKernelBias.length;
    const ofInputs = inputs.map(() => new RoundedSum());
    for (const [neuron, slope] of slopes.entries()) {
      const ofCurrent = product(slope, ofOutputs[neuron] as Rounded);
      const scaled = product(this.#gain, ofCurrent);
      const channel = neuron % channels;
      ofNeuronBias[neuron]?.add(ofCurrent);
      ofKernelBias[channel]?.add(scaled);
      for (const [term, source] of (this.#sources[layer]?.[Math.floor(neuron / channels)] ?? []).entries()) {
        if (source < 0) continue;
        const index = term * channels + channel;
        ofKernel[index]?.addProduct(scaled, inputs[source] as Rounded);
        if (layer > 0) ofInputs[source]?.addProduct(scaled, kernel[index] as Rounded);
      }
    }
    return ofInputs.map((sum) => sum.result(this.#roundoff));
  }
}

/** What a layer of the rate network received and sent for an image. */
interface RoundedLayer {
  readonly inputs: readonly Rounded[];
  readonly outputs: readonly Rounded[];
  /** amplitude · dRate/dJ of each neuron. */
  readonly slopes: readonly Rounded[];
}
