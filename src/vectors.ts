/**
 * The vectors, for programs in this language: read those that come with lifspec, and hold a simulator to them.
 *
 * @module lifspec/vectors
 */

import { packageRoot } from './base/package-root.ts';
import { loadVectors } from './conformance/vectors/load-vectors.ts';
import type { Vector } from './conformance/vectors/vector.ts';

export type * from './conformance/implementation.ts';
export type { Level, Shift } from './conformance/level.ts';
export { judgeVector, type VectorOutcome } from './conformance/vectors/judge-vector.ts';
export type { Divergence } from './conformance/vectors/level-of-output.ts';
export type * from './conformance/vectors/vector.ts';

/**
 * Reads the vectors that come with lifspec, in reading order.
 *
 * @example keptVectors()[0].id // 'neuron/lif/exact-threshold'
 */
export function keptVectors(): Vector[] {
  return loadVectors(`${packageRoot()}/fixtures/vectors`);
}
