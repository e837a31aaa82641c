/**
 * The published vectors, and how to judge a simulator by them, for programs in this language.
 *
 * @module lifspec/vectors
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './base/package-root.ts';
import type { Vector } from './conformance/vectors/vector.ts';
import { type VectorFile, vectorsOf } from './conformance/vectors/vector-file.ts';

export type * from './conformance/implementation.ts';
export type { Divergence } from './conformance/vectors/comparison.ts';
export { judgeVector, type VectorOutcome } from './conformance/vectors/judge-vector.ts';
export type * from './conformance/vectors/vector.ts';

let published: readonly Vector[] | undefined;

/**
 * The published vectors, in reading order. They are read once.
 *
 * @example publishedVectors()[0].id // 'neuron/lif/exact-threshold'
 */
export function publishedVectors(): Vector[] {
  published ??= readPublished();
  return [...published];
}

function readPublished(): Vector[] {
  const folder = join(packageRoot(), 'fixtures', 'vectors');
  const files = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as string[];
  return files.flatMap((name) => vectorsOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as VectorFile));
}
