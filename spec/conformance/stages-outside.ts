import { float64 } from '../../src/base/precision.ts';
import { type TrainingActs, trainingActs } from '../../src/conformance/choices/training.ts';
import { type RoundedParameters, trainRounded } from '../../src/conformance/choices/training-run.ts';
import { plainWeights } from '../../src/conformance/choices/training-stages.ts';
import type {
  NetworkInput,
  NetworkOutput,
  SynapseInput,
  SynapseOutput,
  TrainingInput,
  TrainingOutput,
  TuningInput,
  TuningOutput,
} from '../../src/conformance/implementation.ts';
import { networkOutput } from '../../src/conformance/reference.ts';

/** Programs with a mistake that is in no table, by what they do. They were written before they were first diagnosed. */
type Wrong<Input, Output> = Readonly<Record<string, (input: Input) => Output>>;

interface Stepping {
  /** What is kept and added in a step. */
  readonly coefficients: (
    x: number,
    held: number,
    input: number,
    step: number,
  ) => readonly [keep: number, take: number];
  readonly input: (signal: readonly number[], step: number) => number;
  readonly after: (held: number, step: number) => number;
  readonly shown: (shown: readonly number[]) => number[];
}

const exact = (x: number) => [Math.exp(-x), -Math.expm1(-x)] as const;

const plain: Stepping = {
  coefficients: exact,
  input: (signal, step) => signal[step] ?? 0,
  after: (held) => held,
  shown: (shown) => [...shown],
};

/** A filter with some parts changed. */
const filtering =
  (changes: Partial<Stepping>) =>
  ({ dtSeconds, tauSeconds, signal }: SynapseInput): SynapseOutput => {
    const { coefficients, input, after, shown } = { ...plain, ...changes };
    let held = 0;
    const values = signal.map((_, step) => {
      const before = held;
      const received = input(signal, step);
      const [keep, take] = coefficients(dtSeconds / tauSeconds, held, received, step);
      held = after(keep * held + take * received, step);
      return before;
    });
    return { filtered: shown(values), lagSteps: 1 };
  };

export const wrongSynapses: Wrong<SynapseInput, SynapseOutput> = {
  'ignores inputs below a half': filtering({
    input: (signal, step) => (Math.abs(signal[step] ?? 0) < 0.5 ? 0 : (signal[step] ?? 0)),
  }),
  'falls twice as slowly as it rises': filtering({
    coefficients: (x, held, input) => exact(Math.abs(input) > Math.abs(held) ? x : x / 2),
  }),
  'filters the mean of two inputs': filtering({
    input: (signal, step) => ((signal[step] ?? 0) + (signal[step - 1] ?? 0)) / 2,
  }),
  'loses every third input': filtering({ input: (signal, step) => (step % 3 === 2 ? 0 : (signal[step] ?? 0)) }),
  'holds 64ths': filtering({ after: (held) => Math.round(64 * held) / 64 }),
  'slows down step by step': filtering({ coefficients: (x, _, __, step) => exact(x / (1 + 0.05 * step)) }),
  'adds 0.01 in every step': filtering({ after: (held) => held + 0.01 }),
  'saturates softly': filtering({ input: (signal, step) => Math.tanh(signal[step] ?? 0) }),
  'lags three steps': filtering({ shown: (shown) => [0, 0, ...shown].slice(0, shown.length) }),
  'decays to the third order': filtering({
    coefficients: (x) => {
      const keep = 1 - x + x ** 2 / 2 - x ** 3 / 6;
      return [keep, 1 - keep];
    },
  }),
};

type Response = Pick<TuningInput, 'tauRcSeconds' | 'tauRefSeconds' | 'amplitude'> & {
  readonly maxRate: number;
  readonly intercept: number;
  readonly neuron: number;
};

interface Tuning {
  readonly gain: (of: Response) => number;
  readonly bias: (gain: number, of: Response) => number;
  readonly current: (x: number, gain: number, bias: number) => number;
  readonly rate: (current: number, of: Response) => number;
  readonly output: (rate: number, of: Response) => number;
}

const plainTuning: Tuning = {
  gain: ({ maxRate, intercept, tauRcSeconds, tauRefSeconds }) =>
    1 / Math.expm1((1 / maxRate - tauRefSeconds) / tauRcSeconds) / (1 - intercept),
  bias: (gain, { intercept }) => 1 - gain * intercept,
  current: (x, gain, bias) => gain * x + bias,
  rate: (current, { tauRcSeconds, tauRefSeconds }) =>
    current > 1 ? 1 / (tauRefSeconds + tauRcSeconds * Math.log1p(1 / (current - 1))) : 0,
  output: (rate, { amplitude }) => amplitude * rate,
};

/** Tuning with some parts changed. */
const tuning =
  (changes: Partial<Tuning>) =>
  ({ maxRatesHz, intercepts, inputs, ...shared }: TuningInput): TuningOutput => {
    const { gain, bias, current, rate, output } = { ...plainTuning, ...changes };
    const all = maxRatesHz.map(
      (maxRate, neuron): Response => ({ ...shared, maxRate, intercept: intercepts[neuron] ?? 0, neuron }),
    );
    const tuned = all.map((of) => ({ of, gain: gain(of), bias: bias(gain(of), of) }));
    const ratesHz = inputs.map((x) => tuned.map((one) => rate(current(x, one.gain, one.bias), one.of)));
    return {
      gain: tuned.map((one) => one.gain),
      bias: tuned.map((one) => one.bias),
      ratesHz,
      outputs: ratesHz.map((rates) => rates.map((one, neuron) => output(one, all[neuron] as Response))),
    };
  };

export const wrongTunings: Wrong<TuningInput, TuningOutput> = {
  'a gain 3 percent too high': tuning({ gain: (of) => 1.03 * plainTuning.gain(of) }),
  'a gain that follows the number of the neuron': tuning({
    gain: (of) => plainTuning.gain(of) * (1 + 0.1 * of.neuron),
  }),
  'a bias that is halved': tuning({ bias: (gain, of) => plainTuning.bias(gain, of) / 2 }),
  'an intercept that is squared in the bias': tuning({ bias: (gain, { intercept }) => 1 - gain * intercept ** 2 }),
  'a current through a sigmoid': tuning({ current: (x, gain, bias) => gain * Math.tanh(x) + bias }),
  'a rate of power 1.1': tuning({ rate: (current, of) => plainTuning.rate(current, of) ** 1.1 }),
  'a rate without its last tenth': tuning({
    rate: (current, of) => Math.floor(10 * plainTuning.rate(current, of)) / 10,
  }),
  'half the refractory period': tuning({
    rate: (current, of) => plainTuning.rate(current, { ...of, tauRefSeconds: of.tauRefSeconds / 2 }),
  }),
  'an output that saturates': tuning({ output: (rate, { amplitude }) => amplitude * 100 * Math.tanh(rate / 100) }),
  'an output with the root of the amplitude': tuning({ output: (rate, { amplitude }) => Math.sqrt(amplitude) * rate }),
};

type Weights = NonNullable<TrainingInput['weights']>;

/** Training with some stages changed, and with other weights at its end. */
const training =
  (changes: Partial<TrainingActs>, end: (trained: RoundedParameters) => RoundedParameters = (trained) => trained) =>
  (input: TrainingInput): TrainingOutput => {
    const trained = trainRounded(input.weights as Weights, input, 0, { ...trainingActs({}), ...changes });
    const initialVoltage = (input.initialVoltage ?? []).map((voltages) => Array.from(voltages));
    return { rateAccuracy: 1, spikingAccuracy: 1, weights: plainWeights(end(trained)), initialVoltage };
  };

/** Training with some stages changed. */
export const trainWith = (changes: Partial<TrainingActs>): ((input: TrainingInput) => TrainingOutput) =>
  training(changes);

const eachWeight = (change: (value: number, index: number) => number) => (trained: RoundedParameters) =>
  trained.map((values) => values.map(({ value }, index) => ({ value: change(value, index), error: 0 })));

const plainActs = trainingActs({});

export const wrongTrainings: Wrong<TrainingInput, TrainingOutput> = {
  'the slope of a triangle': training({ slope: (current) => Math.max(0, 1 - Math.abs(current - 1) / 2) }),
  'gradients of the loss up to 0.1': training({
    mean: (difference, batch) => Math.max(-0.1, Math.min(plainActs.mean(difference, batch), 0.1)),
  }),
  'a learning rate that falls by a tenth per epoch': training({
    learningRate: (rate, _, epoch) => 1.1 * rate * 0.9 ** epoch,
  }),
  'means of fourth powers': training({
    meanSquare: (before, gradient, decay) => decay * before + (1 - decay) * gradient ** 4,
  }),
  'the largest mean square so far': training({ divisor: (after, before) => Math.max(after, before) }),
  'the fourth root of mean squares': training({ root: (square, epsilon) => (square + epsilon) ** 0.25 }),
  'weights that decay': training(
    {},
    eachWeight((value) => 0.999 * value),
  ),
  'logits that are a third smaller': training({ logit: (logit) => 0.67 * logit }),
  'rates up to 40 Hz': training({ rate: (current, neuron) => Math.min(plainActs.rate(current, neuron), 40) }),
  'weights in 256ths': training(
    {},
    eachWeight((value) => Math.round(256 * value) / 256),
  ),
};

const answering =
  (change: (answer: NetworkOutput, input: NetworkInput) => Partial<NetworkOutput>) =>
  (input: NetworkInput): NetworkOutput => {
    const answer = networkOutput(input, float64);
    return { ...answer, ...change(answer, input) };
  };

export const wrongNetworks: Wrong<NetworkInput, NetworkOutput> = {
  'BindsNET#578: softmax over the axis of the images': answering(({ readout, predicted }) => ({
    predicted: predicted.map((_, image) => {
      const column = readout.map((row) => row[image] ?? 0);
      return column.indexOf(Math.max(...column));
    }),
  })),
  'brian2#777: spikes recorded under wrong indices': answering(({ probed = [] }, { probes = [] }) => ({
    probed: probed.map((rows, index) =>
      probes[index]?.stage === 'spikes' ? rows.map((row) => [...row.slice(1), ...row.slice(0, 1)]) : rows,
    ),
  })),
  'brian2#1119: counts per part indexed wrongly': answering(({ spikeCounts }) => ({
    spikeCounts: spikeCounts.map((layers) => layers.map((_, layer) => layers[layer - 1] ?? 0)),
  })),
  'sPyNNaker#27: spikes lost between parts': ({ weights, ...input }) => {
    const layers = weights.layers.map((layer, index) => {
      const [inputs, outputs] = [input.architecture.hidden[index - 1]?.channels ?? 0, layer.kernelBias.length];
      const isLost = (n: number) => index > 0 && Math.floor(n / outputs) % inputs === 1;
      return { ...layer, kernel: layer.kernel.map((weight, n) => (isLost(n) ? 0 : weight)) as Float32Array };
    });
    return networkOutput({ ...input, weights: { ...weights, layers } }, float64);
  },
};
