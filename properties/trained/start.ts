import fc from 'fast-check';
import { power } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { ParameterArrays } from '../../src/conformance/choices/training-run.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import { legalTraining } from '../arbitraries/legal-training.ts';
import { gainOf, layerShapes } from '../network/observation.ts';
import { distanceFromUniform, uniformLimit } from '../oracles/chance.ts';
import { beyondFirstOrder, tuningError } from '../oracles/rate.ts';
import { requireThat } from '../require.ts';
import { requireShape, roundoffOf } from './agreement.ts';

/** With no epochs, what is trained is what was drawn. */
export const startsAsGlorotSays: Law = {
  id: 'trained/starts-as-glorot-says',
  clause: 'initial-weights',
  statement:
    'always starts with kernels uniform within ±√(6/(fan in + fan out)), each from numbers of its own, and fitting biases',
  needs: ['training'],
  looksAt: ['weights'],
  mostRuns: 4,
  property: (implementation) =>
    fc.asyncProperty(
      legalTraining(implementation.largestSeed),
      async ({ weights: _, initialVoltage: __, ...drawn }) => {
        const architecture = withMoreChannels(drawn.architecture);
        const { images, labels } = drawn;
        const input = {
          ...drawn,
          architecture,
          epochs: 0,
          steps: 2,
          images: images.slice(0, 1),
          labels: labels.slice(0, 1),
        };
        const output = await capabilityOf(implementation, 'training')(input);
        const { weights, initialVoltage = [] } = output;
        if (weights === undefined) return;
        requireShape(startsAsGlorotSays, input, output);
        const { neuron } = architecture;
        const relative = tuningError(neuron, neuron, roundoffOf(implementation)).bias;
        const stored = unitRoundoff.float32 * Math.abs(1 - neuron.intercept * gainOf({ architecture }));
        requireGlorot(startsAsGlorotSays, weights, architecture, beyondFirstOrder * relative + stored);
        const isZero = initialVoltage.every((voltages) => voltages.every((voltage) => voltage === 0));
        requireApart(startsAsGlorotSays, { ...weights, initialVoltage: isZero ? [] : initialVoltage }, architecture);
      },
    ),
};

type Refutable = Pick<Law, 'clause' | 'statement'>;

/** Weights, biases and initial voltages before training. */
type Start = ParameterArrays & { readonly initialVoltage: readonly ArrayLike<number>[] };

/** Enough weights to show how they are distributed. */
const withMoreChannels = (architecture: Architecture): Architecture => ({
  ...architecture,
  hidden: architecture.hidden.map((layer) => ({ ...layer, channels: layer.channels + 16 })),
});

/** Requires kernels within their limits, kernel biases of 0, and neuron biases for the intercept. */
function requireGlorot(
  law: Refutable,
  { layers, readout }: ParameterArrays,
  architecture: Architecture,
  biasTolerance: number,
): void {
  const fans = fansOf(architecture);
  for (const [index, weights] of [...layers.map(({ kernel }) => kernel), readout.weight].entries()) {
    const limit = Math.sqrt(6 / (fans[index] ?? 1));
    const largest = Math.max(...Array.from(weights, Math.abs));
    // weights may be rounded to float32
    const isInside = largest <= limit * (1 + 2 ** -23) && largest > reachOf(weights.length) * limit;
    requireThat(isInside, law, () => ({
      where: `weights of array ${index}`,
      expected: `numbers up to ${limit}`,
      got: `up to ${largest}${nameLimit(largest, reachOf(weights.length), index, architecture)}`,
    }));
    const distance = distanceFromUniform(Array.from(weights, (weight) => (weight / limit + 1) / 2));
    const most = uniformLimit(weights.length);
    requireThat(distance <= most, law, () => ({
      where: `weights of array ${index}`,
      expected: `uniform, with a distance of at most ${most}`,
      got: distance,
    }));
  }
  const bias = 1 - architecture.neuron.intercept * gainOf({ architecture });
  const wrong = layers.some(
    ({ kernelBias, neuronBias }) =>
      Array.from(kernelBias).some((value) => value !== 0) ||
      Array.from(neuronBias).some((value) => !(Math.abs(value - bias) <= biasTolerance)),
  );
  requireThat(!wrong && Array.from(readout.bias).every((value) => value === 0), law, () => ({
    where: 'neuron biases, beside kernel biases of 0',
    expected: bias,
    got: layers.map(({ neuronBias }) => neuronBias[0]),
  }));
}

/** The rule, other than Glorot's, by which numbers are drawn up to a limit, if there is one. */
function nameLimit(largest: number, reach: number, index: number, architecture: Architecture): string {
  const { kernelSize = 1, channels = architecture.classes } = architecture.hidden[index] ?? {};
  const both = fansOf(architecture)[index] ?? 1;
  const from = both - kernelSize * kernelSize * channels;
  const rules = {
    'that of Glorot without the area of the kernel': 6 / (both / (kernelSize * kernelSize)),
    'that of He': 6 / from,
    'that of LeCun': 3 / from,
    'the standard deviation of Glorot': 2 / both,
  };
  const isNear = ([, square]: readonly [string, number]) =>
    largest <= Math.sqrt(square) * (1 + 2 ** -23) && largest > reach * Math.sqrt(square);
  const found = Object.entries(rules).filter(isNear);
  return found.length === 1 ? `, as if the limit were ${found[0]?.[0]}` : '';
}

/** The largest of n uniform draws reaches this fraction of the limit, except in one of 10^9 arrays: 10^(−9/n). */
function reachOf(count: number): number {
  return power(10, -9 / count);
}

/**
 * Two draws from [0, 1) that are this close are assumed to be one random number, rounded to float32 as a voltage or as
 * a weight. Different arrays agree in their first two draws with probability (2 · 2⁻²²)². With 28 pairs of arrays in
 * each of 100 cases, this happens for one seed in 1e9.
 */
const sameDraw = 2 ** -22;

/** Requires that no two arrays begin with the same random numbers. */
function requireApart(law: Refutable, start: Start, architecture: Architecture): void {
  const drawn = firstDrawsOf(start, architecture).filter((draws) => draws.length === 2);
  for (const [index, one] of drawn.entries()) {
    const twin = drawn.slice(0, index).find((other) => other.every((u, draw) => isSameDraw(u, one[draw])));
    requireThat(twin === undefined, law, () => ({ expected: 'all differ', got: [twin, one] }));
  }
}

const isSameDraw = (u: number, other = Number.NaN) => Math.abs(u - other) < sameDraw;

/** fan in + fan out of every kernel and of the read-out. */
function fansOf(architecture: Architecture): number[] {
  const shapes = layerShapes(architecture);
  const hidden = architecture.hidden.map(({ kernelSize, channels }, index) => {
    return kernelSize * kernelSize * ((shapes[index - 1] ?? architecture.input).channels + channels);
  });
  const last = shapes.at(-1);
  return [...hidden, (last ? last.rows * last.columns * last.channels : 0) + architecture.classes];
}

/** The first two random numbers of every random array, as draws from [0, 1). */
function firstDrawsOf({ layers, readout, initialVoltage }: Start, architecture: Architecture): number[][] {
  const fans = fansOf(architecture);
  const weights = [...layers.map(({ kernel }) => kernel), readout.weight].map((values, index) => {
    const limit = Math.sqrt(6 / (fans[index] as number));
    return Array.from(values, (value) => (value / limit + 1) / 2).slice(0, 2);
  });
  return [...weights, ...initialVoltage.map((voltages) => Array.from(voltages).slice(0, 2))];
}
