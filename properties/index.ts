/**
 * The laws, and implementations that satisfy or break them.
 *
 * @module lifspec/properties
 */
import type { Implementation } from '../src/conformance/implementation.ts';
import { lifControls } from './controls/lif.ts';
import { networkControls } from './controls/network.ts';
import { nirControls } from './controls/nir.ts';
import { tuningControls } from './controls/tuning.ts';
import { variantControls } from './controls/variants.ts';

export type { Assumption } from '../src/conformance/assumption.ts';
export type * from '../src/conformance/choices/conventions.ts';
export type { EventConventionName } from '../src/conformance/choices/events.ts';
export type { Exploration, Law, OptionalOutput } from '../src/conformance/law.ts';
export { type ExpectedAndGot, Refutation } from '../src/conformance/refutation.ts';
export { SpikeTrain } from '../src/conformance/spike-trains.ts';
export { laws } from './laws.ts';
export { mutants } from './mutants/index.ts';
export type { Mutant } from './mutants/mutant.ts';
export { configureRuns, exploration, holdTo, isApplicable } from './runs.ts';

/** Correct implementations that compute differently: every law must hold for them. */
export const controls: readonly Implementation[] = [
  ...lifControls,
  ...networkControls,
  ...tuningControls,
  ...nirControls,
  ...variantControls,
];
