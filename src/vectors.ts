/** The vectors, for programs in this language: read those that come with lifspec, and hold a simulator to them. */
import { loadVectors } from './conformance/load-vectors.ts';
import type { Vector } from './conformance/vector.ts';
import { packageRoot } from './dataset/package-root.ts';

export type * from './conformance/implementation.ts';
export { judgeVector, type VectorOutcome } from './conformance/judge-vector.ts';
export type * from './conformance/vector.ts';

/**
 * Reads the vectors that come with lifspec, in reading order.
 *
 * @example keptVectors()[0].id // 'neuron/lif/exact-threshold'
 */
export function keptVectors(): Vector[] {
  return loadVectors(`${packageRoot()}/fixtures`);
}
