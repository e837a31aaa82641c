import type { Implementation } from '../../src/conformance/implementation.ts';

/** Right implementations that compute in another way: no law breaks on them. */
export const controls: readonly Implementation[] = [];
