import { exp, expm1, log, log1p, square } from '../../src/base/elementary.ts';
import { type Rounded, times } from '../../src/conformance/choices/rounded.ts';
import type { TrainingInput } from '../../src/conformance/implementation.ts';
import type { Architecture, ConvolutionLayer, Shape } from '../../src/simulator/network/architecture.ts';
import { gainOf } from '../network/observation.ts';

/** The equations of training. Each can be replaced to make a mutant. */
export interface TrainingStages {
  /** Where each weight of a kernel reads, for every position of the kernel; −1 in the padding [position][weight]. */
  readonly sources: (layer: ConvolutionLayer, input: Shape, output: Shape) => number[][];
  readonly gain: (architecture: Architecture, roundoff: number) => Rounded;
  /** The rate at a current, and its slope. */
  readonly rate: (
    current: Rounded,
    neuron: Architecture['neuron'],
    roundoff: number,
  ) => { rate: Rounded; slope: Rounded };
  /** The derivative of the mean loss by the read-out of one of several images. */
  readonly lossGradient: (logits: readonly Rounded[], label: number, images: number, roundoff: number) => Rounded[];
  /** Changes the gradient of an array: kernel, kernel bias and neuron bias of each layer, then the read-out's. */
  readonly gradient: (values: readonly Rounded[], array: number, input: TrainingInput) => readonly Rounded[];
  /** The mean squares before the first step. */
  readonly memory: number;
  readonly step: typeof stepRounded;
}

/** Roundings of an elementary function or a quotient in any form. */
const roundingsOfAFunction = 10;

/** Far above the smallest number of float32, 2⁻¹⁴⁹, and far below a difference that matters. */
const underflow = 2 ** -100;

/** The equations of the definition. */
export const textbookTraining: TrainingStages = {
  sources: sourcesOf,
  gain: roundedGain,
  rate: roundedRate,
  lossGradient,
  gradient: (values) => values,
  memory: 0,
  step: stepRounded,
};

/**
 * m ← ρ · m + (1 − ρ) · g²,   w ← w − rate · g/√(m + ε). The change grows with g, and shrinks with m, so that the ends
 * of both give its ends. It is never larger than rate/√(1 − ρ).
 */
export function stepRounded(
  weight: Rounded,
  slope: Rounded,
  before: Rounded,
  { learningRate, decay, epsilon }: TrainingInput['optimizer'],
  roundoff: number,
): { weight: Rounded; square: Rounded } {
  const squareOf = (g: number, m: number) => decay * m + (1 - decay) * square(g);
  const changeOf = (g: number, m: number) => (learningRate * g) / Math.sqrt(squareOf(g, m) + epsilon);
  const [gradients, squares] = [endsOf(slope), endsOf(before).map((end) => Math.max(end, 0))];
  const change = changeOf(slope.value, before.value);
  let farthest = 0;
  for (const g of gradients) for (const m of squares) farthest = Math.max(farthest, Math.abs(changeOf(g, m) - change));
  const largest = learningRate / Math.sqrt(1 - decay);
  const distance = Number.isFinite(slope.error + before.error) ? farthest : 2 * largest;
  // 1 − ρ has the absolute error of ρ
  const lost = (roundingsOfAFunction / (1 - decay)) * roundoff;
  const value = weight.value - change;
  const rounding = lost * Math.abs(change) + 2 * roundoff * (Math.abs(weight.value) + Math.abs(value));
  const after = squareOf(slope.value, before.value);
  const most = squareOf(Math.abs(slope.value) + slope.error, before.value + before.error);
  const least = squareOf(Math.max(Math.abs(slope.value) - slope.error, 0), Math.max(before.value - before.error, 0));
  return {
    weight: { value, error: weight.error + Math.min(distance, 2 * largest) + rounding + underflow },
    square: { value: after, error: Math.max(most - after, after - least) + lost * most },
  };
}

const endsOf = ({ value, error }: Rounded): number[] => [value - error, value + error];

/** Where each weight of a kernel reads, for every position of the kernel; −1 in the padding. */
export function sourcesOf(
  { kernelSize, stride, padding = 0 }: ConvolutionLayer,
  input: Shape,
  output: Shape,
): number[][] {
  const numbers = (length: number) => Array.from({ length }, (_, index) => index);
  const positions = numbers(output.rows).flatMap((row) => numbers(output.columns).map((column) => [row, column]));
  return positions.map(([row = 0, column = 0]) =>
    numbers(kernelSize).flatMap((i) =>
      numbers(kernelSize).flatMap((j) => {
        const [y, x] = [row * stride + i - padding, column * stride + j - padding];
        const isInside = y >= 0 && y < input.rows && x >= 0 && x < input.columns;
        return numbers(input.channels).map((c) => (isInside ? (y * input.columns + x) * input.channels + c : -1));
      }),
    ),
  );
}

/**
 * gain = (J₁ − 1)/(1 − intercept),   J₁ = 1/(1 − e^z),   z = (τ_ref − 1/maxRate)/τ_rc
 *
 * J₁ − 1 loses the digits that J₁ and 1 share, and 1 − e^z those of a short interval.
 */
function roundedGain(architecture: Architecture, roundoff: number): Rounded {
  const { maxRateHz, tauRcSeconds, tauRefSeconds } = architecture.neuron;
  const exponent = (tauRefSeconds - 1 / maxRateHz) / tauRcSeconds;
  const ofExponent = (4 * (tauRefSeconds + 1 / maxRateHz)) / tauRcSeconds;
  const power = exp(exponent);
  const currentAtOne = 1 / -expm1(exponent);
  const lost = square(currentAtOne) * (power * ofExponent + roundingsOfAFunction);
  const value = gainOf({ architecture });
  const relative = lost / (currentAtOne - 1) + roundingsOfAFunction;
  return { value, error: value * relative * roundoff };
}

/**
 * The rate and its slope. Both are monotone above the threshold: the rate rises, and the slope falls, because
 * ln(1 + 1/x) > 2/(2x + 1) for x = J − 1 > 0. A form with ln(1 − 1/J) or ln J − ln(J − 1) loses digits at large currents.
 */
export function roundedRate(
  { value: current, error }: Rounded,
  neuron: Architecture['neuron'],
  roundoff: number,
): { rate: Rounded; slope: Rounded } {
  const { tauRcSeconds, tauRefSeconds } = neuron;
  const rateAt = (j: number) => (j > 1 ? 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (j - 1))) : 0);
  const slopeAt = (j: number) => (j > 1 ? (square(rateAt(j)) * tauRcSeconds) / ((j - 1) * j) : 0);
  const [low, high] = [current - error, current + error];
  const rate = rateAt(current);
  const lost = high > 1 ? 6 * tauRcSeconds * rateAt(high) * (1 + log(high)) : 0;
  const relative = (roundingsOfAFunction + lost) * roundoff;
  const slope = slopeAt(current);
  const steepest = high <= 1 ? 0 : low > 1 ? slopeAt(low) : Number.POSITIVE_INFINITY;
  return {
    rate: { value: rate, error: Math.max(rateAt(high) - rate, rate - rateAt(low)) + relative * rateAt(high) },
    slope: {
      value: slope,
      error: Math.max(steepest - slope, slope - (low > 1 ? slopeAt(high) : 0)) + times(3 * relative, steepest),
    },
  };
}

/** (p − [class is label])/batch size, with p from 1/Σ e^(logit − own logit). */
export function lossGradient(
  logits: readonly Rounded[],
  label: number,
  batchSize: number,
  roundoff: number,
): Rounded[] {
  const values = logits.map(({ value }) => value);
  const largest = Math.max(...values);
  const range = largest - Math.min(...values);
  const sum = values.reduce((total, value) => total + exp(value - largest), 0);
  const error = Math.max(...logits.map((one) => one.error));
  const relative = expm1(2 * error) + (roundingsOfAFunction + 2 * range + values.length) * roundoff;
  return values.map((value, index) => {
    const probability = exp(value - largest) / sum;
    const difference = probability - (index === label ? 1 : 0);
    const rounding = Math.min(times(probability, relative), 1) + 2 * roundoff * Math.abs(difference);
    return { value: difference / batchSize, error: rounding / batchSize };
  });
}
