import type { PrecisionName } from '../src/base/precision.ts';

/** The largest relative error of one rounded operation: half a unit in the last place. */
export const unitRoundoff: Readonly<Record<PrecisionName, number>> = { float64: 2 ** -53, float32: 2 ** -24 };

/**
 * Largest error of exp, expm1 and log1p that laws allow for, in unit roundoffs. Measured against 50 digits, those of
 * engines and of @stdlib are within 1.25 units in the last place, 2.5 roundoffs; 3 leaves room for others.
 */
export const elementaryRoundoffs = 3;
