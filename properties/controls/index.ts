import type { Implementation } from '../../src/conformance/implementation.ts';
import { lifControls } from './lif.ts';
import { networkControls } from './network.ts';
import { tuningControls } from './tuning.ts';

/** Right implementations that compute in another way: no law breaks on them. */
export const controls: readonly Implementation[] = [...lifControls, ...networkControls, ...tuningControls];
