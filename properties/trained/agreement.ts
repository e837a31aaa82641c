import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import {
  exactParameters,
  type RoundedParameters,
  settledRateClasses,
  trainRounded,
} from '../../src/conformance/choices/training-run.ts';
import { proportional, tellStep } from '../../src/conformance/choices/training-stages.ts';
import type { Implementation, TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { Refutation } from '../../src/conformance/refutation.ts';
import { type GivenTraining, legalTraining, trainedFrom } from '../arbitraries/legal-training.ts';
import { layerShapes } from '../network/observation.ts';
import { requireSame, requireThat } from '../require.ts';
import { inAnyForm, settle } from '../vectors/settled-network.ts';

/** From the same weights, every trainer makes the same steps, in every field of architecture and recipe. */
const trainsAsDefined: Law = {
  id: 'trained/agrees-with-the-definition',
  clause: 'gradient',
  statement: 'always has the weights and accuracies of the definition, trained from given weights on any legal input',
  needs: ['training'],
  assumes: ['givenWeights'],
  looksAt: ['weights'],
  times: 3,
  property: (implementation, conventions) =>
    fc.asyncProperty(legalTraining(implementation.largestSeed), async (input) => {
      const output = await requireDefinedWeights(trainsAsDefined, implementation, input);
      if (output === undefined) return;
      const voltages = input.initialVoltage.map((voltages) => Array.from(voltages));
      requireSame(trainsAsDefined, voltages, output.initialVoltage, 'initial voltages');
      await requireOwnAccuracies(trainsAsDefined, implementation, input, output, conventions);
    }),
};

/**
 * A wrong weight after one step is wrong by its gradient: nothing else has happened. The batch is not full, because a mean is
 * over its images. Few trainings have large batches.
 */
const stepsDownTheGradient = stepLaw(
  'trained/first-step-follows-the-gradient',
  'loss',
  'always changes every weight by the gradient of the mean loss in the first step of the optimizer',
  ({ images }) => ({ epochs: 1, batchSize: images.length + 3 }),
  { times: 8, isFirst: true },
);

/** With equal batches, only what the optimizer remembers distinguishes one step from the next. */
const remembersMeanSquares = stepLaw(
  'trained/remembers-mean-squares',
  'optimizer',
  'always divides the gradient by the root of ε and the mean square of all steps so far',
  ({ images }) => ({ epochs: 4, batchSize: images.length }),
);

/** Whatever the order is, an epoch shows each image once. */
const showsEachImageOnce = stepLaw(
  'trained/shuffles-whole-epochs',
  'epoch',
  'always shows each of three shuffled images once per epoch, the last one in a batch of its own',
  ({ images, labels }) => ({
    epochs: 1,
    order: 'shuffled',
    batchSize: 2,
    images: [0, 1, 2].map((index) => images[index % images.length] as Uint8Array),
    labels: [0, 1, 2].map((index) => labels[index % images.length] as number),
  }),
);

/** The order is given, so each batch is known. With an odd number of images, the last one has a single image. */
const stepsOncePerBatch = stepLaw(
  'trained/one-step-per-batch',
  'epoch',
  'always makes one step per batch in the given order, also for a last batch that is not full',
  ({ images: { length } }) => ({
    epochs: 1,
    order: 'given',
    batchSize: Math.max(1, length % 2 ? length - 1 : length / 2 - 1),
  }),
);

/** A law about the weights after a few steps: legal trainings, restricted to one aspect. */
function stepLaw(
  id: string,
  clause: string,
  statement: string,
  restricted: (input: TrainingInput) => Pick<TrainingInput, 'epochs' | 'batchSize'> & Partial<TrainingInput>,
  { times = 1, isFirst = false }: { readonly times?: number; readonly isFirst?: boolean } = {},
): Law {
  const law: Law = {
    id,
    clause,
    statement,
    needs: ['training'],
    assumes: ['givenWeights'],
    looksAt: ['weights'],
    mostRuns: 40,
    times,
    property: (implementation) =>
      fc.asyncProperty(legalTraining(implementation.largestSeed), async (input) => {
        const own = { ...input, ...restricted(input) };
        // the size of a gradient shows best if nothing divides it by itself
        if (isFirst) await requireDefinedWeights(law, implementation, { ...own, optimizer: proportional });
        await requireDefinedWeights(law, implementation, own);
      }),
  };
  return law;
}

/** Trains, and requires the weights of the definition if the implementation returns its own. */
export async function requireDefinedWeights(
  law: Law,
  implementation: Implementation,
  input: GivenTraining,
): Promise<TrainingOutput | undefined> {
  const output = await capabilityOf(implementation, 'training')(input);
  if (output.weights === undefined) return undefined;
  requireShape(law, input, output);
  const got = exactParameters(output.weights);
  const [likeliest, ...others] = ordersOf(input).map((one) =>
    trainRounded(one.weights, one, roundoffOf(implementation)),
  );
  const isOther = others.some((expected) => firstWrong(expected, got) === undefined);
  if (!isOther) requireWithinErrors(law, input, likeliest as RoundedParameters, got);
  return output;
}

/** The ways in which three shuffled images may have been shown in an epoch with a last batch of one image. */
function ordersOf(input: GivenTraining): readonly [GivenTraining, ...GivenTraining[]] {
  const { images, labels, batchSize, order } = input;
  if (order === 'given' || batchSize >= images.length) return [input];
  const lastShown = (last: number): GivenTraining => {
    const moved = <Any>(values: readonly Any[]) => [...values.toSpliced(last, 1), values[last] as Any];
    return { ...input, images: moved(images), labels: moved(labels) };
  };
  return [lastShown(2), lastShown(1), lastShown(0)];
}

/** Wherever weights come from, the accuracies are those of the network that has them. */
const reportsItsOwnAccuracies: Law = {
  id: 'trained/reports-its-own-accuracies',
  clause: 'class',
  statement: 'always reports the accuracies that the network with its trained weights has',
  needs: ['training'],
  looksAt: ['weights'],
  mostRuns: 30,
  times: 2,
  property: (implementation, conventions) =>
    fc.asyncProperty(
      legalTraining(implementation.largestSeed).filter(({ architecture }) => architecture.hidden.length > 1),
      async ({ weights: _, initialVoltage: __, ...drawn }) => {
        // a class shows floor and initial voltages if it depends on the last spikes, of large amplitude, of a longer run;
        // it shows whether the rates are those of the last epoch if the weights change much
        const longer = {
          ...drawn,
          steps: drawn.steps + 30,
          amplitude: Math.max(drawn.amplitude, 0.1),
          optimizer: { ...drawn.optimizer, learningRate: Math.max(drawn.optimizer.learningRate, 0.05) },
          architecture: { ...drawn.architecture, readoutTauSeconds: 2 * drawn.dtSeconds },
        };
        for (const minVoltage of [0, Number.NEGATIVE_INFINITY]) {
          const input = { ...longer, minVoltage };
          const output = await capabilityOf(implementation, 'training')(input);
          requireShape(reportsItsOwnAccuracies, input, output);
          await requireOwnAccuracies(reportsItsOwnAccuracies, implementation, input, output, conventions);
        }
      },
    ),
};

/** Both the implementation and the oracle round. */
export function roundoffOf({ precision }: Pick<Implementation, 'precision'>): number {
  return unitRoundoff[precision] + unitRoundoff.float64;
}

/** An array of another size is a network of another architecture. */
export function requireShape(
  law: Law,
  { architecture }: TrainingInput,
  { weights, initialVoltage = [] }: TrainingOutput,
): void {
  if (weights === undefined) return;
  const { hidden, input, classes } = architecture;
  const shapes = layerShapes(architecture);
  const neurons = shapes.map(({ rows, columns, channels }) => rows * columns * channels);
  const ofLayers = hidden.flatMap(({ kernelSize, channels }, layer) => {
    const inputChannels = layer === 0 ? input.channels : (hidden[layer - 1]?.channels ?? 0);
    return [kernelSize * kernelSize * inputChannels * channels, channels, neurons[layer]];
  });
  const expected = [...ofLayers, (neurons.at(-1) ?? 0) * classes, classes, ...neurons];
  const got = [...exactParameters(weights), ...initialVoltage].map(({ length }) => length);
  requireSame(law, expected, got, 'sizes of kernels, biases, read-out and initial voltages');
}

function requireWithinErrors(
  law: Law,
  { weights, epochs, batchSize, images }: GivenTraining,
  expected: RoundedParameters,
  got: RoundedParameters,
): void {
  const wrong = firstWrong(expected, got);
  if (wrong === undefined) return;
  const { array, index } = wrong;
  const before = exactParameters(weights)[array] ?? [];
  const own = { before, expected: expected[array] ?? [], got: (got[array] ?? []).map(({ value }) => value) };
  const where = `${nameOf(array, expected.length)}[${index}]`;
  // in one step, the biases of the read-out follow from the loss alone
  const isOfLoss = array === expected.length - 1 || epochs !== 1 || batchSize < images.length || law.clause !== 'loss';
  throw new Refutation(isOfLoss ? law : { ...law, clause: 'gradient' }, { where, ...tellStep(own, index) });
}

/** The first weight that is wrong, if any; the biases of the read-out first. */
function firstWrong(
  expected: RoundedParameters,
  got: RoundedParameters,
): { readonly array: number; readonly index: number } | undefined {
  const last = expected.length - 1;
  for (const array of [last, ...expected.slice(0, last).keys()]) {
    const index = (expected[array] ?? []).findIndex(
      ({ value, error }, own) => !(Math.abs((got[array]?.[own]?.value ?? Number.NaN) - value) <= error),
    );
    if (index >= 0) return { array, index };
  }
  return undefined;
}

function nameOf(array: number, arrays: number): string {
  const kinds = ['kernel', 'kernelBias', 'neuronBias'];
  if (array >= arrays - 2) return array === arrays - 2 ? 'readout.weight' : 'readout.bias';
  return `layers[${Math.floor(array / 3)}].${kinds[array % 3]}`;
}

/** Runs the trained network, and counts an image whose class rounding could decide as correct or not. */
export async function requireOwnAccuracies(
  law: Law,
  implementation: Implementation,
  input: TrainingInput,
  output: TrainingOutput,
  conventions: Conventions = nengoConventions,
): Promise<void> {
  const { weights, initialVoltage } = output;
  if (weights === undefined || initialVoltage === undefined) return;
  const { images } = input;
  const parameters = exactParameters(weights);
  const ofRates = settledRateClasses(parameters, input, roundoffOf(implementation));
  requireAccuracy(law, 'rateAccuracy', input, ofRates, output);

  const network = trainedFrom(input, weights, initialVoltage);
  const ofSpikes: (number | undefined)[] = [];
  for (const image of images) {
    const settled = await settle({ ...network, images: [image] }, implementation.precision, conventions, inAnyForm);
    ofSpikes.push(settled?.output.predicted[0]);
  }
  requireAccuracy(law, 'spikingAccuracy', input, ofSpikes, output);
}

function requireAccuracy(
  law: Law,
  where: 'rateAccuracy' | 'spikingAccuracy',
  { labels }: TrainingInput,
  classes: readonly (number | undefined)[],
  { [where]: got }: TrainingOutput,
): void {
  const least = classes.filter((one, image) => one === labels[image]).length / labels.length;
  const most = least + classes.filter((one) => one === undefined).length / labels.length;
  requireThat(got >= least - 1e-6 && got <= most + 1e-6, law, () => ({
    where,
    expected: least === most ? least : `${least} to ${most}`,
    got,
  }));
}

export const trainedAgreementLaws: readonly Law[] = [
  stepsDownTheGradient,
  remembersMeanSquares,
  stepsOncePerBatch,
  showsEachImageOnce,
  trainsAsDefined,
  reportsItsOwnAccuracies,
];
