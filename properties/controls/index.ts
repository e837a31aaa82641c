import type { Implementation } from '../../src/conformance/implementation.ts';
import { lifControls } from './lif.ts';
import { networkControls } from './network.ts';
import { nirControls } from './nir.ts';
import { tuningControls } from './tuning.ts';
import { variantControls } from './variants.ts';

/** Correct implementations that compute differently: every law must hold for them. */
export const controls: readonly Implementation[] = [
  ...lifControls,
  ...networkControls,
  ...tuningControls,
  ...nirControls,
  ...variantControls,
];
