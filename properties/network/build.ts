import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { ConvolutionLayer } from '../../src/simulator/network/architecture.ts';
import { smallArchitecture } from '../arbitraries/network.ts';
import { areEqual, requireSame, requireThat } from '../require.ts';
import { type Build, drawnBy, numbersOf, requireApart, requireGlorot } from './built.ts';

/** A statement that holds for every correct builder. */
export interface BuilderLaw extends Omit<Law, 'needs' | 'property'> {
  readonly property: (build: Build) => fc.IProperty<unknown>;
}

const seed = () => fc.nat({ max: 1000 });

/** Networks that a program may have built earlier: other seeds and architectures. */
const builtBefore = () => fc.array(fc.tuple(smallArchitecture(), seed()), { maxLength: 4 });

/** A global generator would make the network depend on everything that was built before it. */
const buildsTheSameWhateverWasBuiltBefore: BuilderLaw = {
  id: 'build/same-whatever-was-built-before',
  clause: 'streams',
  statement: 'always builds the same network from the same seed, whatever was built before',
  property: (build) =>
    fc.property(smallArchitecture(), seed(), builtBefore(), (architecture, own, others) => {
      const expected = numbersOf(build(architecture, own));
      for (const [other, otherSeed] of others) build(other, otherSeed);
      const got = numbersOf(build(architecture, own));
      requireSame(buildsTheSameWhateverWasBuiltBefore, expected, got);
    }),
};

/** If the seed is ignored, several seeds are one, and error bars mean nothing. */
const anotherSeedAnotherNetwork: BuilderLaw = {
  id: 'build/another-seed-another-network',
  clause: 'streams',
  statement: 'always draws different kernels and voltages for different seeds',
  property: (build) =>
    fc.property(smallArchitecture(), seed(), fc.integer({ min: 1, max: 50 }), (architecture, own, further) => {
      const [one, other] = [drawnBy(build(architecture, own)), drawnBy(build(architecture, own + further))];
      for (const [index, expected] of one.entries()) {
        requireThat(!areEqual(expected, other[index]), anotherSeedAnotherNetwork, () => ({
          expected,
          got: other[index],
        }));
      }
    }),
};

/** Each array has its own random stream. A shared stream makes layers copies of each other. */
const arraysAreDrawnApart: BuilderLaw = {
  id: 'build/arrays-are-drawn-apart',
  clause: 'streams',
  statement: 'never draws two arrays from the same random numbers',
  property: (build) =>
    fc.property(smallArchitecture([3, 3]), seed(), (architecture, own) => {
      requireApart(arraysAreDrawnApart, build(architecture, own), architecture);
    }),
};

/** Otherwise a comparison of architectures would compare different random networks. */
const newLayersLeaveTheOthersAlone: BuilderLaw = {
  id: 'build/new-layers-leave-the-others-alone',
  clause: 'streams',
  statement: 'never changes weights or voltages of a layer when another layer is added behind it',
  property: (build) =>
    fc.property(smallArchitecture([1, 2]), seed(), fc.integer({ min: 1, max: 3 }), (architecture, own, channels) => {
      const added: ConvolutionLayer = { kernelSize: 1, stride: 1, channels };
      const smaller = build(architecture, own);
      const larger = build({ ...architecture, hidden: [...architecture.hidden, added] }, own);
      const expected = numbersOf(smaller).slice(0, smaller.layers.length);
      const got = numbersOf(larger).slice(0, smaller.layers.length);
      requireSame(newLayersLeaveTheOthersAlone, expected, got);
    }),
};

/** Biases up to 10, computed with any correct expm1 and rounded to float32, are within 10 · (2⁻²⁴ + 1e-15). */
const biasTolerance = 1e-6;

/** Weights start as in Glorot and Bengio (2010), equation 16. */
const startsAsGlorotSays: BuilderLaw = {
  id: 'build/starts-as-glorot-says',
  clause: 'initial-weights',
  statement:
    'always draws kernels within ±√(6/(fan in + fan out)), with kernel biases of 0 and neuron biases for the intercept',
  property: (build) =>
    fc.property(smallArchitecture(), seed(), (architecture, own) => {
      requireGlorot(startsAsGlorotSays, build(architecture, own), architecture, biasTolerance);
    }),
};

/** Training at another amplitude must start from the same weights, so that only the amplitude differs. */
const amplitudeChangesNoWeight: BuilderLaw = {
  id: 'build/amplitude-changes-no-weight',
  clause: 'initial-weights',
  statement: 'always builds the same weights for every amplitude',
  property: (build) =>
    fc.property(smallArchitecture(), seed(), fc.constantFrom(0.02, 0.1, 0.5, 1), (architecture, own, amplitude) => {
      const expected = numbersOf(build(architecture, own));
      const got = numbersOf(build(architecture, own, { amplitude }));
      requireSame(amplitudeChangesNoWeight, expected, got);
    }),
};

export const builderLaws: readonly BuilderLaw[] = [
  buildsTheSameWhateverWasBuiltBefore,
  anotherSeedAnotherNetwork,
  arraysAreDrawnApart,
  newLayersLeaveTheOthersAlone,
  startsAsGlorotSays,
  amplitudeChangesNoWeight,
];
