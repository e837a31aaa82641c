import { type Distribution, draw, randomStream } from '../base/random.ts';
import { requirePositive } from '../base/requirement.ts';
import { buildEnsemble, type Ensemble, type EnsembleSettings } from '../simulator/neuron/ensemble.ts';
import { rateHz } from '../simulator/neuron/rate.ts';

/** Neurons of a channel. */
interface ChannelEnsemble extends Ensemble {
  /** Encoders e in the current gain · e · x + bias [neuron]. */
  readonly encoders: readonly number[];
}

/** A layer of a communication channel: neurons, and decoders that estimate its value from their output. */
interface ChannelLayer {
  readonly ensemble: ChannelEnsemble;
  /** Weight of each neuron in the decoded value [neuron]. */
  readonly decoders: readonly number[];
}

/** A communication channel, which reproduces its input: input → layer 1 → layer 2 → output. */
export type Channel = readonly [ChannelLayer, ChannelLayer];

/** Nengo's default neurons. */
export const channelNeurons: EnsembleSettings = {
  neurons: 100,
  parameters: { tauRcSeconds: 0.02, tauRefSeconds: 0.002 },
  maxRatesHz: { kind: 'uniform', low: 200, high: 400 },
  intercepts: { kind: 'uniform', low: -1, high: 0.9 },
  initialVoltage: { kind: 'uniform', low: 0, high: 1 },
};

/** Number of sample values for the decoders. */
const points = 1000;

/** Standard deviation of the assumed noise, as a fraction of the largest output. */
const noise = 0.1;

/**
 * Builds a channel and solves its decoders for neurons of a given amplitude.
 *
 * @param amplitude - spike amplitude of both layers, above 0
 * @throws {Refusal} if `amplitude` is not above 0
 * @example transmit(buildChannel('0', 1), [1, 1], 0.5) // 0.49788044766825207
 */
export function buildChannel(seed: string, amplitude: number): Channel {
  requirePositive('amplitude', amplitude);
  const layer = (name: string): ChannelLayer => {
    const ensemble = drawNeurons(`${seed}/${name}`);
    const samples = draw({ kind: 'uniform', low: -1, high: 1 }, points, randomStream(`${seed}/${name}/points`));
    return { ensemble, decoders: solveDecoders(ensemble, amplitude, samples) };
  };
  return [layer('layer1'), layer('layer2')];
}

/** Draws the neurons of a layer, half of which fire more for larger values. */
function drawNeurons(name: string): ChannelEnsemble {
  const signs: Distribution = { kind: 'choice', values: [-1, 1] };
  const encoders = draw(signs, channelNeurons.neurons, randomStream(`${name}/encoders`));
  return { ...buildEnsemble(name, channelNeurons), encoders };
}

/**
 * Decoders that estimate x from the neurons' outputs, by regularized least squares.
 *
 *   (AᵀA + n · σ² · I) · D = Aᵀx,   A = amplitude · rate [point][neuron],   σ = 0.1 · max A
 *
 * The noise σ is proportional to the amplitude, so the decoders are those of amplitude 1 divided by the amplitude.
 *
 * @param samples - values x [point]
 * @see Nengo nengo/solvers.py `LstsqL2`; Eliasmith and Anderson (2003), Neural Engineering, appendix A
 */
function solveDecoders(ensemble: ChannelEnsemble, amplitude: number, samples: readonly number[]): number[] {
  const sent = samples.map((x) => send(ensemble, amplitude, x));
  const deviation = noise * sent.flat().reduce((most, output) => Math.max(most, output), 0);
  const outputsOf = ensemble.tunings.map((_, neuron) => sent.map((outputs) => outputs[neuron] as number));
  const ridge = samples.length * (deviation * deviation);
  const gram = outputsOf.map((one, row) =>
    outputsOf.slice(0, row + 1).map((other, column) => dotProduct(one, other) + (row === column ? ridge : 0)),
  );
  return solveByCholesky(
    gram,
    outputsOf.map((outputs) => dotProduct(outputs, samples)),
  );
}

/**
 * Solves A · x = b for a symmetric, positive definite A.
 *
 *   A = L · Lᵀ,   L · y = b,   Lᵀ · x = y
 *
 * @param matrix - the lower triangle of A [row][column]
 * @see Golub and Van Loan (2013), Matrix Computations, algorithms 3.1.1, 3.1.2 and 4.2.1
 */
function solveByCholesky(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const lower: number[][] = [];
  for (const [row, own] of matrix.entries()) {
    const current: number[] = [];
    for (const [column, previous] of lower.entries())
      current.push(
        ((own[column] as number) - dotProduct(previous.slice(0, column), current)) / (previous[column] as number),
      );
    lower.push([...current, Math.sqrt((own[row] as number) - dotProduct(current, current))]);
  }
  const solution: number[] = [];
  for (const [row, own] of lower.entries())
    solution.push(
      own
        .slice(0, row)
        .reduce((rest, weight, index) => rest - (solution[index] as number) * weight, values[row] as number) /
        (own[row] as number),
    );
  for (let row = lower.length - 1; row >= 0; row--) {
    let rest = solution[row] as number;
    for (let below = row + 1; below < lower.length; below++)
      rest -= (solution[below] as number) * (lower[below]?.[row] as number);
    solution[row] = rest / (lower[row]?.[row] as number);
  }
  return solution;
}

function dotProduct(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] as number) * (other[index] as number);
  return sum;
}

/**
 * The output of a channel of rate neurons for an input.
 *
 *   y₁ = Σ D₁ · amplitude₁ · rate₁(x),   y₂ = Σ D₂ · amplitude₂ · rate₂(y₁)
 *
 * @param amplitudes - amplitudes of layer 1 and layer 2; the decoders do not change
 * @example transmit(buildChannel('0', 1), [1, 2], 0.5) / transmit(buildChannel('0', 1), [1, 1], 0.5) // 2
 */
export function transmit(channel: Channel, amplitudes: readonly [number, number], input: number): number {
  let value = input;
  for (const [layer, { ensemble, decoders }] of channel.entries()) {
    const sent = send(ensemble, amplitudes[layer] as number, value);
    value = sent.reduce((sum, output, neuron) => sum + (decoders[neuron] as number) * output, 0);
  }
  return value;
}

/** Output of every neuron for a value: amplitude · rate(gain · encoder · x + bias). */
function send({ parameters, tunings, encoders }: ChannelEnsemble, amplitude: number, x: number): number[] {
  return tunings.map(({ gain, bias }, neuron) => {
    const current = gain * (encoders[neuron] as number) * x + bias;
    return amplitude * rateHz(current, parameters);
  });
}
