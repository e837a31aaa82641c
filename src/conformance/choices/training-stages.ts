import { type PrecisionName, precisions, unitRoundoff } from '../../base/precision.ts';
import { type RandomStream, randomStream } from '../../base/random.ts';
import type { TrainingInput, TrainingOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import type { Layer, Shape } from './network.ts';
import { drawn, kernel, sizeOf } from './network-probes.ts';
import { shapesOf } from './network-run.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import type { Rounded } from './rounded.ts';
import type { Stages } from './stages.ts';
import { anyOrder, type TrainingActs, trainingActs, trainingFields } from './training.ts';
import { exactParameters, type ParameterArrays, type RoundedParameters, trainRounded } from './training-run.ts';

/** The most orders of images that are tried, those of all epochs combined. */
const mostOrders = 40;

/** The orders in which the images of all epochs may be shown [possibility][epoch][image]; none if there are too many. */
function ordersOf(acts: TrainingActs, input: TrainingInput): readonly (readonly (readonly number[])[])[] {
  const { images, batchSize, order, epochs } = input;
  // the order within a batch moves sums by rounding only
  const isKnown = order === 'given' || batchSize >= images.length;
  const ofEpoch = isKnown ? acts.order(images.length) : anyOrder(images.length);
  let all: readonly (readonly (readonly number[])[])[] = ofEpoch.length > 0 ? [[]] : [];
  for (let epoch = 0; epoch < epochs && all.length > 0; epoch++) {
    const more = all.flatMap((before) => ofEpoch.map((own) => [...before, own]));
    all = more.length > mostOrders ? [] : more;
  }
  return all;
}

/** Trains as a program with a set of choices would; if it shuffles, in reverse order. */
export function runTraining(
  chosen: Chosen,
  input: TrainingInput & { readonly weights: ParameterArrays },
  precision: PrecisionName = 'float64',
): Required<Pick<TrainingOutput, 'weights' | 'initialVoltage'>> {
  const acts = trainingActs(chosen);
  const { images, weights, initialVoltage = [], epochs } = input;
  const last = acts.order(images.length).at(-1) ?? [...images.keys()].toReversed();
  const trained = trainRounded(weights, input, 0, acts, Array(epochs).fill(last));
  const { round } = precisions[precision];
  return {
    weights: plainWeights(trained, round),
    initialVoltage: initialVoltage.map((voltages) => Array.from(voltages, acts.shownVoltages)),
  };
}

/** Parameters as the weights of an answer. */
export function plainWeights(
  parameters: RoundedParameters,
  round: (value: number) => number = (value) => value,
): Required<TrainingOutput>['weights'] {
  const at = (array: number) => (parameters.at(array) ?? []).map(({ value }) => round(value));
  const layers = Array.from({ length: (parameters.length - 2) / 3 }, (_, layer) => ({
    kernel: at(3 * layer),
    kernelBias: at(3 * layer + 1),
    neuronBias: at(3 * layer + 2),
  }));
  return { layers, readout: { weight: at(-2), bias: at(-1) } };
}

/** The trained parameters and initial voltages, if weights are given and returned. */
function* numbersOf(
  acts: TrainingActs,
  input: TrainingInput,
  answer: TrainingOutput,
  precision: PrecisionName,
): Generator<Compared> {
  const { weights, initialVoltage = [] } = input;
  if (weights === undefined || answer.weights === undefined) return;
  const got = exactParameters(answer.weights).map((values) => values.map(({ value }) => value));
  const roundoff = unitRoundoff[precision] + unitRoundoff.float64;
  const tried = ordersOf(acts, input).map((orders) => trainRounded(weights, input, roundoff, acts, orders));
  const expected = tried.find((one) => isWithin(one, got)) ?? tried[0];
  if (expected === undefined) return;
  const before = exactParameters(weights);
  const clause = () => clauseOf(input, expected, got);
  for (const [array, values] of expected.entries()) {
    const where = () => `${momentOf(input)} of ${parameterOf(array, expected.length)}`;
    const own = { before: before[array] ?? [], expected: values, got: got[array] ?? [] };
    for (const [index, { value, error }] of values.entries())
      if (error <= leastStep * largestStep(input))
        yield {
          where,
          expected: value,
          error,
          got: got[array]?.[index],
          clause,
          told: () => tellStep(own, index),
        };
  }
  for (const [layer, voltages] of initialVoltage.entries())
    for (const [neuron, given] of Array.from(voltages).entries())
      yield {
        where: () => `initial voltage of neuron ${neuron} in layer ${layer + 1}`,
        expected: acts.shownVoltages(given),
        error: 4 * unitRoundoff[precision] * Math.abs(given),
        got: answer.initialVoltage?.[layer]?.[neuron],
      };
}

/** A weight is compared if rounding moves it by less than this fraction of a step. */
const leastStep = 0.1;

/** About a step: the learning rate, unless ε is larger than the squares of gradients. */
const largestStep = ({ optimizer: { learningRate, epsilon } }: TrainingInput) =>
  learningRate / Math.max(1, Math.sqrt(epsilon));

const isWithin = (expected: RoundedParameters, got: readonly (readonly number[])[]) =>
  expected.every((values, array) =>
    values.every(({ value, error }, index) => Math.abs((got[array]?.[index] ?? Number.NaN) - value) <= error),
  );

/**
 * The clause of a first step: the biases of the read-out have the slope of the loss alone, all other gradients follow from it.
 * What only later steps show is the optimizer's.
 */
function clauseOf(input: TrainingInput, expected: RoundedParameters, got: readonly (readonly number[])[]): string {
  if (countSteps(input) > 1) return 'optimizer';
  return isWithin(expected.slice(-1), got.slice(-1)) ? 'gradient' : 'loss';
}

const countSteps = ({ epochs, images, batchSize }: TrainingInput) => epochs * Math.ceil(images.length / batchSize);

/** `first step`, or `first 3 steps` */
function momentOf(input: TrainingInput): string {
  const steps = countSteps(input);
  return steps === 1 ? 'first step' : `first ${steps} steps`;
}

/** The parameters of an array, in words: `the kernels of layer 1` */
function parameterOf(array: number, arrays: number): string {
  if (array >= arrays - 2) return array === arrays - 2 ? 'the read-out weights' : 'the read-out biases';
  return `the ${['kernels', 'kernel biases', 'neuron biases'][array % 3]} of layer ${Math.floor(array / 3) + 1}`;
}

/** How far a parameter moves, how far it should, and how far rounding moves it. */
interface MovedBy {
  readonly expected: number;
  readonly error: number;
  readonly got: number;
}

/** An array of parameters before and after training. */
interface Trained {
  readonly before: readonly Rounded[];
  readonly expected: readonly Rounded[];
  readonly got: readonly number[];
}

const stepsOf = ({ before, expected, got }: Trained): MovedBy[] =>
  expected.map(({ value, error }, index) => {
    const start = before[index]?.value ?? 0;
    return { expected: value - start, error, got: (got[index] ?? Number.NaN) - start };
  });

/** The expected step of a parameter and the given one: as a factor if all steps of its array have the same. */
export function tellStep(trained: Trained, index: number): { readonly expected: string; readonly got: string } {
  const steps = stepsOf(trained);
  const ratios = steps.flatMap(({ expected, error, got }) => (Math.abs(expected) > 20 * error ? [got / expected] : []));
  const [ratio = Number.NaN] = ratios;
  const isOne = ratios.every((one) => Math.abs(one - ratio) <= 0.01 * Math.abs(ratio) + 0.001);
  const { expected, got } = steps[index] as MovedBy;
  const [due, came] = apart(expected, got);
  const moved = { expected: `a step of ${due}`, got: `a step of ${came}` };
  if (!isOne || Math.abs(ratio - 1) <= 0.001 || !Number.isFinite(ratio)) return moved;
  return { ...moved, got: Math.abs(ratio) < 0.001 ? 'no step' : `${rounded(ratio)} times the expected one` };
}

const rounded = (value: number, digits = 3): string => String(Number(value.toPrecision(digits)));

/** Two numbers with as many digits as they need to differ. */
function apart(one: number, other: number, digits = 3): readonly [string, string] {
  const [first, second] = [rounded(one, digits), rounded(other, digits)];
  return first !== second || digits === mostDigits ? [first, second] : apart(one, other, digits + 1);
}

/** Significant digits of any float64. */
const mostDigits = 17;

interface Settings {
  readonly image: readonly [rows: number, columns: number, channels: number];
  readonly layers: readonly Layer[];
  readonly labels: readonly number[];
  readonly training?: Partial<TrainingInput>;
  /** The currents of neurons without input, repeated. */
  readonly biases?: readonly number[];
}

const neuron = { tauRcSeconds: 0.015, tauRefSeconds: 0.0024, maxRateHz: 150, intercept: -0.2 };

const optimizer = { learningRate: 0.02, decay: 0.8, epsilon: 0.003 };

/**
 * With an ε far above the squares of gradients, a step is the learning rate over √ε times the gradient. With a small one, the
 * gradient is divided by itself, and a wrong one hardly shows.
 */
export const proportional = { learningRate: 20, decay: 0.8, epsilon: 1e6 };

/** The smallest trainings first: one step of one neuron and one image, then a batch, several steps, layers and orders. */
const settings: Readonly<Record<string, Settings>> = {
  'proportional-step': {
    image: [1, 1, 2],
    layers: [kernel(1, 2)],
    labels: [1],
    biases: [1.4, 0.3],
    training: { optimizer: proportional },
  },
  'one-step': { image: [1, 1, 2], layers: [kernel(1, 2)], labels: [1], biases: [1.4, 0.3] },
  'two-images': {
    image: [1, 2, 1],
    layers: [kernel(1, 1)],
    labels: [2, 0],
    training: { batchSize: 3, optimizer: proportional },
  },
  'two-layers': {
    image: [4, 3, 2],
    layers: [kernel(2, 2, 2, 1), kernel(2, 2)],
    labels: [0],
    training: { amplitude: 0.05, optimizer: { ...optimizer, epsilon: 0.3 } },
  },
  'padding-between': { image: [2, 3, 1], layers: [kernel(1, 2), kernel(2, 1, 1, 1)], labels: [2] },
  'near-the-threshold': { image: [1, 1, 1], layers: [kernel(1, 1)], labels: [0], biases: [1.0004] },
  'no-epoch': { image: [1, 1, 1], layers: [kernel(1, 1)], labels: [0], training: { epochs: 0 } },
  'two-epochs': { image: [1, 1, 2], layers: [kernel(1, 1)], labels: [1, 0], training: { epochs: 2, batchSize: 2 } },
  'two-steps': { image: [1, 1, 2], layers: [kernel(1, 1)], labels: [1, 2], training: { batchSize: 1 } },
  'a-last-batch-of-two': {
    image: [1, 1, 1],
    layers: [kernel(1, 1)],
    labels: [1, 0, 2, 1, 0],
    training: { batchSize: 3, epochs: 2 },
  },
};

function inputOf(id: string, own: Settings): TrainingInput & Required<Pick<TrainingInput, 'weights'>> {
  const {
    image: [rows, columns, channels],
    layers,
    labels,
    training = {},
    biases,
  } = own;
  const stream = randomStream(`training-probe/${id}`);
  const input = { rows, columns, channels };
  const architecture = { name: id, input, hidden: layers, classes: 3, neuron, readoutTauSeconds: 0.05 };
  const [, ...shapes] = shapesOf(input, layers);
  const settled = { amplitude: 0.01, epochs: 1, batchSize: 1, optimizer, ...training };
  return {
    architecture,
    seed: 1,
    order: 'given',
    minVoltage: 0,
    steps: 4,
    dtSeconds: 0.002,
    ...settled,
    images: labels.map(() => Uint8Array.from(drawn(sizeOf(input), 30, 250, stream))),
    labels: [...labels],
    weights: weightsOf(layers, [input, ...shapes], settled.amplitude, biases, stream),
    initialVoltage: shapes.map((shape) => drawn(sizeOf(shape), 0.1, 0.9, stream)),
  };
}

/** Weights of which some currents are above the threshold, and outputs large enough to move the loss. */
function weightsOf(
  layers: readonly Layer[],
  shapes: readonly Shape[],
  amplitude: number,
  biases: readonly number[] | undefined,
  stream: RandomStream,
): NonNullable<TrainingInput['weights']> {
  const sent = amplitude * neuron.maxRateHz;
  const last = sizeOf(shapes.at(-1) as Shape);
  return {
    layers: layers.map(({ kernelSize, channels }, index) => {
      const [from, to] = [shapes[index] as Shape, shapes[index + 1] as Shape];
      const terms = kernelSize * kernelSize * from.channels;
      const scale = (biases ? 0 : 1) / (terms * (index === 0 ? 250 : sent));
      return {
        kernel: drawn(terms * channels, -0.5 * scale, scale, stream),
        kernelBias: biases ? drawn(channels, 0, 0, stream) : drawn(channels, -0.1, 0.1, stream),
        neuronBias: biases
          ? Float32Array.from({ length: sizeOf(to) }, (_, own) => biases[own % biases.length] as number)
          : drawn(sizeOf(to), 0.8, 2.2, stream),
      };
    }),
    readout: { weight: drawn(last * 3, -1 / sent, 1 / sent, stream), bias: drawn(3, -0.5, 0.5, stream) },
  };
}

/** The stages of training. */
export const trainingStages: Stages<TrainingInput, TrainingOutput> = {
  fields: trainingFields,
  clauses: { cleared: ['optimizer', 'gradient'] },
  probes: Object.entries(settings).map(([id, own]) => ({ id, input: inputOf(id, own) })),
  matcherOf: matchingNumbers((chosen, { input, answer }, precision) =>
    numbersOf(trainingActs(chosen), input, answer, precision),
  ),
};
