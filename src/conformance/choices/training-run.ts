import { exp, expm1, log, square } from '../../base/elementary.ts';
import type { TrainingInput } from '../implementation.ts';
import type { Shape } from './network.ts';
import { shapesOf } from './network-run.ts';
import { carried, exactly, product, type Rounded, RoundedSum, sumOf, times } from './rounded.ts';
import { type Batch, type Moment, type TrainingActs, trainingActs, trainingFields } from './training.ts';

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

/** What the optimizer remembers of every parameter. */
interface Memory {
  readonly squares: RoundedParameters;
  readonly changes: RoundedParameters;
}

/**
 * Trains from given weights, and bounds the error of every weight for any order of sums and any form of the equations.
 * Errors are carried from operation to operation: those of the operands times the derivatives, and the rounding of the
 * result. Where a function is monotone, both ends of its operand are computed, so that a current that rounding could move
 * across the threshold has a slope of any size.
 *
 * @param roundoff - of the implementation
 * @param acts - what is done in each stage; the definition by default
 * @param orders - the order of the images in each epoch; the given one by default
 */
export function trainRounded(
  initial: ParameterArrays,
  input: TrainingInput,
  roundoff: number,
  acts: TrainingActs = trainingActs({}),
  orders: readonly (readonly number[])[] = [],
): RoundedParameters {
  const network = new RoundedNetwork(trainedBy(acts, input), roundoff, acts);
  let parameters = exactParameters(initial);
  const filled = (value: number) => parameters.map((values) => values.map(() => exactly(value)));
  let memory: Memory = { squares: filled(acts.memoryStart), changes: filled(0) };
  let gradients: RoundedParameters = [];
  let count = 0;
  for (let epoch = 1; epoch <= acts.epochs(input.epochs); epoch++) {
    const order = orders[epoch - 1] ?? [...input.images.keys()];
    for (const [index, batch] of acts.batches(input.images.length, input.batchSize).entries()) {
      const moment = { count: ++count, inEpoch: index + 1 };
      const shown = batch.map((image) => order[image] as number);
      const settings = optimizerOf(acts, input, batch.length, epoch);
      const own = network.gradient(parameters, input, shown);
      gradients = acts.cleared(moment) ? own : addGradients(own, gradients, roundoff);
      const before: Memory = acts.memory(moment) ? memory : { ...memory, squares: filled(acts.memoryStart) };
      const ofStep = { ...settings, ...moment, largest: largestChange(acts, { ...settings, ...moment }) };
      const steps = parameters.map((weights, array) => {
        const [slopes, means, changes] = [gradients[array], before.squares[array], before.changes[array]] as Lists;
        return weights.map((weight, index) => {
          const of = { weight, gradient: slopes[index], mean: means[index], change: changes[index] } as Step;
          return stepRounded(acts, of, ofStep, roundoff);
        });
      });
      const partOf = (name: keyof Stepped) => steps.map((values) => values.map((one) => one[name]));
      parameters = partOf('weight');
      memory = { squares: partOf('mean'), changes: partOf('change') };
    }
  }
  return parameters;
}

const addGradients = (some: RoundedParameters, others: RoundedParameters, roundoff: number): RoundedParameters =>
  some.map((values, array) => values.map((one, index) => sumOf([one, others[array]?.[index] ?? exactly(0)], roundoff)));

/** What is trained, as the program reads it. */
function trainedBy(acts: TrainingActs, { architecture, amplitude }: Pick<Lesson, 'architecture' | 'amplitude'>) {
  const neuron = { ...architecture.neuron, ...acts.neuron(architecture.neuron) };
  return { architecture: { ...architecture, neuron }, amplitude: acts.amplitude(amplitude) };
}

type Lists = [slopes: readonly Rounded[], means: readonly Rounded[], changes: readonly Rounded[]];

/** The settings of the optimizer for a batch, as the program reads them. */
const optimizerOf = (acts: TrainingActs, { optimizer }: TrainingInput, images: number, epoch: number) => ({
  learningRate: acts.learningRate(optimizer.learningRate, images, epoch),
  decay: acts.decay(optimizer.decay),
  epsilon: acts.epsilon(optimizer.epsilon),
});

/** A parameter, the mean of its squared gradients, and its last change. */
interface Stepped {
  readonly weight: Rounded;
  readonly mean: Rounded;
  readonly change: Rounded;
}

interface Step extends Stepped {
  readonly gradient: Rounded;
}

/** Roundings of an elementary function or a quotient in any form. */
const roundingsOfAFunction = 10;

/** Far above the smallest number of float32, 2⁻¹⁴⁹, and far below a difference that matters. */
const underflow = 2 ** -100;

/** A gradient that is larger than all others, but whose square is a number. */
const largestGradient = 1e150;

type Settings = TrainingInput['optimizer'] & Moment;

function changeOf(acts: TrainingActs, g: number, m: number, settings: Settings): number {
  const { learningRate, decay, epsilon } = settings;
  const divisor = acts.divisor(acts.meanSquare(m, g, decay), m, decay, settings);
  return (acts.direction * learningRate * g) / acts.root(divisor, epsilon);
}

const largestChange = (acts: TrainingActs, settings: Settings) =>
  Math.abs(changeOf(acts, largestGradient, 0, settings));

/**
 * m ← ρ · m + (1 − ρ) · g²,   w ← w − rate · g/√(m + ε). The change grows with g, and shrinks with m, so that the ends
 * of both give its ends. It is never larger than rate/√(1 − ρ).
 */
function stepRounded(
  acts: TrainingActs,
  { weight, mean, change: last, gradient }: Step,
  settings: Settings & { readonly largest: number },
  roundoff: number,
): Stepped {
  const { decay, largest } = settings;
  const change = changeOf(acts, gradient.value, mean.value, settings);
  let farthest = 0;
  for (const g of endsOf(gradient))
    for (const m of endsOf(mean))
      farthest = Math.max(farthest, Math.abs(changeOf(acts, g, Math.max(m, 0), settings) - change));
  const distance = Number.isFinite(gradient.error + mean.error) ? farthest : 2 * largest;
  // 1 − ρ has the absolute error of ρ
  const lost = (roundingsOfAFunction / (1 - decay)) * roundoff;
  const { keep, take } = acts.momentum;
  const moved = keep * last.value + take * change;
  const ofChange = keep * last.error + take * (Math.min(distance, 2 * largest) + lost * Math.abs(change));
  const value = weight.value + moved;
  const rounding = 2 * roundoff * (Math.abs(weight.value) + Math.abs(value));
  const meanOf = (g: number, m: number) => acts.meanSquare(m, g, decay);
  const after = meanOf(gradient.value, mean.value);
  const most = meanOf(Math.abs(gradient.value) + gradient.error, mean.value + mean.error);
  const least = meanOf(Math.max(Math.abs(gradient.value) - gradient.error, 0), Math.max(mean.value - mean.error, 0));
  return {
    weight: { value, error: weight.error + ofChange + rounding + underflow },
    mean: { value: after, error: Math.max(most - after, after - least) + lost * most },
    change: { value: moved, error: ofChange },
  };
}

const endsOf = ({ value, error }: Rounded): number[] => [value - error, value + error];

/** The network and images of a training. */
type Lesson = Pick<TrainingInput, 'architecture' | 'amplitude' | 'images' | 'labels'>;

/** The class of each image with the largest read-out of the rate network; undefined if rounding could decide. */
export function settledRateClasses(
  parameters: RoundedParameters,
  lesson: Lesson,
  roundoff: number,
): (number | undefined)[] {
  const network = new RoundedNetwork(lesson, roundoff, trainingActs({}));
  return lesson.images.map((image) => settledClass(network.run(parameters, image).logits));
}

/** The class with the largest read-out; undefined if rounding could decide. */
export function settledClass(logits: readonly Rounded[]): number | undefined {
  const winner = logits.reduce((best, { value }, label) => (value > (logits[best]?.value ?? 0) ? label : best), 0);
  const { value: most, error } = logits[winner] as Rounded;
  const isSettled = logits.every((one, label) => label === winner || most - one.value > error + one.error);
  return isSettled ? winner : undefined;
}

/** The rate network of an architecture, one neuron at a time. */
class RoundedNetwork {
  readonly #architecture: TrainingInput['architecture'];
  readonly #amplitude: number;
  readonly #gain: Rounded;
  readonly #roundoff: number;
  readonly #acts: TrainingActs;
  /** The inputs of each neuron's kernel; −1 in the padding [layer][position][term]. */
  readonly #sources: readonly (readonly (readonly number[])[])[];
  /** Whether a position passes its gradient to the layer before [layer][position]. */
  readonly #isPassed: readonly (readonly boolean[])[];

  constructor(
    { architecture, amplitude }: Pick<Lesson, 'architecture' | 'amplitude'>,
    roundoff: number,
    acts: TrainingActs,
  ) {
    this.#architecture = architecture;
    this.#amplitude = amplitude;
    this.#roundoff = roundoff;
    this.#acts = acts;
    this.#gain = gainRounded(acts, architecture.neuron, roundoff);
    const shapes = shapesOf(architecture.input, architecture.hidden);
    this.#sources = architecture.hidden.map((layer, index) =>
      acts.sources(layer, shapes[index] as Shape, shapes[index + 1] as Shape),
    );
    this.#isPassed = architecture.hidden.map((layer, index) => {
      const shape = shapes[index + 1] as Shape;
      const places = Array.from({ length: shape.rows * shape.columns }, (_, place) => place);
      return places.map((at) => acts.passedBy(layer, shape, Math.floor(at / shape.columns), at % shape.columns));
    });
  }

  /** Shows an image. */
  run(parameters: RoundedParameters, image: ArrayLike<number>): { layers: RoundedLayer[]; logits: Rounded[] } {
    const { classes } = this.#architecture;
    let inputs: readonly Rounded[] = Array.from(image, (pixel) => exactly(this.#acts.pixel(pixel)));
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
    const { neuron } = this.#architecture;
    const rates = currents.map((current) => rateRounded(this.#acts, current, neuron, this.#roundoff));
    const [sent, sentBack] = [this.#acts.sent(this.#amplitude), this.#acts.sentBack(this.#amplitude)].map(exactly) as [
      Rounded,
      Rounded,
    ];
    return {
      inputs,
      outputs: rates.map(({ rate }) => product(sent, rate)),
      slopes: rates.map(({ slope }) => product(sentBack, slope)),
    };
  }

  /** The gradient of the loss of a batch. */
  gradient(
    parameters: RoundedParameters,
    { images, labels, batchSize }: Pick<TrainingInput, 'images' | 'labels' | 'batchSize'>,
    batch: readonly number[],
  ): RoundedParameters {
    const { classes } = this.#architecture;
    const sums = parameters.map((values) => values.map(() => new RoundedSum()));
    for (const image of batch) {
      const run = this.run(parameters, images[image] as Uint8Array);
      const label = this.#acts.label(labels[image] as number, { classes, batchSize });
      const of = { label, images: batch.length, batchSize };
      const errors = lossGradient(this.#acts, run.logits, of, this.#roundoff);
      this.#backpropagate(parameters, run.layers, errors, sums);
    }
    return sums.map((values, array) => {
      const factor = this.#factorOf(array);
      return values.map((sum) => {
        const { value, error } = sum.result(this.#roundoff);
        return factor === 1 ? { value, error } : { value: factor * value, error: times(Math.abs(factor), error) };
      });
    });
  }

  /** The factor of the gradient of an array of parameters. */
  #factorOf(array: number): number {
    const { layers: ofLayers, kernels, kernelBiases, neuronBiases, readoutWeights, readoutBiases } = this.#acts;
    const [layer, layers] = [Math.floor(array / 3), this.#architecture.hidden.length];
    const part = { layer, layers, gain: this.#gain.value, positions: this.#sources[layer]?.length ?? 1 };
    if (layer >= layers) return (array % 3 === 0 ? readoutWeights : readoutBiases)(part);
    const ofKind = [kernels, kernelBiases, neuronBiases][array % 3] as typeof kernels;
    return ofLayers(part) * ofKind(part);
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
    const passedGain = this.#acts.passedOn(this.#gain.value);
    for (const [neuron, slope] of slopes.entries()) {
      const ofCurrent = product(slope, ofOutputs[neuron] as Rounded);
      const scaled = product(this.#gain, ofCurrent);
      const passed = passedGain === this.#gain.value ? scaled : product(exactly(passedGain), ofCurrent);
      const [channel, position] = [neuron % channels, Math.floor(neuron / channels)];
      const isPassed = layer > 0 && this.#isPassed[layer]?.[position] === true;
      ofNeuronBias[neuron]?.add(ofCurrent);
      ofKernelBias[channel]?.add(scaled);
      for (const [term, source] of (this.#sources[layer]?.[position] ?? []).entries()) {
        if (source < 0) continue;
        const index = term * channels + channel;
        ofKernel[index]?.addProduct(scaled, inputs[source] as Rounded);
        if (isPassed) ofInputs[source]?.addProduct(passed, kernel[index] as Rounded);
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

/**
 * gain = (J₁ − 1)/(1 − intercept),   J₁ = 1/(1 − e^z),   z = (τ_ref − 1/maxRate)/τ_rc
 *
 * J₁ − 1 loses the digits that J₁ and 1 share, and 1 − e^z those of a short interval.
 */
function gainRounded(acts: TrainingActs, neuron: Neuron, roundoff: number): Rounded {
  const { maxRateHz, tauRcSeconds, tauRefSeconds } = neuron;
  const exponent = (tauRefSeconds - 1 / maxRateHz) / tauRcSeconds;
  const ofExponent = (4 * (tauRefSeconds + 1 / maxRateHz)) / tauRcSeconds;
  const currentAtOne = 1 / -expm1(exponent);
  const lost = square(currentAtOne) * (exp(exponent) * ofExponent + roundingsOfAFunction);
  const value = acts.gain(neuron);
  const relative = lost / (currentAtOne - 1) + roundingsOfAFunction;
  return { value, error: value * relative * roundoff };
}

type Neuron = TrainingInput['architecture']['neuron'];

/**
 * The rate and its slope. Both are monotone above the threshold: the rate rises, and the slope falls, because
 * ln(1 + 1/x) > 2/(2x + 1) for x = J − 1 > 0. A form with ln(1 − 1/J) or ln J − ln(J − 1) loses digits at large currents.
 */
function rateRounded(
  acts: TrainingActs,
  current: Rounded,
  neuron: Neuron,
  roundoff: number,
): { rate: Rounded; slope: Rounded } {
  const [low, high] = endsOf(current) as [number, number];
  const defined = trainingFields.rate.exact.act;
  const lost = high > 1 ? 6 * neuron.tauRcSeconds * defined(high, neuron) * (1 + log(high)) : 0;
  const relative = (roundingsOfAFunction + lost) * roundoff;
  const slope = carried((j) => acts.slope(j, neuron), current, 3 * relative);
  // the slope has no bound above the threshold
  const isOpen = low <= 1 && high > 1;
  return {
    rate: carried((j) => acts.rate(j, neuron), current, relative),
    slope: isOpen ? { ...slope, error: Number.POSITIVE_INFINITY } : slope,
  };
}

/** (p − [class is label])/batch size, with p from 1/Σ e^(logit − own logit). */
function lossGradient(
  acts: TrainingActs,
  readouts: readonly Rounded[],
  { label, ...batch }: { readonly label: number } & Batch,
  roundoff: number,
): Rounded[] {
  const { probabilities } = acts;
  const logits = readouts.map((readout) => carried(acts.logit, readout, 0));
  if (probabilities === 'softmax-twice') return softmaxTwice(acts, logits, { label, ...batch }, roundoff);
  const all =
    probabilities === 'softmax'
      ? softmaxRounded(logits, roundoff)
      : logits.map((logit) => carried(probabilities, logit, roundingsOfAFunction * roundoff));
  return meanOf(acts, lessLabel(all, label, roundoff), batch);
}

/** p − [class is label] */
const lessLabel = (probabilities: readonly Rounded[], label: number, roundoff: number): Rounded[] =>
  probabilities.map(({ value, error }, index) => {
    const difference = value - (index === label ? 1 : 0);
    return { value: difference, error: error + 2 * roundoff * Math.abs(difference) };
  });

const meanOf = (acts: TrainingActs, all: readonly Rounded[], batch: Batch): Rounded[] =>
  all.map(({ value, error }) => ({ value: acts.mean(value, batch), error: Math.abs(acts.mean(error, batch)) }));

/** s · (d − Σ s·d) with s of the first softmax and d = p − [class is label] of the second. */
function softmaxTwice(
  acts: TrainingActs,
  logits: readonly Rounded[],
  { label, ...batch }: { readonly label: number } & Batch,
  roundoff: number,
): Rounded[] {
  const first = softmaxRounded(logits, roundoff);
  const differences = lessLabel(softmaxRounded(first, roundoff), label, roundoff);
  const { value, error } = sumOf(
    differences.map((one, index) => product(one, first[index] as Rounded)),
    roundoff,
  );
  const centered = differences.map((one) => sumOf([one, { value: -value, error }], roundoff));
  const all = centered.map((one, index) => product(one, first[index] as Rounded));
  return meanOf(acts, all, batch);
}

function softmaxRounded(logits: readonly Rounded[], roundoff: number): Rounded[] {
  const values = logits.map(({ value }) => value);
  const largest = Math.max(...values);
  const range = largest - Math.min(...values);
  const sum = values.reduce((total, value) => total + exp(value - largest), 0);
  const error = Math.max(...logits.map((one) => one.error));
  const relative = expm1(2 * error) + (roundingsOfAFunction + 2 * range + values.length) * roundoff;
  return values.map((value) => {
    const probability = exp(value - largest) / sum;
    return { value: probability, error: Math.min(times(probability, relative), 1) };
  });
}
